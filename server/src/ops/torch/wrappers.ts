import type { LibraryEntry } from '../kernel';
import { any, defineMethod, value } from '../kernel';
import { none } from '../../values/value';
import { torchModule } from './torchModule';

const rows = [
  [
    'nn.DataParallel',
    ['device_ids', 'output_device', 'dim'],
    'A module that several GPUs of one process compute, each a part of the batch.',
  ],
  [
    'nn.parallel.DistributedDataParallel',
    'device_ids output_device dim broadcast_buffers init_sync process_group bucket_cap_mb find_unused_parameters check_reduction gradient_as_bucket_view static_graph delay_all_reduce_named_params param_to_hook_all_reduce mixed_precision device_mesh skip_all_reduce_unused_params'.split(
      ' ',
    ),
    'A module that several processes compute, which add up their gradients.',
  ],
] as const;

/** Modules that call the one which they were given. */
export const wrappers: ReadonlySet<string> = new Set(rows.map(([name]) => `torch.${name}`));

export const wrapperModules: readonly LibraryEntry[] = rows.flatMap(([name, other, summary]) => [
  ...torchModule({
    name,
    summary,
    category: 'wrapper',
    params: { module: any(null) },
    other,
    codes: [],
    shape: () => null,
    examples: [`torch.${name}(torch.nn.Linear(8, 3))(torch.zeros(4, 8))  #> [4, 3]`],
  }),
  defineMethod({
    name: `torch.${name}.#fill`,
    params: { self: value(), module: value() },
    takesAnyKeyword: true,
    otherParams: other,
    call({ self, module }, cx) {
      cx.setAttr(self, 'module', module);
      return none;
    },
  }),
]);
