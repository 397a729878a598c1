import type { LibraryRoom } from '../kernel';
import { datasetOps } from './datasets';
import { transformOps } from './transformOps';

/** What is known of torchvision's data sets and transforms. */
export const torchvisionRoom: LibraryRoom = {
  modules: {
    torchvision: 'torchvision',
    'torchvision.datasets.mnist': 'torchvision.datasets',
    'torchvision.datasets.cifar': 'torchvision.datasets',
    'torchvision.datasets.folder': 'torchvision.datasets',
  },
  entries: [...transformOps, ...datasetOps],
};
