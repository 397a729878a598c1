/**
 * A view is a function from state to a description of its elements; `patch` brings the page in line with it and
 * touches nothing that has not changed, so focus, scroll and selection stay. No markup is ever parsed: text is text, and a
 * strict content security policy has nothing to object to.
 */

type Handler = (event: never) => void;
export type PropValue = string | number | boolean | null | undefined | Handler | Readonly<Record<string, string>>;
export type Props = Readonly<Record<string, PropValue>>;
export type Child = VNode | Element | string | number | null | undefined | false | readonly Child[];

export interface VNode {
  readonly tag: string;
  readonly key: string | undefined;
  readonly props: Props;
  readonly children: readonly Child[];
}

/** What a node of the page was made from. An element without an entry belongs to somebody else (a chart) and is left alone. */
const origins = new WeakMap<Node, VNode>();
const svgTags = new Set([
  'svg',
  'g',
  'path',
  'line',
  'polyline',
  'polygon',
  'circle',
  'ellipse',
  'rect',
  'text',
  'tspan',
  'defs',
  'marker',
  'title',
]);
const propertyNames = new Set(['value', 'checked', 'scrollTop']);

/** `key` in the properties tells siblings apart; a `style` is an object, set from script. */
export function h(tag: string, props: Props & { readonly key?: string } = {}, ...children: Child[]): VNode {
  const { key, ...rest } = props;
  return { tag, key, props: rest, children };
}

/** Brings the children of `parent` in line with `children`; a real element among them is placed as it is. */
export function patch(parent: Element, ...children: Child[]): void {
  const focused = document.activeElement;
  patchChildren(parent, flatten(children));
  // A row that was moved loses the focus, although it is still there.
  if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
}

type Flat = VNode | Element | string;

function flatten(children: readonly Child[]): Flat[] {
  const flat: Flat[] = [];
  const add = (child: Child): void => {
    if (child === null || child === undefined || child === false) return;
    if (typeof child === 'number') flat.push(String(child));
    else if (typeof child === 'string') {
      // Neighboring texts become one text node, as the page would have it.
      const last = flat.length - 1;
      if (typeof flat[last] === 'string') flat[last] += child;
      else if (child !== '') flat.push(child);
    } else if (Array.isArray(child)) for (const inner of child as readonly Child[]) add(inner);
    else flat.push(child as VNode | Element);
  };
  for (const child of children) add(child);
  return flat;
}

function patchChildren(parent: Element, wanted: readonly Flat[]): void {
  const keyed = new Map<string, Element>();
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    const key = origins.get(node)?.key;
    if (key !== undefined) keyed.set(key, node as Element);
  }
  const keep = new Set<Node>();
  for (const want of wanted) {
    if (want instanceof Element) keep.add(want);
    else if (typeof want !== 'string' && want.key !== undefined && keyed.has(want.key)) keep.add(keyed.get(want.key)!);
  }
  let at: ChildNode | null = parent.firstChild;
  for (const want of wanted) {
    // What stays but stands later is not to be overwritten by what comes earlier.
    while (at && !keep.has(at) && !fits(at, want)) {
      const gone: ChildNode = at;
      at = at.nextSibling;
      gone.remove();
    }
    const found = reuse(want, at, keyed, keep);
    const node = found ?? create(want);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    if (found && typeof want === 'string') {
      if (node.nodeValue !== want) node.nodeValue = want;
    } else if (found && !(want instanceof Element) && typeof want !== 'string') update(node as Element, want);
  }
  while (at) {
    const gone: ChildNode = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function fits(node: Node, want: Flat): boolean {
  if (want instanceof Element) return node === want;
  if (typeof want === 'string') return node.nodeType === Node.TEXT_NODE;
  const origin = origins.get(node);
  return origin !== undefined && origin.tag === want.tag && origin.key === want.key;
}

function reuse(want: Flat, at: ChildNode | null, keyed: ReadonlyMap<string, Element>, keep: ReadonlySet<Node>): Node | undefined {
  if (want instanceof Element) return want;
  if (typeof want !== 'string' && want.key !== undefined) {
    const node = keyed.get(want.key);
    return node && origins.get(node)?.tag === want.tag ? node : undefined;
  }
  return at && !keep.has(at) && fits(at, want) ? at : undefined;
}

function create(want: Flat): Node {
  if (typeof want === 'string') return document.createTextNode(want);
  if (want instanceof Element) return want;
  const element = svgTags.has(want.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', want.tag)
    : document.createElement(want.tag);
  origins.set(element, { ...want, props: {}, children: [] });
  update(element, want);
  return element;
}

function update(element: Element, want: VNode): void {
  const before = origins.get(element)!.props;
  for (const name of Object.keys(before)) if (!(name in want.props)) setProp(element, name, null, before[name]);
  for (const [name, value] of Object.entries(want.props)) {
    if (value !== before[name] || propertyNames.has(name)) setProp(element, name, value, before[name]);
  }
  origins.set(element, want);
  if (want.children.length > 0 || element.firstChild) patchChildren(element, flatten(want.children));
}

function setProp(element: Element, name: string, value: PropValue, before: PropValue): void {
  if (name.startsWith('on')) Reflect.set(element, name, value ?? null);
  else if (name === 'style') setStyle(element as HTMLElement, value, before);
  else if (propertyNames.has(name)) {
    if (Reflect.get(element, name) !== value) Reflect.set(element, name, value);
  } else if (value === null || value === undefined || (value === false && !name.startsWith('aria-'))) element.removeAttribute(name);
  else if (typeof value === 'boolean') element.setAttribute(name, name.startsWith('aria-') ? String(value) : '');
  else if (typeof value === 'string' || typeof value === 'number') element.setAttribute(name, String(value));
}

function setStyle(element: HTMLElement, value: PropValue, before: PropValue): void {
  const wanted = typeof value === 'object' && value ? value : {};
  const old = typeof before === 'object' && before ? before : {};
  for (const name of Object.keys(old)) if (!(name in wanted)) element.style.removeProperty(name);
  for (const [name, text] of Object.entries(wanted)) if (old[name] !== text) element.style.setProperty(name, text);
}
