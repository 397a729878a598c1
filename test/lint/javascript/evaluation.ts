//- framework: tfjs
interface Options { size: number; depth?: number; widths?: number[] }
enum Size { Small = 8, Large = Small * 2 }

class Builder {
  static readonly channels = 3;
  private readonly layers: tf.layers.Layer[] = [];
  constructor(private readonly options: Options) {}

  get inputShape(): [number, number, number] {
    return [this.options.size, this.options.size, Builder.channels];
  }

  add(layer: tf.layers.Layer): this {
    this.layers.push(layer);
    return this;
  }

  build(): tf.Sequential {
    const model = tf.sequential();
    model.add(tf.layers.inputLayer({ inputShape: this.inputShape }));
    for (const layer of this.layers) model.add(layer);
    return model;
  }
}

const builder = new Builder({ size: Size.Large }).add(tf.layers.conv2d({ filters: 2, kernelSize: 3 })).add(tf.layers.flatten());
const built = builder.build().apply(tf.input({ shape: [16, 16, 3] }));  //> [null, 392]

const dense = ({ units, activation = 'relu' }: { units: number; activation?: 'relu' | 'tanh' }) => tf.layers.dense({ units, activation });
const widths = [64, 32].map((n) => n / 2);
const stack = tf.sequential({ layers: [tf.layers.dense({ units: 5, inputShape: [4] }), ...widths.map((units) => dense({ units }))] });
const y = stack.apply(tf.input({ shape: [4] }));  //> [null, 16]

const [rows, columns = 7] = [6];
tf.layers.reshape({ targetShape: [rows, columns] }).apply(tf.input({ shape: [42] }));  //> [null, 6, 7]
tf.layers.reshape({ targetShape: [rows, columns] }).apply(tf.input({ batchShape: [1, 41] }));  //! error[reshape-size]: 41 elements do not fit into [6, 7]

const config = { ...{ filters: 4 }, kernelSize: 1 + 2 };
tf.layers.conv2d(config).apply(tf.input({ shape: [9, 9, 1] }));  //> [null, 7, 7, 4]
const half = Math.floor(9 / 2);
tf.layers.dense({ units: half || 1 }).apply(tf.input({ shape: [3] }));  //> [null, 4]
