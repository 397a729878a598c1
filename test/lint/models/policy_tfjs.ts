import * as tf from '@tensorflow/tfjs';

export class PolicyNetwork {
  policyNet!: tf.LayersModel;

  constructor(hiddenLayerSizesOrModel: number | number[] | tf.LayersModel) {
    if (hiddenLayerSizesOrModel instanceof tf.LayersModel) this.policyNet = hiddenLayerSizesOrModel;
    else this.createPolicyNetwork(hiddenLayerSizesOrModel);
  }

  createPolicyNetwork(hiddenLayerSizes: number | number[]): void {
    if (!Array.isArray(hiddenLayerSizes)) hiddenLayerSizes = [hiddenLayerSizes];
    const net = tf.sequential();
    hiddenLayerSizes.forEach((hiddenLayerSize, i) => {
      net.add(tf.layers.dense({ units: hiddenLayerSize, activation: 'elu', inputShape: i === 0 ? [4] : undefined }));
    });
    net.add(tf.layers.dense({ units: 1 }));
    this.policyNet = net;
  }

  async train(steps: number, optimizer = tf.train.adam(0.05)): Promise<void> {
    for (let i = 0; i < steps; ++i) {
      optimizer.minimize(() => (this.policyNet.predict(tf.zeros([1, 4])) as tf.Tensor).sum().asScalar());
      await tf.nextFrame();
    }
  }
}

new PolicyNetwork([8, 4]);
