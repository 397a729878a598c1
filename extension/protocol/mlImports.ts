/** Modules whose import makes a file one of ours. Until one is seen in an open document, nothing is started. */
export const mlModules = {
  python: [
    ...['keras', 'tf_keras', 'keras_cv', 'keras_hub', 'keras_nlp', 'keras_tuner', 'tensorflow', 'tensorflow_addons', 'tensorflow_hub'],
    ...['tensorflow_probability', 'torch', 'torchvision', 'torchaudio', 'torch_geometric', 'torchmetrics', 'timm', 'ignite'],
    ...['lightning', 'pytorch_lightning', 'fastai', 'accelerate', 'transformers', 'diffusers', 'peft', 'trl', 'sentence_transformers'],
    ...['jax', 'flax', 'optax', 'equinox'],
  ],
  /** Beginnings of package names. */
  javascript: ['@tensorflow/tfjs'],
} as const;

const python = new RegExp(
  String.raw`^[ \t]*(?:from[ \t]+|import[ \t]+(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*)(?:${mlModules.python.join('|')})\b`,
  'm',
);
const javascript = new RegExp(String.raw`(?:from|import|require)\s*\(?\s*['"](?:${mlModules.javascript.join('|')})[\w/-]*['"]`);

/** A cheap test on the text: it may be fooled by a comment, which only starts the server too early. */
export function hasMlImport(languageId: string, text: string): boolean {
  switch (languageId) {
    case 'python':
      return python.test(text);
    case 'typescript':
    case 'typescriptreact':
    case 'javascript':
    case 'javascriptreact':
      return javascript.test(text);
    default:
      return false;
  }
}
