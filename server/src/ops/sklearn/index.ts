import type { LibraryRoom } from '../kernel';
import { encoders, vectorizers } from './encoders';
import { estimators } from './estimators';
import { folds } from './folds';
import { generated } from './generated';
import { bunchMembers, loaded } from './loaded';
import { metrics } from './metrics';
import { removedScipyNames, removedSklearnNames } from './removedNames';
import { sparseMembers } from './sparse';
import { trainTestSplit } from './trainTestSplit';
import { transformerMethods, transformers } from './transformers';

/** What is known of scikit-learn. */
export const sklearnRoom: LibraryRoom = {
  modules: { sklearn: 'sklearn' },
  entries: [
    trainTestSplit,
    ...folds,
    ...loaded,
    ...generated,
    ...bunchMembers,
    ...transformers,
    ...transformerMethods,
    ...encoders,
    ...vectorizers,
    ...sparseMembers,
    ...estimators,
    ...metrics,
  ],
  removedNames: [removedSklearnNames, removedScipyNames],
};
