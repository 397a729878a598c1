import type { Localizer } from '../../../extension/protocol/localize';
import { createLocalizer, pickLocale } from '../../../extension/protocol/localize';
import chinese from '../../../l10n/server.zh-cn.json';

/** A localizer of the server's texts for a display language as a client or the environment names it. */
export function serverLocalizer(locale: string | undefined): Localizer {
  const picked = pickLocale(locale);
  return createLocalizer(picked, picked === 'zh-cn' ? chinese : {});
}
