/** Parts of names that tell by themselves, in names without separators: `meanSquaredError`, `val_binary_crossentropy`. */
const lowerParts = /loss|error|perplexity|divergence|crossentropy|hinge|logcosh|poisson|deviance/;
const higherParts = /accuracy|precision|recall|specificity|sensitivity/;
/** Short names that would also be parts of other words, so they must stand alone. */
const lowerWords = new Set(['mse', 'mae', 'rmse', 'mape', 'msle', 'ppl', 'wer', 'cer', 'fid', 'kld', 'nll', 'bce']);
const higherWords = new Set(['acc', 'auc', 'f1', 'iou', 'dice', 'bleu', 'rouge', 'psnr', 'ssim', 'reward', 'score', 'r2']);
const higherNames = new Set(['map', 'miou']);

/** Whether lower or higher is better, as far as the name of a metric tells. */
export function metricGoal(name: string): 'min' | 'max' | null {
  const plain = name.replace(/#\d+$/, '').replace(/^(val|test|train|epoch)_/, '');
  const words = plain
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const joined = words.join('');
  if (lowerParts.test(joined) || words.some((word) => lowerWords.has(word))) return 'min';
  const isHigher = higherParts.test(joined) || words.some((word) => higherWords.has(word)) || higherNames.has(joined);
  return isHigher ? 'max' : null;
}
