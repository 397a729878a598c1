import chinese from '../../../l10n/ops.zh-cn.json';
import english from '../../../l10n/ops.en.json';
import type { OpDescriptions } from './opDescriptions';

export const opDescriptions: OpDescriptions = { en: english, 'zh-cn': chinese };
