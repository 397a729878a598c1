import type { Localizer } from '../protocol/localize';
import { createLocalizer, pickLocale } from '../protocol/localize';
import chinese from '../../l10n/training.zh-cn.json';

/** The language of `--locale`, else of the environment, as POSIX orders the variables. */
export function cliLocalizer(option: string | undefined, env: Readonly<Record<string, string | undefined>>): Localizer {
  const locale = pickLocale(option ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || undefined));
  return createLocalizer(locale, locale === 'zh-cn' ? chinese : {});
}
