import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../kernel';

/** Three dots, as one name. */
export const dots = '…';

/** A part of a side: the names of axes, or numbers, that one axis is composed of. */
export type Group = readonly (string | number)[];

export interface Side {
  readonly groups: readonly Group[];
  readonly names: readonly string[];
  readonly hasDots: boolean;
}

export interface Pattern {
  readonly left: Side;
  readonly right: Side;
}

/** A side of a pattern, or why it is none. */
export function parseSide(text: string): Side | Message {
  if (text.includes('.') && (!/^[^.]*\.\.\.[^.]*$/.test(text) || text.includes(dots)))
    return msg('{0} has dots that are no single ellipsis', `'${text.trim()}'`);
  const groups: Group[] = [];
  const names: string[] = [];
  let open: (string | number)[] | null = null;
  for (const token of text.replace('...', dots).match(/[()]|[^\s()]+/g) ?? []) {
    if (token === '(') {
      if (open) return msg('{0} has brackets inside brackets', `'${text.trim()}'`);
      open = [];
      continue;
    }
    if (token === ')') {
      if (!open) return msg('The brackets of {0} do not match', `'${text.trim()}'`);
      // An ellipsis in brackets is one axis, not several.
      groups.push(open.length === 1 && open[0] === dots ? [dots, 1] : open);
      open = null;
      continue;
    }
    const isNumber = /^\d+$/.test(token);
    if (!isNumber && token !== dots && !/^[\p{L}][\p{L}\p{N}_]*$/u.test(token)) return msg('{0} is no name of an axis', `'${token}'`);
    if (!isNumber && token !== dots && token.endsWith('_')) return msg('{0} is no name of an axis', `'${token}'`);
    if (!isNumber) {
      if (names.includes(token)) return msg('{0} names axis {1} twice', `'${text.trim()}'`, `'${token}'`);
      names.push(token);
    }
    const part = isNumber ? Number(token) : token;
    // An axis of 1 is one that is composed of nothing.
    if (open) open.push(...(part === 1 ? [] : [part]));
    else groups.push(part === 1 ? [] : [part]);
  }
  if (open) return msg('The brackets of {0} do not match', `'${text.trim()}'`);
  return { groups, names, hasDots: names.includes(dots) };
}

/** Both sides of a pattern, or why it is none. */
export function parsePattern(text: string): Pattern | Message {
  const sides = text.split('->');
  if (sides.length !== 2) return msg('The pattern {0} has to have one arrow', `'${text}'`);
  const [left, right] = sides.map(parseSide) as [Side | Message, Side | Message];
  if (!('groups' in left)) return left;
  if (!('groups' in right)) return right;
  if (right.hasDots && !left.hasDots) return msg('{0} has an ellipsis on the right side alone', `'${text}'`);
  if (left.groups.some((group) => group.length > 1 && group.includes(dots)))
    return msg('{0} has an ellipsis in brackets on the left side', `'${text}'`);
  return { left, right };
}

export type Way = 'rearrange' | 'reduce' | 'repeat';

/** What a pattern may not have for what is done with it; null when it may. */
export function refusePattern({ left, right }: Pattern, way: Way, sizes: Iterable<string>): Message | null {
  const only = (a: Side, b: Side): string[] => a.names.filter((name) => !b.names.includes(name));
  const [gone, added] = [only(left, right), only(right, left)];
  const shown = (names: readonly string[]): string => names.map((name) => `'${name === dots ? '...' : name}'`).join(', ');
  const given = [...sizes];
  const isNumbered = (side: Side): boolean => side.groups.some((group) => group.some((part) => typeof part === 'number' && part !== 1));
  if (way === 'rearrange') {
    if (isNumbered(left) || isNumbered(right)) return msg('rearrange takes no numbers but 1 in a pattern');
    if (gone.length || added.length) return msg('Axes on one side only: {0}', shown([...gone, ...added]));
  } else if (way === 'repeat') {
    if (gone.length) return msg('Axes that are not on the right side: {0}', shown(gone));
    const missing = added.filter((name) => !given.includes(name));
    if (missing.length) return msg('Sizes are missing for the new axes {0}', shown(missing));
    if (isNumbered(left)) return null;
  } else if (added.length) return msg('Axes that are not on the left side: {0}', shown(added));
  const all = way === 'repeat' ? [...left.names, ...right.names] : left.names;
  const unused = given.filter((name) => !all.includes(name));
  return unused.length ? msg('The pattern has no axis {0}', shown(unused)) : null;
}
