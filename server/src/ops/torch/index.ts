import type { LibraryRoom } from '../kernel';
import type { Value } from '../../values/value';
import * as containers from './containers';
import * as dataLoader from './data/dataLoader';
import * as datasets from './data/datasets';
import { samplers } from './data/samplers';
import { typeNames } from './elementTypes';
import * as attention from './attention';
import * as classLosses from './losses/classLosses';
import * as comparingLosses from './losses/comparingLosses';
import * as elementLosses from './losses/elementLosses';
import * as embedding from './embedding';
import * as gradients from './gradients';
import * as initializers from './initializers';
import * as packedSequences from './packedSequences';
import * as parameters from './parameters';
import * as parameterTools from './parameterTools';
import * as recurrent from './recurrent';
import * as transformer from './transformer';
import { layers } from './layers';
import { maths } from './maths';
import { moduleMembers } from './moduleMembers';
import { opsOf } from './opsOf';
import { optimizers } from './optim/optimizers';
import { schedulers } from './optim/schedulers';
import { torchRemoved, torchvisionRemoved } from './removedNames';
import { surroundings } from './surroundings';
import { tensorOps } from './tensorOps';
import { wrapperModules } from './wrappers';

const elementTypes = Object.entries(typeNames).map(
  ([name, type]) => [`torch.${name}`, { kind: 'library', path: `torch.${type}` }] as const satisfies readonly [string, Value],
);

/** What is known of PyTorch. */
export const torchRoom: LibraryRoom = {
  modules: { torch: 'torch', 'torch.nn.modules': 'torch.nn' },
  removedNames: [torchRemoved, torchvisionRemoved],
  constants: Object.fromEntries(elementTypes),
  entries: [
    ...[
      attention,
      classLosses,
      comparingLosses,
      containers,
      dataLoader,
      datasets,
      elementLosses,
      embedding,
      gradients,
      initializers,
      packedSequences,
      parameterTools,
      parameters,
      recurrent,
      transformer,
    ].flatMap(opsOf),
    // Functions that have a home of their own in `torch` come later and win.
    ...layers,
    ...maths,
    ...samplers,
    ...optimizers,
    ...schedulers,
    ...surroundings,
    ...wrapperModules,
    ...moduleMembers,
    ...tensorOps,
  ],
};
