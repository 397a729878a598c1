// What the scripts say, in the language of the terminal. The English text is the key, as everywhere in the project.
import fs from 'node:fs';

/** The language that LC_ALL, LC_MESSAGES or LANG asks for. */
export function terminalLanguage(env = process.env) {
  const name = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').toLowerCase().replace('_', '-');
  return /^zh(-(cn|sg|hans)\b|[.@]|$)/.test(name) ? 'zh-cn' : 'en';
}

const chinese = JSON.parse(fs.readFileSync(new URL('./zh-cn.json', import.meta.url), 'utf8'));

/** Renders a text in the terminal's language; `{0}`, `{1}` … are the places of the arguments. */
export function t(text, ...args) {
  const template = terminalLanguage() === 'zh-cn' && Object.hasOwn(chinese, text) ? chinese[text] : text;
  return template.replace(/\{(\d+)\}/g, (whole, index) => String(args[Number(index)] ?? whole));
}
