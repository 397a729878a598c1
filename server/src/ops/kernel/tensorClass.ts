import type { Framework, TensorValue } from '../../values/value';

const classes: Readonly<Record<Framework, string>> = {
  numpy: 'numpy.ndarray',
  tensorflow: 'tensorflow.Tensor',
  keras: 'keras.KerasTensor',
  torch: 'torch.Tensor',
  tfjs: 'tfjs.Tensor',
};

/** The class under which methods and properties of a tensor are registered. */
export function tensorClass({ framework }: TensorValue): string {
  return classes[framework];
}
