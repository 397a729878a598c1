import { msg } from '../../../../extension/protocol/localize';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { SyntaxNode } from '../../syntax/parsedChunk';
import { nearest } from '../names/nearest';
import type { Candidate, NamesInSight } from './candidates';
import { likeness } from './candidates';
import { changed, inserted } from './changes';
import type { Statement, Statements } from './statements';

/** Functions of the language that are called most. */
const builtIn =
  'abs bool dict enumerate float int isinstance len list max min open print range reversed round set sorted str sum tuple type zip';

/** A name that is written otherwise, or an assignment in front that defines it: most likely a step on the way was lost. */
export function definitions(d: Diagnostic, here: Statement, all: Statements, names: NamesInSight): Candidate[] {
  const [name] = d.message.args;
  if (typeof name !== 'string') return [];
  const used = here.nodes.filter((node) => node.type === 'VariableName' && here.textOf(node) === name);
  const others = all.assignedBefore(here).filter((other) => other !== name);
  const isValue = used.some((node) => here.isRead(node) && here.isValue(node));
  const near = [
    ...others.filter((other) => nearest(name, [other]) !== null),
    ...all.namesNear(name, here, isValue),
    nearest(name, builtIn.split(' ')),
  ];
  const renamed = [...new Set(near)].flatMap((other) => (other === null ? [] : used.flatMap((node) => changed(here, node, other) ?? [])));
  // What is called or has members is no step on the way.
  if (!isValue) return renamed;
  const beside = new Set(here.reads.flatMap((other) => names.get(other) ?? []));
  const isForgotten = (other: string): boolean => !all.isReadAnywhere(other);
  const isAlike = (other: string): boolean => beside.size === 0 || beside.has(names.get(other) ?? '');
  // What was made and is never read was meant for this, if it is of the kind of what stands beside.
  const ranked = (beside.has('symbolic') ? others.filter(isAlike) : others)
    .map((other, i) => ({ other, score: (isForgotten(other) ? 2 : 0) + (isAlike(other) ? 3 : 0) + likeness(name, other) - i / 100 }))
    .sort((a, b) => b.score - a.score);
  const predicted = /pred|hat$|output|result|logits|prob/i.test(name) ? all.predictions(here) : [];
  const texts = [...predicted, ...ranked.slice(0, 6).map(({ other }) => other)];
  return [...renamed, ...texts.map((text) => inserted(here, `${name} = ${text}`, 'before'))];
}

/** A value for what a call lacks: what other calls of the same give there, an argument of that name in sight, or a usual number. */
export function addedArguments(d: Diagnostic, here: Statement, all: Statements, names: NamesInSight): Candidate[] {
  const [label, missing] = d.message.args;
  if (typeof label !== 'string' || typeof missing !== 'string') return [];
  const [param] = missing.split(/[,:]/, 1) as [string];
  const calls = here.nodes.filter((node) => calleeOf(here, node) === label);
  const span = all.spanAt(d.place);
  const list = argumentsOf(calls.find(({ from, to }) => from === span?.[0] && to === span[1]) ?? calls[0]);
  if (!list) return [];
  const items = here.items(list);
  const positional = items.filter(({ isNamed }) => !isNamed);
  const at = positional.at(-1)?.to ?? list.from + 1;
  const isRate = /rate|alpha|momentum|rho|epsilon|factor|prob/.test(param);
  const isCount = !isRate && /units|filters|size|dim|heads|^n_?|num|count|step|axis/.test(param);
  const kinds = isCount ? ['int', 'tuple'] : ['array', 'tensor', 'symbolic'];
  const alike = [...names].filter(([, kind]) => kinds.includes(kind)).map(([name]) => name);
  // What a parameter holds depends on the call.
  if (!isCount) alike.push(...all.assignedBefore(here).filter((name) => !names.has(name) && likeness(param, name) > 0));
  const given = positional.map((item) => here.text.slice(item.from, item.to));
  const score = (name: string): number =>
    likeness(param, name) + Math.max(0, ...given.map((other) => (other === name ? -1 : likeness(other, name))));
  alike.sort((a, b) => score(b) - score(a));
  const shapes = ['(-1,)', ...all.commonNumbers(8).flatMap((n) => [`(-1, ${n})`, `(${n},)`])];
  const counts = ['3', '2', '1', '10', '32', ...alike.slice(0, 4)];
  const rates = ['0.2', '0.5', '0.001'];
  const usual = /shape/.test(param) ? shapes : isRate ? rates : isCount ? counts : [...alike.slice(0, 8), '1'];
  const values = [...new Set([...givenElsewhere(label, param, items.length, all), ...usual])];
  const behind = positional.length ? ', ' : '';
  const before = items.length ? ', ' : '';
  return values.flatMap((value) => {
    const [title, titleFirst] = positional.length
      ? [msg('Add {0} as the last argument', value), msg('Add {0} as the first argument', value)]
      : [msg('Add {0}', value), null];
    const last = { title, edits: [here.edit(at, at, positional.length ? `${behind}${value}` : `${value}${before}`)] };
    // One that was left out moves all others to the front.
    const first = titleFirst && { title: titleFirst, edits: [here.edit(list.from + 1, list.from + 1, `${value}${before}`)] };
    return first ? [last, first] : [last];
  });
}

/** What other calls of the same function have in that place. */
function givenElsewhere(label: string, param: string, count: number, all: Statements): string[] {
  const found: string[] = [];
  for (const s of all.everything())
    for (const node of s.nodes) {
      const list = calleeOf(s, node) === label ? argumentsOf(node) : null;
      if (!list) continue;
      const items = s.items(list).map((item) => ({ ...item, text: s.text.slice(item.from, item.to) }));
      const named = items.find(({ text }) => text.replace(/\s/g, '').startsWith(`${param}=`));
      if (named) found.push(named.text.slice(named.text.indexOf('=') + 1).trim());
      else if (items.length > count) found.push(...items.filter(({ isNamed }) => !isNamed).map(({ text }) => text));
    }
  return found.slice(0, 6);
}

function calleeOf(s: Statement, { type, children: [callee] }: SyntaxNode): string | null {
  return type === 'CallExpression' && callee ? s.textOf(callee).split('.').at(-1)! : null;
}

function argumentsOf(call: SyntaxNode | undefined): SyntaxNode | null {
  return call?.children.find(({ type }) => type === 'ArgList') ?? null;
}
