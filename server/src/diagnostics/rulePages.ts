import type { Message } from '../../../extension/protocol/localize';
import { msg } from '../../../extension/protocol/localize';
import type { DiagnosticCode } from './codes';

export interface RulePage {
  /** One sentence: what is wrong. */
  readonly summary: Message;
  /** What to do about it, and what the report does not mean. */
  readonly advice: Message;
}

/** The prose of the rule reference. A code without a page does not compile. */
export const rulePages: Readonly<Record<DiagnosticCode, RulePage>> = {
  'dim-mismatch': {
    summary: msg('An axis has another extent than the operation needs.'),
    advice: msg(
      'Follow the chain of shapes in the related places to the layer that made the extent, and change it there, or the size that the operation expects.',
    ),
  },
  'rank-mismatch': {
    summary: msg('A tensor has another number of axes than the operation needs.'),
    advice: msg('Often a flatten, a reshape or the channel axis is missing between two layers.'),
  },
  'axis-out-of-range': {
    summary: msg('An axis is named that the tensor does not have.'),
    advice: msg('Axes count from 0; negative ones count from the end. The batch axis counts too.'),
  },
  'reshape-size': {
    summary: msg('A reshape does not keep the number of elements.'),
    advice: msg('The product of the new extents must equal the product of the old ones; one extent may be -1 and is then computed.'),
  },
  'broadcast-mismatch': {
    summary: msg('Two shapes can neither be equal nor be broadcast to each other.'),
    advice: msg(
      'Seen from the last axis, extents must be equal or one of them must be 1. Layers that merge take equal shapes, apart from the axis that they join.',
    ),
  },
  'non-positive-size': {
    summary: msg('A convolution or pooling leaves nothing: its window is larger than what comes in.'),
    advice: msg("Use padding 'same', a smaller window or stride, or fewer poolings before it."),
  },
  'input-mismatch': {
    summary: msg('The array or batch that is fed does not fit the input of the model.'),
    advice: msg('Compare the shape of the data, without the batch axis, with the shape that the model was built for.'),
  },
  'loss-target-mismatch': {
    summary: msg('The loss, the output of the model and the labels do not fit together.'),
    advice: msg(
      'Integer labels go with a sparse cross-entropy; one-hot labels with a categorical one whose number of classes is the number of units.',
    ),
  },
  'dtype-mismatch': {
    summary: msg('Operands have element types that the framework refuses to mix.'),
    advice: msg('Convert one of them explicitly.'),
  },
  'device-mismatch': {
    summary: msg('Operands live on different devices.'),
    advice: msg('Move the model and its data to the same device before they meet.'),
  },
  'class-count': {
    summary: msg('Label values do not fit the number of units or classes.'),
    advice: msg('With n units, labels go from 0 to n − 1.'),
  },
  'missing-argument': {
    summary: msg('A call lacks an argument that the framework requires.'),
    advice: msg('Give the argument; the hover shows the signature.'),
  },
  'unknown-argument': {
    summary: msg('A call has an argument that the framework does not take.'),
    advice: msg('Look for a spelling mistake, or for a name of another framework or version.'),
  },
  'missing-attribute': {
    summary: msg('An object does not have the attribute that is used.'),
    advice: msg('Look for a spelling mistake, or for a name of another framework or version.'),
  },
  'removed-api': {
    summary: msg('The name was removed from the version of the framework in use.'),
    advice: msg('The message names what took its place.'),
  },
  'undefined-name': {
    summary: msg('A name is used that nothing defines.'),
    advice: msg(
      'For the well-known names of machine learning the fix adds the import. In the editor the report is silent while another checker of names is active.',
    ),
  },
  'silent-broadcast': {
    summary: msg('A loss or metric broadcasts its operands: it runs, and computes something else than is meant.'),
    advice: msg('Give predictions and targets the same shape.'),
  },
  'suspicious-training': {
    summary: msg('The training runs, but hardly does what is meant.'),
    advice: msg('Read the message: the report is about a habit that usually is a mistake.'),
  },
};
