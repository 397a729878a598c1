import type { BuiltinMethod } from '../kernel';
import type { objectOf } from '../kernel';
import type { Value } from '../../values/value';
import { dictMethods } from './dictMethods';
import { listMethods } from './listMethods';
import { objectMethods } from './modules';
import { setMethods } from './setMethods';
import { stringMethods } from './stringMethods';
import { iteratorMethods, numberMethods, tupleMethods } from './tupleMethods';

/** Methods of Python's built-in types; undefined when there is no such rule. */
export function pythonMethod(self: Value, object: ReturnType<typeof objectOf>, name: string): BuiltinMethod | undefined {
  const methods = tableOf(self, object);
  return methods && Object.hasOwn(methods, name) ? methods[name] : undefined;
}

type Methods = Readonly<Record<string, BuiltinMethod>>;

function tableOf(self: Value, object: ReturnType<typeof objectOf>): Methods | undefined {
  switch (object?.kind) {
    case 'list':
      return object.isSet ? setMethods : listMethods;
    case 'dict':
      return dictMethods;
    case 'iterator':
      return iteratorMethods;
    case 'object':
      return objectMethods[object.cls];
    default:
  }
  switch (self.kind) {
    case 'str':
      return stringMethods;
    case 'tuple':
    case 'range':
      return tupleMethods;
    case 'int':
    case 'float':
    case 'bool':
      return numberMethods;
    default:
      return undefined;
  }
}

export function hasPythonMethod(cls: string, name: string): boolean {
  const methods = objectMethods[cls];
  return methods !== undefined && Object.hasOwn(methods, name);
}
