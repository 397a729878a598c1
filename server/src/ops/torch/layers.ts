import type { LibraryEntry } from '../kernel';
import * as activations from './activations';
import * as adaptivePooling from './adaptivePooling';
import * as batchNorms from './batchNorms';
import * as channels from './channels';
import * as convolutions from './convolutions';
import * as defaultType from './defaultType';
import * as distances from './distances';
import * as dropouts from './dropouts';
import * as fractionalPooling from './fractionalPooling';
import * as lazyModules from './lazyModules';
import * as linear from './linear';
import * as normalizations from './normalizations';
import * as padding from './padding';
import * as patches from './patches';
import * as pooling from './pooling';
import * as reshapingModules from './reshapingModules';
import * as reparametrizations from './reparametrizations';
import * as resizing from './resizing';
import * as sampling from './sampling';
import * as softmaxes from './softmaxes';
import * as unpooling from './unpooling';

/** Modules on images and features, and the functions that do the same. */
export const layers: readonly LibraryEntry[] = [
  activations,
  adaptivePooling,
  batchNorms,
  channels,
  convolutions,
  defaultType,
  distances,
  dropouts,
  fractionalPooling,
  lazyModules,
  linear,
  normalizations,
  padding,
  patches,
  pooling,
  reparametrizations,
  reshapingModules,
  resizing,
  sampling,
  softmaxes,
  unpooling,
].flatMap((file) =>
  Object.values(file as Readonly<Record<string, unknown>>)
    .flat()
    .filter((entry): entry is LibraryEntry => typeof entry === 'object' && entry !== null && 'kind' in entry),
);
