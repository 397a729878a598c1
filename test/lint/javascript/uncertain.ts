//- framework: tfjs
declare const process: { env: Record<string, string | undefined> };
const x = tf.input({ shape: [8, 8, 3] });
const size = process.env.DEEP ? 8 : 3;
tf.layers.conv2d({ filters: 4, kernelSize: size }).apply(x);
tf.layers.conv2d({ filters: 4, kernelSize: Number(process.env.SIZE ?? 3) }).apply(x);
const y = tf.layers.lstm({ units: 4 }).apply(tf.input({ shape: [10, 4] })) as tf.SymbolicTensor;
tf.layers.dense({ units: 3 }).apply(y);
async function load(): Promise<tf.LayersModel> {
  const base = await tf.loadLayersModel('file://model.json');
  const cut = base.getLayer('conv_7');
  return tf.model({ inputs: base.inputs, outputs: tf.layers.dense({ units: 2 }).apply(cut.output) as tf.SymbolicTensor });
}
try {
  tf.layers.conv2d({ filters: process.env.F ? 2 : 4, kernelSize: 3 }).apply(x);
} catch {
  console.log('no');
}
