const lower =
  /loss|error|perplexity|divergence|crossentropy|hinge|logcosh|poisson|deviance|(^|_)(mse|mae|rmse|mape|msle|ppl|wer|cer|fid|kld|nll|bce)(_|$)/;
const higher =
  /accuracy|precision|recall|specificity|sensitivity|(^|_)(acc|auc|f1|iou|miou|dice|map|r2|bleu|rouge|psnr|ssim|reward|score|acc\d+|top\d+)(_|$)/;

/** Whether lower or higher is better, as far as the name of a metric tells. */
export function metricGoal(name: string): 'min' | 'max' | null {
  const words = name
    .replace(/#\d+$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  const joined = words.replaceAll('_', '');
  if (lower.test(words) || /crossentropy|squarederror|absoluteerror|squaredlogarithmicerror|logcosh/.test(joined)) return 'min';
  return higher.test(words) ? 'max' : null;
}
