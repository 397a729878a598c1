import type { CallContext, FunctionDef, LibraryEntry } from '../kernel';
import { defineClass, defineMethod, defineOp, msg, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import type { BoundArgs, Value } from '../../values/value';
import { int, none, unknown } from '../../values/value';
import { wholeNetwork } from '../torch/moduleTree';
import names from './networkNames.json';
import { recordedNetwork } from './networkTable';
import { makeRecorded } from './recordedModules';

/** A constructor of `torchvision.models`: its name in the table, its file, its weights and the usual ones, its parameters. */
interface Constructor {
  readonly name: string;
  readonly network: string;
  readonly file: string;
  readonly weightsClass: string;
  readonly weights: readonly string[];
  readonly usual: string | null;
  readonly params: readonly string[];
  readonly takesMore: boolean;
}

type Row = readonly [string, string, string, readonly string[], string | null, readonly string[], boolean];

const constructors: readonly Constructor[] = Object.entries(names.networks as unknown as Record<string, Row>).map(
  ([name, [network, file, weightsClass, weights, usual, params, takesMore]]) => ({
    name,
    network,
    file,
    weightsClass,
    weights,
    usual,
    params,
    takesMore,
  }),
);

/** Arguments that change neither the parts of a network nor their sizes. */
const harmless = new Set(
  (
    'weights progress num_classes pretrained zero_init_residual init_weights transform_input dropout stochastic_depth_prob drop_rate ' +
    'memory_efficient attention_dropout pretrained_backbone trainable_backbone_layers min_size max_size image_mean image_std ' +
    'box_score_thresh box_nms_thresh box_detections_per_img box_fg_iou_thresh box_bg_iou_thresh box_batch_size_per_image ' +
    'box_positive_fraction score_thresh nms_thresh detections_per_img topk_candidates fg_iou_thresh bg_iou_thresh positive_fraction ' +
    'rpn_pre_nms_top_n_train rpn_pre_nms_top_n_test rpn_post_nms_top_n_train rpn_post_nms_top_n_test rpn_nms_thresh rpn_fg_iou_thresh ' +
    'rpn_bg_iou_thresh rpn_batch_size_per_image rpn_positive_fraction rpn_score_thresh center_sampling_radius'
  ).split(' '),
);

/** The weights that are asked for: the name of one, `none`, or null where nobody knows. */
function weightsOf(one: Constructor, given: BoundArgs, cx: CallContext): string | null {
  const old = given.values.get('pretrained')?.value;
  const asked = given.values.get('weights')?.value ?? old ?? none;
  const usual = (): string | null => one.usual ?? null;
  switch (asked.kind) {
    case 'none':
      return 'none';
    case 'bool':
      return asked.value === null ? null : asked.value ? usual() : 'none';
    case 'str': {
      if (asked.value === null || !one.weights.length) return null;
      const short = one.weightsClass.slice(one.weightsClass.lastIndexOf('.') + 1);
      const name = asked.value.replace(`${short}.`, '');
      if (name === 'DEFAULT' && one.usual !== null) return one.usual;
      if (one.weights.includes(name)) return name;
      const known = [...one.weights, ...(one.usual === null ? [] : ['DEFAULT'])];
      cx.report(
        'unknown-argument',
        msg('{0} has no weights {1}; there are {2}', cx.label, `'${asked.value}'`, known.map((w) => `'${w}'`).join(', ')),
        {
          at: 'weights',
          fixes: one.usual === null ? [] : [{ set: 'weights', value: 'DEFAULT' }],
        },
      );
      return null;
    }
    case 'library':
    case 'unknown': {
      const path = asked.path ?? '';
      const name = path.slice(path.lastIndexOf('.') + 1);
      if (name === 'DEFAULT') return usual();
      return one.weights.includes(name) ? name : null;
    }
    default:
      return null;
  }
}

/** The numbers of a row of the table that the arguments choose; null where they make a network that is not recorded. */
function build(one: Constructor, args: Readonly<Record<string, Value>>, given: BoundArgs, cx: CallContext): Value {
  const recorded = recordedNetwork(one.network);
  const weights = weightsOf(one, given, cx);
  if (!recorded || !given.isComplete) return unknown;
  const classes = classesOf(one, recorded.classes, weights, given, cx);
  const chosen: string[] = [];
  for (const [name, { value: each }] of given.values) {
    if (name === 'quantize' && each.kind === 'bool' && each.value === false) continue;
    if (harmless.has(name)) {
      if (name === 'pretrained_backbone' && each.kind === 'bool' && each.value === false) chosen.push('weights_backbone=None');
      continue;
    }
    if (name === 'weights_backbone') {
      if (each.kind === 'none') chosen.push('weights_backbone=None');
      // Any weights of the backbone leave its parts as they are.
      else if (each.kind === 'unknown' && each.path === null) return unknown;
      continue;
    }
    if (each.kind === 'none') continue;
    if (each.kind !== 'bool' || each.value === null) return unknown;
    chosen.push(`${name}=${each.value ? 'True' : 'False'}`);
  }
  if (weights !== null && weights !== 'none') {
    // Weights decide for themselves what the network is built with.
    const flags = chosen.filter((flag) => !flag.startsWith('weights_backbone'));
    if (flags.length) return unknown;
    return makeWhole(cx, one, recorded.loaded[weights] ?? recorded.variants['']!, classes);
  }
  if (weights === null && Object.keys(recorded.loaded).length) return unknown;
  const node = recorded.variants[chosen.sort().join(',')];
  return node === undefined ? unknown : makeWhole(cx, one, node, classes);
}

function makeWhole(cx: CallContext, { name }: Constructor, node: number, classes: Dim): Value {
  const whole = makeRecorded(cx, node, classes);
  const rank = /detection|optical_flow/.test(name) ? 0 : name.includes('.video.') ? 5 : 4;
  cx.setAttr(whole, wholeNetwork, int(rank));
  return whole;
}

function classesOf({ network }: Constructor, usual: number | null, weights: string | null, given: BoundArgs, cx: CallContext): Dim {
  const asked = given.values.get('num_classes')?.value;
  if (!asked || asked.kind === 'none') return usual ?? unknownDim;
  if (asked.kind !== 'int') return unknownDim;
  if (weights === null || weights === 'none') return asked.value;
  if (isLiteral(asked.value) && usual !== null && asked.value !== usual) {
    cx.report(
      'class-count',
      msg(
        'The weights of {0} are for {1} classes, num_classes cannot be {2}: its last layer is replaced after',
        network,
        usual,
        asked.value,
      ),
      {
        at: 'num_classes',
        fixes: [{ set: 'num_classes', value: usual }],
      },
    );
  }
  return usual ?? asked.value;
}

/** What a network is for, in a sentence. */
function summaryOf({ name, network }: Constructor): string {
  if (name.includes('.quantization.'))
    return `The network ${network.replace('quantized_', '')} for images, in a form that can be quantized.`;
  if (name.includes('.detection.'))
    return `The network ${network} that finds objects in images: it gives losses in training, and boxes, labels and scores after.`;
  if (name.includes('.segmentation.'))
    return `The network ${network} that gives each point of an image scores of 21 classes, in a dict under \`out\`.`;
  if (name.includes('.video.')) return `The network ${network} that gives a video scores of 400 classes.`;
  if (name.includes('.optical_flow.'))
    return `The network ${network} that tells how each point moves from one image to the next, in finer and finer steps.`;
  return `The network ${network} that gives an image scores of 1000 classes.`;
}

function defineConstructor(one: Constructor): FunctionDef {
  const { name, file, params, takesMore, weights } = one;
  const refused = weights.length > 0 && !name.includes('.optical_flow.');
  const home = name.slice(0, name.lastIndexOf('.'));
  return defineOp({
    name,
    aliases: [`${home}.${file}.${name.slice(name.lastIndexOf('.') + 1)}`],
    summary: summaryOf(one),
    docs: `https://docs.pytorch.org/vision/stable/models/generated/${name}.html`,
    category: 'application',
    // All still come by position, as they did once.
    params: Object.fromEntries(params.map((param) => [param, value(none)])),
    takesAnyKeyword: takesMore,
    codes: [...(weights.length ? (['unknown-argument'] as const) : []), ...(refused ? (['class-count'] as const) : [])],
    call: (args, cx, bound) => build(one, args as Readonly<Record<string, Value>>, bound, cx),
    examples: [
      ...(weights.length ? [`${name}(weights='IMAGENET1K_V9')  #! error[unknown-argument]: no weights`] : []),
      ...(refused ? [`${name}(weights='DEFAULT', num_classes=7)  #! error[class-count]: cannot be 7`] : []),
    ],
  });
}

const byName = new Map(constructors.map((one) => [one.network, one]));

/** `get_model('resnet50', num_classes=10)`. */
const getModel = ['torchvision.models.get_model', 'torchvision.models._api.get_model'].map((name) =>
  defineMethod({
    name,
    params: { name: value() },
    takesAnyKeyword: true,
    isMethod: false,
    call({ name: given }, cx, { values, isComplete }) {
      const one = given.kind === 'str' && given.value !== null ? byName.get(given.value.toLowerCase()) : undefined;
      if (!one || !isComplete) return unknown;
      const named = new Map([...values].filter(([key]) => key !== 'name').map(([key, each]) => [key, each.value]));
      return cx.callWith({ kind: 'library', path: one.name }, [], named);
    },
  }),
);

/** The classes of the modules in the networks. */
const classes = Object.entries(names.classes).map(([name, base]) => defineClass(name, base));

export const networks: readonly LibraryEntry[] = [...constructors.map(defineConstructor), ...getModel, ...classes];
