import type { CallContext, LibraryEntry, Params } from '../kernel';
import { defineClass, defineMethod, defineOp, msg, parseSignature, rest, value } from '../kernel';
import { libraryClass } from '../torch/libraryClass';
import { joinValues } from '../../values/join';
import type { BoundArgs, Value } from '../../values/value';
import { tuple, unknown } from '../../values/value';
import type { TransformRow } from './transformTable';
import { classRows, functionRows } from './transformTable';
import type { TransformName } from './transforms';
import { transforms } from './transforms';

type Version = 1 | 2;

const homes = { 1: 'torchvision.transforms', 2: 'torchvision.transforms.v2' } as const;
const docs = 'https://docs.pytorch.org/vision/stable/generated/';

/** What each kind refuses. */
const refusals: Partial<Record<TransformName, readonly ('dtype-mismatch' | 'rank-mismatch' | 'dim-mismatch' | 'non-positive-size')[]>> = {
  normalize: ['dim-mismatch'],
  randomCrop: ['non-positive-size'],
};

function given(bound: BoundArgs): Readonly<Record<string, Value>> {
  return Object.fromEntries([...bound.values].map(([name, each]) => [name, each.value]));
}

/** A picture that an example begins with, and what comes of it. */
function example(does: TransformName, call: string): string[] {
  const x = does === 'toTensor' || does === 'image' ? "np.zeros((24, 32, 3), dtype='uint8')" : 'torch.zeros(3, 24, 32)';
  const shapes: Partial<Record<TransformName, string>> = {
    toTensor: '[3, 24, 32]',
    image: '[3, 24, 32]',
    normalize: '[3, 24, 32]',
    resize: '[3, 16, 20]',
    randomCrop: '[3, 16, 16]',
    pad: '[3, 28, 36]',
    grayscale: '[1, 24, 32]',
    same: '[3, 24, 32]',
  };
  const shape = shapes[does];
  const wrong: Partial<Record<TransformName, string>> = {
    normalize: `${call.replace('$', 'torch.zeros(4, 24, 32)')}  #! error[dim-mismatch]: 3 channels, the image has 4`,
    randomCrop: `${call.replace('$', 'torch.zeros(3, 8, 8)')}  #! error[non-positive-size]: does not fit`,
  };
  return [`${call.replace('$', x)}${shape ? `  #> ${shape}` : ''}`, ...(wrong[does] ? [wrong[does]] : [])];
}

function classOf([name, signature, does, summary, args = '']: TransformRow, version: Version): LibraryEntry[] {
  const cls = `${homes[version]}.${name}`;
  const params = parseSignature(signature).params;
  return [
    ...libraryClass({
      name: cls,
      aliases: version === 1 ? [`${homes[1]}.transforms.${name}`] : [],
      bases: ['torchvision.transforms.Transform'],
      summary,
      docs: `${docs}${cls}.html`,
      category: 'preprocessing',
      params: name === 'Lambda' && version === 2 ? { ...params, types: rest() } : params,
      codes: [...(refusals[does] ?? [])],
      examples:
        does === 'pil' || does === 'toPillow' || does === 'lambda' || name === 'LinearTransformation'
          ? [`${cls}(${args})`]
          : example(does, `${cls}(${args})($)`),
    }),
    ...callsOf(cls, (self, items, cx) => {
      const own = attributes(self, cx);
      const [first] = items;
      if (items.length > 1) return tuple(items.map((each) => (each === first ? transforms[does](each, own, cx, version, name) : unknown)));
      return first ? transforms[does](first, own, cx, version, name) : unknown;
    }),
  ];
}

/** What an instance was made with. */
function attributes(self: Value, cx: CallContext): Readonly<Record<string, Value>> {
  const object = self.kind === 'ref' ? cx.heap.get(self.id) : undefined;
  return object?.kind === 'object' || object?.kind === 'instance' ? Object.fromEntries(object.attrs.entries()) : {};
}

function callsOf(cls: string, f: (self: Value, items: readonly Value[], cx: CallContext) => Value): LibraryEntry[] {
  return ['__call__', 'forward'].map((name) =>
    defineMethod({
      name: `${cls}.${name}`,
      params: { self: value(), args: rest() },
      takesAnyKeyword: true,
      call: ({ self, args }, cx) => (args ? f(self, args, cx) : unknown),
    }),
  );
}

function functionOf([name, signature, does, summary, args = '']: TransformRow, version: Version): LibraryEntry {
  const home = `${homes[version]}.functional`;
  const first =
    version === 2
      ? name === 'to_pil_image' || name === 'pil_to_tensor'
        ? 'pic'
        : name === 'convert_image_dtype'
          ? 'image'
          : 'inpt'
      : name === 'normalize'
        ? 'tensor'
        : /^(?:to_tensor|pil_to_tensor|to_pil_image)$/.test(name)
          ? 'pic'
          : name === 'convert_image_dtype'
            ? 'image'
            : 'img';
  const params: Params = { [first]: value(), ...parseSignature(signature).params };
  return defineOp({
    name: `${home}.${name}`,
    summary,
    docs: `${docs}${home}.${name}.html`,
    category: 'preprocessing',
    params,
    codes: [...(refusals[does] ?? [])],
    examples:
      does === 'pil' || does === 'toPillow'
        ? [`${home}.${name}(x)`.replace('(x)', does === 'pil' ? "(PIL.Image.new('RGB', (32, 24)))" : '(torch.zeros(3, 24, 32))')]
        : example(does, `${home}.${name}(${['$', args].filter(Boolean).join(', ')})`),
    call(_, cx, bound) {
      const all = given(bound);
      return all[first] ? transforms[does](all[first], all, cx, version, name) : unknown;
    },
  });
}

/** Transforms that call others: all in order, one of them, or all by chance. */
const composed: readonly (readonly [string, string, string])[] = [
  ['Compose', 'transforms', 'Calls transforms one after the other.'],
  ['RandomApply', 'transforms, p=0.5', 'Calls all transforms, or none of them, by chance.'],
  ['RandomChoice', 'transforms, p=None', 'Calls one of some transforms by chance.'],
  ['RandomOrder', 'transforms', 'Calls transforms in an order of chance.'],
];

function composedOf([name, signature, summary]: readonly [string, string, string], version: Version): LibraryEntry[] {
  const cls = `${homes[version]}.${name}`;
  return [
    ...libraryClass({
      name: cls,
      aliases: version === 1 ? [`${homes[1]}.transforms.${name}`] : [],
      bases: ['torchvision.transforms.Transform'],
      summary,
      docs: `${docs}${cls}.html`,
      category: 'preprocessing',
      params: parseSignature(signature).params,
      codes: ['dtype-mismatch'],
      keeps({ transforms: list }, cx) {
        // In the first version a transform that is no sequence shows only when it is called.
        const item = list && cx.iterate(list);
        if (list?.kind === 'function' || (version === 2 && item === null && list?.kind === 'none'))
          cx.report('dtype-mismatch', msg('{0} takes a list of transforms', name), { at: 'transforms' });
        return {};
      },
      examples: [
        `${cls}([${homes[version]}.CenterCrop(16)])(torch.zeros(3, 24, 32))`,
        `${cls}(lambda x: x)  #! error[dtype-mismatch]: a list`,
      ],
    }),
    ...callsOf(cls, (self, items, cx) => {
      const list = cx.attr(self, 'transforms');
      const parts = list ? cx.iterate(list) : null;
      const [first] = items;
      if (!parts || !first) return unknown;
      // The first version takes one thing, the second any number of them.
      if (items.length > 1) return unknown;
      switch (name) {
        case 'Compose':
          return parts.reduce<Value>((each, part) => (each.kind === 'unknown' ? applied(part, each, cx) : cx.call(part, [each])), first);
        case 'RandomApply':
          return joinValues(
            first,
            parts.reduce<Value>((each, part) => cx.call(part, [each]), first),
          );
        case 'RandomChoice': {
          const made = parts.map((part) => cx.call(part, [first]));
          return made.length ? made.reduce(joinValues) : unknown;
        }
        default:
          return unknown;
      }
    }),
  ];
}

/** What follows something unknown may make something known of it. */
function applied(part: Value, each: Value, cx: CallContext): Value {
  return cx.call(part, [each]);
}

const versions = [1, 2] as const;

/** The transforms of torchvision, in both of its versions. */
export const transformOps: readonly LibraryEntry[] = [
  defineClass('torchvision.transforms.Transform'),
  ...versions.flatMap((version) => [
    ...classRows.filter((row) => row[5] === undefined || row[5] === version).flatMap((row) => classOf(row, version)),
    ...functionRows.filter((row) => row[5] === undefined || row[5] === version).map((row) => functionOf(row, version)),
    ...composed.flatMap((row) => composedOf(row, version)),
  ]),
];
