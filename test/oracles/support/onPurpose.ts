import type { Difference } from './replay';

/** Refusals of which nothing is said, and why. A false error has no place here. */
const silences: readonly { readonly refusal: RegExp; readonly question: RegExp; readonly why: string }[] = [
  {
    refusal: /Exception encountered when calling (Max|Average)Pooling[123]D/,
    question: /"padding":"SAME"/,
    why: 'capital letters are refused by the pooling of the JAX backend, from which the answers are, and taken by that of TensorFlow',
  },
  {
    refusal: /^\[(.*,)?0(,.*)?\]$/,
    question: /"filters":0|"output_padding"/,
    why: 'Keras takes what comes out empty here, and nobody writes it',
  },
  {
    refusal: /^TypeError: Exception encountered when calling DepthwiseConv2D/,
    question: / then /,
    why: 'a later input that leaves open what the first one fixed is taken by most layers',
  },
  {
    refusal: /^fails on data/,
    question: /"(center|scale)":false/,
    why: 'batchNormalization of TensorFlow.js without center or scale works until it is trained, for which no rule has a place',
  },
  {
    refusal: /^fails on data/,
    question: /"dilationRate":0/,
    why: 'TensorFlow.js takes a dilation of 0, and kernels of one pixel work with it',
  },
  {
    refusal: /^fails on data/,
    question: /"targetShape":.*"i":\[\[[^,\]]+,[^\]]*null/,
    why: 'whether any size of a free extent could fit a reshape is not solved for',
  },
];

/** Warnings of what a framework takes and nobody means. */
const warnings = /^warning\[axis-out-of-range\]: concatenate[^;]*$/;

export function isOnPurpose({ kind, wanted, found, question }: Difference): boolean {
  if (kind === 'false alarm') return warnings.test(found);
  return kind === 'missed' && silences.some((silence) => silence.refusal.test(wanted) && silence.question.test(question));
}
