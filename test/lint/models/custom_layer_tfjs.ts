import * as tf from '@tensorflow/tfjs';

class Antirectifier extends tf.layers.Layer {
  static className = 'Antirectifier';
  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0]!, inputShape[1]!, inputShape[2]!, 2 * inputShape[3]!];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    const centered = tf.sub(input, tf.mean(input));
    return tf.concat([tf.relu(centered), tf.relu(tf.neg(centered))], -1);
  }
}
tf.serialization.registerClass(Antirectifier);

const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3 }));
model.add(new Antirectifier({}));
model.add(tf.layers.conv2d({ filters: 8, kernelSize: 3 }));
model.add(tf.layers.globalMaxPooling2d({}));
model.add(tf.layers.dense({ units: 2 }));
