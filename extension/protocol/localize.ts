/**
 * Text for people, in two languages. The English text is the key; a bundle maps it to another language.
 * `{0}`, `{1}` … are the places of the arguments. What has no entry stays English.
 *
 * Every room marks its texts with `msg` (kept as data, rendered where the locale is known) or with a
 * localizer's `t`, always with a literal as the first argument: a test collects them and fails when one lacks a
 * translation or a bundle has an entry that nobody uses.
 */

export type Locale = 'en' | 'zh-cn';

export type MessageArg = string | number | Message;

export interface Message {
  readonly text: string;
  readonly args: readonly MessageArg[];
}

export type Bundle = Readonly<Record<string, string>>;

export interface Localizer {
  readonly locale: string;
  t(text: string, ...args: MessageArg[]): string;
  render(message: Message): string;
}

/** The pseudo-locale of the tests: every text that went through a localizer stands in ⟦ ⟧. */
export const pseudoLocale = 'qps-ploc';

export function msg(text: string, ...args: MessageArg[]): Message {
  return { text, args };
}

export function createLocalizer(locale: string, bundle: Bundle = {}): Localizer {
  const pseudo = locale === pseudoLocale;
  const render = (text: string, args: readonly MessageArg[]): string => {
    const template = Object.hasOwn(bundle, text) ? bundle[text]! : text;
    const filled = template.replace(/\{(\d+)\}/g, (whole, index: string) => {
      const arg = args[Number(index)];
      if (arg === undefined) return whole;
      return typeof arg === 'object' ? render(arg.text, arg.args) : String(arg);
    });
    return pseudo ? `⟦${filled}⟧` : filled;
  };
  return {
    locale,
    t: (text, ...args) => render(text, args),
    render: (message) => render(message.text, message.args),
  };
}

/** The language that is shown for a display language as VS Code or the environment names it (`zh-CN`, `zh_CN.UTF-8`, `en-us`). */
export function pickLocale(name: string | undefined): Locale | typeof pseudoLocale {
  const lower = (name ?? '').toLowerCase().replace('_', '-');
  if (lower === pseudoLocale) return pseudoLocale;
  return /^zh(-(cn|sg|hans)\b|[.@]|$)/.test(lower) ? 'zh-cn' : 'en';
}
