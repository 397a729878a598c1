import { javascriptFunctions } from '../ops/javascript/functions';
import { javascriptMethod } from '../ops/javascript/methods';
import type { BuiltinFn, BuiltinMethod } from '../ops/kernel';
import { pythonFunctions } from '../ops/python/functions';
import { exceptionNames } from '../ops/python/exceptions';
import { pythonMethod } from '../ops/python/methods';
import { opaqueModules, pythonConstants, pythonModules } from '../ops/python/modules';
import type { HeapObject, Value } from '../values/value';
import { float, undefinedValue } from '../values/value';

/** Everything of the languages' own libraries that has a rule, by path: `python.len`, `python.math.ceil`, `javascript.Math.floor`. */
const functions = new Map<string, BuiltinFn>();
const modules = new Set(['python', 'javascript', ...opaqueModules.map((name) => `python.${name}`)]);
for (const [name, fn] of Object.entries(pythonFunctions)) functions.set(`python.${name}`, fn);
for (const [module, members] of Object.entries(pythonModules)) {
  modules.add(`python.${module}`);
  for (const [name, fn] of Object.entries(members)) functions.set(`python.${module}.${name}`, fn);
}
for (const [name, fn] of Object.entries(javascriptFunctions)) {
  functions.set(`javascript.${name}`, fn);
  if (name.includes('.')) modules.add(`javascript.${name.slice(0, name.lastIndexOf('.'))}`);
}

const constants = new Map<string, Value>([
  ...Object.entries(pythonConstants).map(([name, value]) => [`python.${name}`, value] as const),
  ['javascript.Math.PI', float(Math.PI)],
  ['javascript.Math.E', float(Math.E)],
  ['javascript.undefined', undefinedValue],
  ['javascript.NaN', float(NaN)],
  ['javascript.Infinity', float(Infinity)],
]);
for (const name of exceptionNames) constants.set(`python.${name}`, { kind: 'library', path: `python.${name}` });

/** The value of a name that the language itself provides. */
export function findBuiltin(language: 'python' | 'javascript', name: string): Value | undefined {
  const path = `${language}.${name}`;
  const constant = constants.get(path);
  if (constant) return constant;
  // Python's modules are there only once imported.
  return functions.has(path) || (language === 'javascript' && modules.has(path)) ? { kind: 'library', path } : undefined;
}

/** A constant of the language's library: `math.pi`. */
export function builtinConstant(path: string): Value | undefined {
  return constants.get(path);
}

export function isBuiltin(path: string): boolean {
  return functions.has(path) || modules.has(path);
}

export function hasBuiltinModule(language: 'python' | 'javascript', module: string): boolean {
  return modules.has(`${language}.${module}`);
}

export function builtinFunction(path: string): BuiltinFn | undefined {
  return functions.get(path);
}

export function builtinMethod(
  language: 'python' | 'javascript',
  self: Value,
  object: HeapObject | undefined,
  name: string,
): BuiltinMethod | undefined {
  return language === 'python' ? pythonMethod(self, object, name) : javascriptMethod(self, object, name);
}
