/** A name that an import statement binds, with the qualified name of what it should be. */
export interface Wanted {
  readonly target: string;
  readonly as: string;
}

/** The statements that import all of these, one for each module, in the order of the first name of each. */
export function importText(wanted: readonly Wanted[], indent = ''): string {
  const lines = new Map<string, string[]>();
  for (const { target, as } of wanted) {
    const dot = target.lastIndexOf('.');
    const [module, name] = dot < 0 ? ['', target] : [target.slice(0, dot), target.slice(dot + 1)];
    const names = lines.get(module) ?? [];
    names.push(name === as ? name : `${name} as ${as}`);
    lines.set(module, names);
  }
  return [...lines].map(([module, names]) => (module ? `from ${module} import ` : 'import ') + names.join(', ')).join(`\n${indent}`);
}
