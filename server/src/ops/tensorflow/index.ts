import type { LibraryRoom } from '../kernel';

/** What is known of TensorFlow without Keras. */
export const tensorflowRoom: LibraryRoom = {
  modules: { tensorflow: 'tensorflow', 'tensorflow.compat.v2': 'tensorflow' },
  entries: [],
};
