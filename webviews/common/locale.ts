import { createLocalizer } from '../../extension/protocol/localize';
import type { Localizer, Message, MessageArg } from '../../extension/protocol/localize';
import type { Child } from './dom';

/** The one language of the page. The host sends it before the first state. */
let current: Localizer = createLocalizer('en');

export function setLocale(locale: string, messages: Readonly<Record<string, string>>): void {
  current = createLocalizer(locale, messages);
  if (typeof document !== 'undefined') document.documentElement.lang = locale === 'zh-cn' ? 'zh-CN' : 'en';
}

export function t(text: string, ...args: MessageArg[]): string {
  return current.t(text, ...args);
}

export function render(message: Message): string {
  return current.render(message);
}

/** The language tag for dates and times. */
export function languageTag(): string {
  return current.locale === 'zh-cn' ? 'zh-CN' : 'en-GB';
}

const fence = '\u0001';

/** An argument of `t` in whose place `rich` puts an element: `rich(t('Epoch {0}', slot(0)), b('7'))`. */
export function slot(index: number): string {
  return `${fence}${index}${fence}`;
}

/** Puts elements into a translated sentence, wherever its language wants them. */
export function rich(text: string, ...parts: Child[]): Child[] {
  return text.split(fence).map((piece, index) => (index % 2 ? parts[Number(piece)] : piece));
}
