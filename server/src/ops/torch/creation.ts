import type { FunctionDef } from '../kernel';
import { dtype, keyword } from '../kernel';
import { shapeOf } from '../../values/shape';
import { defaultFloat } from './elementTypes';
import { sizes } from './sizes';
import { made, torchOp } from './torchOp';

/** What functions that make tensors take by keyword. */
const keywords = ['out', 'layout', 'device', 'requires_grad', 'pin_memory', 'memory_format', 'names'];

const filled = [
  ['zeros', 'A tensor of zeros.'],
  ['ones', 'A tensor of ones.'],
  ['empty', 'A tensor whose elements are not set.'],
  ['rand', 'A tensor of random numbers from 0 to 1.'],
  ['randn', 'A tensor of normally distributed random numbers.'],
] as const;

/** Tensors of a given size. */
export const ofSize: readonly FunctionDef[] = filled.flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    category: name.startsWith('rand') ? 'random' : 'array',
    params: { size: sizes(), dtype: keyword(dtype()) },
    keywords: [...keywords, 'generator'],
    codes: [],
    call: ({ size, dtype: type }, cx) => made(cx, [], size && shapeOf(size), type === 'absent' ? defaultFloat : type),
    examples: [`torch.${name}(4, 8)  #> [4, 8]`, `torch.${name}((2, 3, 4))  #> [2, 3, 4]`],
  }),
);
