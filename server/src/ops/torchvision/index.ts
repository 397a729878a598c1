import type { LibraryRoom } from '../kernel';
import { boxes } from './boxes';
import { datasetOps } from './datasets';
import { detection } from './detection';
import { networkParts } from './networkParts';
import { networks } from './networks';
import { transformOps } from './transformOps';

/** What is known of torchvision. */
export const torchvisionRoom: LibraryRoom = {
  modules: {
    torchvision: 'torchvision',
    'torchvision.datasets.mnist': 'torchvision.datasets',
    'torchvision.datasets.cifar': 'torchvision.datasets',
    'torchvision.datasets.folder': 'torchvision.datasets',
  },
  entries: [...transformOps, ...datasetOps, ...networks, ...networkParts, ...detection, ...boxes],
};
