import type { Dim } from '../../values/dim';
import { ceilDivDims, floorDivDims, subDims } from '../../values/dim';

type Step = (n: Dim) => Dim;

const floor: Step = (n) => floorDivDims(n, 2);
const ceil: Step = (n) => ceilDivDims(n, 2);
/** A window of three with a stride of two and no padding. */
const valid: Step = (n) => floorDivDims(subDims(n, 1), 2);
/** A window of three without padding. */
const cut: Step = (n) => subDims(n, 2);
const times = (step: Step, count: number): Step[] => Array.from({ length: count }, () => step);

/** What happens to height and width, one step after the other; some pad otherwise where the input leaves its size open. */
export interface Family {
  /** Modules of `keras.applications` that have it as well. */
  readonly modules: readonly string[];
  readonly steps: readonly Step[];
  readonly openSteps?: readonly Step[];
  readonly minSize: number;
  /** Extent of the first kernel, which the number of channels decides. */
  readonly kernel: number;
  /** Numbers that each channel has besides the first kernel's, not trainable. */
  readonly perChannel?: number;
  readonly order: 'common' | 'mobile' | 'mobileV3' | 'nasnet' | 'convnext' | 'efficientnetV2';
  /** How `preprocess_input` scales: by the mean of the channels or to a range, or not at all. */
  readonly scaling: 'caffe' | 'torch' | 'tf' | 'none';
  /** Sizes that weights exist for, besides the default one. */
  readonly otherSizes?: readonly number[];
}

const families = {
  vgg16: { modules: ['vgg16'], steps: times(floor, 5), minSize: 32, kernel: 3, order: 'common', scaling: 'caffe' },
  vgg19: { modules: ['vgg19'], steps: times(floor, 5), minSize: 32, kernel: 3, order: 'common', scaling: 'caffe' },
  resnet: { modules: ['resnet', 'resnet50'], steps: times(ceil, 5), minSize: 32, kernel: 7, order: 'common', scaling: 'caffe' },
  resnetV2: { modules: ['resnet_v2'], steps: times(ceil, 5), minSize: 32, kernel: 7, order: 'common', scaling: 'tf' },
  xception: { modules: ['xception'], steps: [valid, cut, ...times(ceil, 4)], minSize: 71, kernel: 3, order: 'common', scaling: 'tf' },
  inceptionV3: {
    modules: ['inception_v3'],
    steps: [valid, cut, valid, cut, ...times(valid, 3)],
    minSize: 75,
    kernel: 3,
    order: 'common',
    scaling: 'tf',
  },
  inceptionResnet: {
    modules: ['inception_resnet_v2'],
    steps: [valid, cut, valid, cut, ...times(valid, 3)],
    minSize: 75,
    kernel: 3,
    order: 'common',
    scaling: 'tf',
  },
  densenet: { modules: ['densenet'], steps: [ceil, ceil, ...times(floor, 3)], minSize: 32, kernel: 7, order: 'common', scaling: 'torch' },
  mobilenet: {
    modules: ['mobilenet'],
    steps: [ceil, ...times(floor, 4)],
    minSize: 32,
    kernel: 3,
    order: 'mobile',
    scaling: 'tf',
    otherSizes: [128, 160, 192, 224],
  },
  mobilenetV2: {
    modules: ['mobilenet_v2'],
    steps: times(ceil, 5),
    openSteps: [ceil, ...times(floor, 4)],
    minSize: 32,
    kernel: 3,
    order: 'mobile',
    scaling: 'tf',
    otherSizes: [96, 128, 160, 192, 224],
  },
  mobilenetV3: {
    modules: ['mobilenet_v3'],
    steps: times(ceil, 5),
    openSteps: [ceil, ...times(floor, 4)],
    minSize: 32,
    kernel: 3,
    order: 'mobileV3',
    scaling: 'none',
  },
  nasnet: { modules: ['nasnet'], steps: [valid, ...times(ceil, 4)], minSize: 32, kernel: 3, order: 'nasnet', scaling: 'tf' },
  efficientnet: {
    modules: ['efficientnet'],
    steps: times(ceil, 5),
    openSteps: times(floor, 5),
    minSize: 32,
    kernel: 3,
    perChannel: 2,
    order: 'common',
    scaling: 'none',
  },
  efficientnetV2: {
    modules: ['efficientnet_v2'],
    steps: times(ceil, 5),
    minSize: 32,
    kernel: 3,
    order: 'efficientnetV2',
    scaling: 'none',
  },
  convnext: {
    modules: ['convnext'],
    steps: times(floor, 5),
    minSize: 32,
    kernel: 4,
    order: 'convnext',
    scaling: 'none',
  },
} as const satisfies Record<string, Family>;

export interface Architecture {
  readonly name: string;
  readonly family: Family;
  /** Height and width of the images that the weights were trained on. */
  readonly size: number;
  /** Channels of what comes before the top. */
  readonly features: number;
  /** Numbers in all weights without the top, for three channels, and how many of them are not trainable. */
  readonly params: number;
  readonly frozen: number;
  /** Kernels of the first convolution. */
  readonly filters: number;
  /** Layers of the top between the features and the classes, by their width; `flat` ones take height and width as well. */
  readonly top?: { readonly widths: readonly number[]; readonly isFlat: boolean };
  /** Numbers that images of unknown size save, trained and not: what cannot be compared is taken for equal, and gets no layer of its own. */
  readonly savedWhenOpen?: { readonly trained: number; readonly frozen: number };
}

/** Name, family, size, features, weights of the whole with 1000 classes, those that are not trained, kernels of the first convolution. */
type Row = readonly [string, keyof typeof families, number, number, number, number, number, Pick<Architecture, 'top' | 'savedWhenOpen'>?];

const dense = { top: { widths: [4096, 4096], isFlat: true } };

const rows: readonly Row[] = [
  ['ConvNeXtBase', 'convnext', 224, 1024, 88591464, 0, 128],
  ['ConvNeXtLarge', 'convnext', 224, 1536, 197767336, 0, 192],
  ['ConvNeXtSmall', 'convnext', 224, 768, 50223688, 0, 96],
  ['ConvNeXtTiny', 'convnext', 224, 768, 28589128, 0, 96],
  ['ConvNeXtXLarge', 'convnext', 224, 2048, 350196968, 0, 256],
  ['DenseNet121', 'densenet', 224, 1024, 8062504, 83648, 64],
  ['DenseNet169', 'densenet', 224, 1664, 14307880, 158400, 64],
  ['DenseNet201', 'densenet', 224, 1920, 20242984, 229056, 64],
  ['EfficientNetB0', 'efficientnet', 224, 1280, 5330571, 42023, 32],
  ['EfficientNetB1', 'efficientnet', 240, 1280, 7856239, 62055, 32],
  ['EfficientNetB2', 'efficientnet', 260, 1408, 9177569, 67575, 32],
  ['EfficientNetB3', 'efficientnet', 300, 1536, 12320535, 87303, 40],
  ['EfficientNetB4', 'efficientnet', 380, 1792, 19466823, 125207, 48],
  ['EfficientNetB5', 'efficientnet', 456, 2048, 30562527, 172743, 48],
  ['EfficientNetB6', 'efficientnet', 528, 2304, 43265143, 224439, 56],
  ['EfficientNetB7', 'efficientnet', 600, 2560, 66658687, 310727, 64],
  ['EfficientNetV2B0', 'efficientnetV2', 224, 1280, 7200312, 60608, 32],
  ['EfficientNetV2B1', 'efficientnetV2', 240, 1280, 8212124, 71072, 32],
  ['EfficientNetV2B2', 'efficientnetV2', 260, 1408, 10178374, 82288, 32],
  ['EfficientNetV2B3', 'efficientnetV2', 300, 1536, 14467622, 109216, 40],
  ['EfficientNetV2L', 'efficientnetV2', 480, 1280, 119027848, 512576, 32],
  ['EfficientNetV2M', 'efficientnetV2', 480, 1280, 54431388, 292032, 24],
  ['EfficientNetV2S', 'efficientnetV2', 384, 1280, 21612360, 153872, 24],
  ['InceptionResNetV2', 'inceptionResnet', 299, 1536, 55873736, 60544, 32],
  ['InceptionV3', 'inceptionV3', 299, 2048, 23851784, 34432, 32],
  ['MobileNet', 'mobilenet', 224, 1024, 4253864, 21888, 32],
  ['MobileNetV2', 'mobilenetV2', 224, 1280, 3538984, 34112, 32],
  ['MobileNetV3Large', 'mobilenetV3', 224, 960, 5507432, 24400, 16, { top: { widths: [1280], isFlat: false } }],
  ['MobileNetV3Small', 'mobilenetV3', 224, 576, 2554968, 12112, 16, { top: { widths: [1024], isFlat: false } }],
  ['NASNetLarge', 'nasnet', 331, 4032, 88949818, 196668, 96, { savedWhenOpen: { trained: 28560, frozen: 336 } }],
  ['NASNetMobile', 'nasnet', 224, 1056, 5326716, 36738, 32, { savedWhenOpen: { trained: 2024, frozen: 88 } }],
  ['ResNet101', 'resnet', 224, 2048, 44707176, 105344, 64],
  ['ResNet101V2', 'resnetV2', 224, 2048, 44675560, 97664, 64],
  ['ResNet152', 'resnet', 224, 2048, 60419944, 151424, 64],
  ['ResNet152V2', 'resnetV2', 224, 2048, 60380648, 143744, 64],
  ['ResNet50', 'resnet', 224, 2048, 25636712, 53120, 64],
  ['ResNet50V2', 'resnetV2', 224, 2048, 25613800, 45440, 64],
  ['VGG16', 'vgg16', 224, 512, 138357544, 0, 64, dense],
  ['VGG19', 'vgg19', 224, 512, 143667240, 0, 64, dense],
  ['Xception', 'xception', 299, 2048, 22910480, 54528, 32],
];

/** The networks of `keras.applications`, with the sizes that the real ones have. */
export const architectures: readonly Architecture[] = rows.map(([name, family, size, features, whole, frozen, filters, more]) => {
  const one: Architecture = { name, family: families[family], size, features, params: 0, frozen, filters, ...more };
  return { ...one, params: whole - topParams(one, spatialSize(one, size, false), 1000) };
});

/** Height or width in front of the top, or after that many steps. */
export function spatialSize({ family }: Architecture, n: Dim, isOpen: boolean, count?: number): Dim {
  const steps = isOpen ? (family.openSteps ?? family.steps) : family.steps;
  return steps.slice(0, count).reduce((size, step) => step(size), n);
}

/** Numbers in the weights of the top. */
export function topParams({ features, top }: Architecture, side: Dim, classes: number): number {
  let [width, sum] = [top?.isFlat && typeof side === 'number' ? features * side * side : features, 0];
  for (const next of [...(top?.widths ?? []), classes]) {
    sum += (width + 1) * next;
    width = next;
  }
  return sum;
}
