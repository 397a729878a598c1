import * as tf from '@tensorflow/tfjs';

export class Controller {
  private model: tf.Sequential | null = null;
  private truncated?: tf.LayersModel;
  private readonly classes = 4;

  async init(): Promise<void> {
    const mobilenet = await tf.loadLayersModel('https://example.com/mobilenet/model.json');
    const layer = mobilenet.getLayer('conv_pw_13_relu');
    this.truncated = tf.model({ inputs: mobilenet.inputs, outputs: layer.output });
  }

  build(denseUnits = 100, rate = 0.0001): tf.Sequential {
    this.model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: this.truncated?.outputs[0]?.shape.slice(1) ?? [7, 7, 256] }),
        tf.layers.dense({ units: denseUnits, activation: 'relu', kernelInitializer: 'varianceScaling', useBias: true }),
        tf.layers.dense({ units: this.classes, kernelInitializer: 'varianceScaling', useBias: false, activation: 'softmax' }),
      ],
    });
    this.model.compile({ optimizer: tf.train.adam(rate), loss: 'categoricalCrossentropy' });
    return this.model;
  }
}

new Controller().build(50);
