import type * as bundle from './bundle';

/** The bundled TensorFlow.js as a value that is passed around: no module of the child imports the library itself. */
export type Tf = typeof bundle;
