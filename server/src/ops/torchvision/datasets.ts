import type { CallContext, LibraryEntry } from '../kernel';
import { arrayOf, defineClass, parseSignature } from '../kernel';
import { imageOf } from '../kernel';
import { datasetClass, datasetMembers } from '../torch/data/datasets';
import { libraryClass } from '../torch/libraryClass';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { int, str, tuple, unknown } from '../../values/value';
import { readDims } from '../kernel';

const docs = 'https://docs.pytorch.org/vision/stable/generated/';
const base = 'torchvision.datasets.VisionDataset';

/** Height, width and channels of an image; null where they differ. */
type Extents = readonly [number, number, number | null];

interface DatasetRow {
  readonly name: string;
  readonly signature: string;
  readonly image: Extents | null;
  /** How many items the parts have, by what the program asks for. */
  readonly counts?: Readonly<Record<string, number>>;
  /** The parameter that says which part it is. */
  readonly part?: string;
  readonly target?: 'int' | 'image' | 'dict' | 'list';
  readonly summary: string;
  readonly args?: string;
}

const usual = 'transform=None, target_transform=None, download=False';
const train = `root, train=True, ${usual}`;
const mnist = { image: [28, 28, null], counts: { true: 60000, false: 10000 }, part: 'train', signature: train } as const;
const split = (first: string, more = ''): string => `root, split='${first}', ${more}${usual}`;

const rows: readonly DatasetRow[] = [
  { name: 'MNIST', ...mnist, summary: 'Handwritten digits: gray images of 28×28, 10 classes.' },
  { name: 'FashionMNIST', ...mnist, summary: 'Clothes: gray images of 28×28, 10 classes.' },
  { name: 'KMNIST', ...mnist, summary: 'Japanese letters: gray images of 28×28, 10 classes.' },
  {
    name: 'EMNIST',
    signature: 'root, split, **kwargs',
    image: [28, 28, null],
    summary: 'Handwritten letters and digits: gray images of 28×28.',
    args: "'data', 'letters'",
  },
  {
    name: 'QMNIST',
    signature: 'root, what=None, compat=True, train=True, **kwargs',
    image: [28, 28, null],
    summary: 'Handwritten digits with more test images: gray, 28×28.',
  },
  {
    name: 'USPS',
    signature: train,
    image: [16, 16, null],
    counts: { true: 7291, false: 2007 },
    part: 'train',
    summary: 'Handwritten digits: gray images of 16×16, 10 classes.',
  },
  {
    name: 'CIFAR10',
    signature: train,
    image: [32, 32, 3],
    counts: { true: 50000, false: 10000 },
    part: 'train',
    summary: 'Small photographs of 32×32, 10 classes.',
  },
  {
    name: 'CIFAR100',
    signature: train,
    image: [32, 32, 3],
    counts: { true: 50000, false: 10000 },
    part: 'train',
    summary: 'Small photographs of 32×32, 100 classes.',
  },
  {
    name: 'SVHN',
    signature: split('train'),
    image: [32, 32, 3],
    counts: { train: 73257, test: 26032, extra: 531131 },
    part: 'split',
    summary: 'House numbers: images of 32×32, 10 classes.',
  },
  {
    name: 'STL10',
    signature: split('train', 'folds=None, '),
    image: [96, 96, 3],
    counts: { train: 5000, test: 8000, unlabeled: 100000 },
    part: 'split',
    summary: 'Photographs of 96×96, 10 classes.',
  },
  {
    name: 'GTSRB',
    signature: split('train'),
    image: null,
    counts: { train: 26640, test: 12630 },
    part: 'split',
    summary: 'Traffic signs, 43 classes.',
  },
  {
    name: 'EuroSAT',
    signature: `root, ${usual}`,
    image: [64, 64, 3],
    counts: { '': 27000 },
    summary: 'Pictures of the earth of 64×64, 10 classes.',
  },
  {
    name: 'PCAM',
    signature: split('train'),
    image: [96, 96, 3],
    counts: { train: 262144, val: 32768, test: 32768 },
    part: 'split',
    summary: 'Tissue: images of 96×96, 2 classes.',
  },
  {
    name: 'FER2013',
    signature: "root, split='train', transform=None, target_transform=None",
    image: [48, 48, null],
    summary: 'Faces: gray images of 48×48, 7 classes.',
  },
  { name: 'Food101', signature: split('train'), image: null, summary: 'Dishes, 101 classes.' },
  {
    name: 'Flowers102',
    signature: split('train'),
    image: null,
    counts: { train: 1020, val: 1020, test: 6149 },
    part: 'split',
    summary: 'Flowers, 102 classes.',
  },
  {
    name: 'OxfordIIITPet',
    signature: `root, split='trainval', target_types='category', transforms=None, ${usual}`,
    image: null,
    target: 'list',
    summary: 'Cats and dogs, 37 breeds.',
  },
  { name: 'StanfordCars', signature: split('train'), image: null, summary: 'Cars, 196 classes.' },
  { name: 'DTD', signature: split('train', 'partition=1, '), image: null, summary: 'Textures, 47 classes.' },
  {
    name: 'Caltech101',
    signature: `root, target_type='category', ${usual}`,
    image: null,
    target: 'list',
    summary: 'Photographs, 101 classes.',
  },
  { name: 'Caltech256', signature: `root, ${usual}`, image: null, summary: 'Photographs, 257 classes.' },
  {
    name: 'CelebA',
    signature: split('train', "target_type='attr', "),
    image: [218, 178, 3],
    counts: { train: 162770, valid: 19867, test: 19962, all: 202599 },
    part: 'split',
    target: 'list',
    summary: 'Faces of 178×218 with 40 attributes.',
  },
  {
    name: 'ImageNet',
    signature: "root, split='train', **kwargs",
    image: null,
    counts: { train: 1281167, val: 50000 },
    part: 'split',
    summary: 'Photographs, 1000 classes.',
  },
  {
    name: 'Imagenette',
    signature: "root, split='train', size='full', download=False, transform=None, target_transform=None",
    image: null,
    summary: 'A part of ImageNet, 10 classes.',
  },
  {
    name: 'Places365',
    signature: `root, split='train-standard', small=False, download=False, transform=None, target_transform=None, loader=None`,
    image: null,
    summary: 'Places, 365 classes.',
  },
  { name: 'LSUN', signature: "root, classes='train', transform=None, target_transform=None", image: null, summary: 'Scenes and things.' },
  {
    name: 'ImageFolder',
    signature: 'root, transform=None, target_transform=None, loader=None, is_valid_file=None, allow_empty=False',
    image: null,
    summary: 'The images of a folder, which has a folder for each class.',
  },
  {
    name: 'DatasetFolder',
    signature: 'root, loader, extensions=None, transform=None, target_transform=None, is_valid_file=None, allow_empty=False',
    image: null,
    summary: 'The files of a folder, which has a folder for each class.',
    args: "'data', open",
  },
  {
    name: 'FakeData',
    signature: 'size=1000, image_size=(3, 224, 224), num_classes=10, transform=None, target_transform=None, random_offset=0',
    image: null,
    summary: 'Images of noise.',
    args: '',
  },
  {
    name: 'VOCSegmentation',
    signature: "root, year='2012', image_set='train', download=False, transform=None, target_transform=None, transforms=None",
    image: null,
    target: 'image',
    summary: 'Photographs with the class of each pixel.',
  },
  {
    name: 'VOCDetection',
    signature: "root, year='2012', image_set='train', download=False, transform=None, target_transform=None, transforms=None",
    image: null,
    target: 'dict',
    summary: 'Photographs with boxes around things.',
  },
  {
    name: 'Cityscapes',
    signature: "root, split='train', mode='fine', target_type='instance', transform=None, target_transform=None, transforms=None",
    image: [1024, 2048, 3],
    target: 'list',
    summary: 'Streets of 2048×1024 with what each pixel is.',
  },
  {
    name: 'CocoDetection',
    signature: 'root, annFile, transform=None, target_transform=None, transforms=None',
    image: null,
    target: 'dict',
    summary: 'Photographs with boxes around things.',
    args: "'data', 'instances.json'",
  },
  {
    name: 'CocoCaptions',
    signature: 'root, annFile, transform=None, target_transform=None, transforms=None',
    image: null,
    target: 'dict',
    summary: 'Photographs with captions.',
    args: "'data', 'captions.json'",
  },
];

const classes: Readonly<Record<string, number>> = {
  MNIST: 10,
  FashionMNIST: 10,
  KMNIST: 10,
  USPS: 10,
  CIFAR10: 10,
  CIFAR100: 100,
  SVHN: 10,
  STL10: 10,
  GTSRB: 43,
  EuroSAT: 10,
  Food101: 101,
  Flowers102: 102,
  StanfordCars: 196,
  DTD: 47,
  FER2013: 7,
  ImageNet: 1000,
  Imagenette: 10,
};

function attr(cx: CallContext, self: Value, name: string): Value | undefined {
  return cx.attr(self, name);
}

function isNone(given: Value | undefined): boolean {
  return given === undefined || given.kind === 'none';
}

function countOf({ name, counts, part, signature }: DatasetRow, self: Value, cx: CallContext): Dim {
  if (name === 'FakeData') {
    const size = attr(cx, self, 'size');
    return size === undefined ? 1000 : size.kind === 'int' ? size.value : unknownDim;
  }
  if (!counts) return unknownDim;
  if (part === undefined) return counts[''] ?? unknownDim;
  const given = attr(cx, self, part);
  const key =
    given === undefined
      ? (/(?:split|train)='?(\w+)/.exec(signature)?.[1] ?? '').toLowerCase()
      : given.kind === 'bool'
        ? String(given.value)
        : given.kind === 'str'
          ? (given.value ?? '')
          : '';
  return Object.hasOwn(counts, key) ? counts[key]! : unknownDim;
}

function rawImage({ name, image }: DatasetRow, self: Value, cx: CallContext): Value {
  const loader = attr(cx, self, 'loader');
  if (!isNone(loader)) return loader!.kind === 'unknown' ? unknown : cx.call(loader!, [str(null)]);
  if (name === 'FakeData') {
    const size = attr(cx, self, 'image_size');
    const dims = size === undefined ? [3, 224, 224] : readDims(size, cx.heap);
    return dims?.length === 3 ? imageOf(cx, { height: dims[1]!, width: dims[2]!, channels: dims[0] === 1 ? null : dims[0] }) : unknown;
  }
  if (name === 'STL10' && image) return imageOf(cx, { height: 96, width: 96, channels: 3 });
  // Files are read as three channels.
  return imageOf(
    cx,
    image ? { height: image[0], width: image[1], channels: image[2] } : { height: unknownDim, width: unknownDim, channels: 3 },
  );
}

function rawTarget({ name, target }: DatasetRow, self: Value, cx: CallContext): Value {
  if (target === 'image') return imageOf(cx, { height: unknownDim, width: unknownDim, channels: null });
  if (name === 'CelebA') {
    const type = attr(cx, self, 'target_type');
    return type === undefined || (type.kind === 'str' && type.value === 'attr')
      ? arrayOf('torch', shapeOf([40]), 'int64', { range: { min: 0, max: 1 } })
      : unknown;
  }
  if (target !== undefined) return unknown;
  const n = classes[name];
  return n === undefined ? int(unknownDim) : int(unknownDim);
}

function itemOf(row: DatasetRow, self: Value, cx: CallContext): Value {
  const raw = rawImage(row, self, cx);
  const target = rawTarget(row, self, cx);
  const both = attr(cx, self, 'transforms');
  if (!isNone(both)) return unknown;
  const apply = (name: string, given: Value): Value => {
    const transform = attr(cx, self, name);
    return isNone(transform) ? given : transform!.kind === 'unknown' ? unknown : cx.call(transform!, [given]);
  };
  return tuple([apply('transform', raw), apply('target_transform', target)]);
}

/** The data sets of torchvision: an item is an image, through the transform, and what it shows. */
export const datasetOps: readonly LibraryEntry[] = [
  defineClass(base, datasetClass),
  ...rows.flatMap((row) => {
    const cls = `torchvision.datasets.${row.name}`;
    const { params, takesAnyKeyword } = parseSignature(row.signature);
    return [
      ...libraryClass({
        name: cls,
        bases: [base],
        summary: row.summary,
        docs: `${docs}${cls}.html`,
        category: 'data',
        params,
        ...(takesAnyKeyword && { takesAnyKeyword }),
        codes: [],
        examples: [`${cls}(${row.args ?? "'data'"})`],
      }),
      ...datasetMembers(
        cls,
        (self, cx) => countOf(row, self, cx),
        (self, _, cx) => itemOf(row, self, cx),
      ),
    ];
  }),
];
