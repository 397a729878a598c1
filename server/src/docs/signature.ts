import type { OpDef } from '../ops/kernel';
import { camelCase } from '../ops/kernel';

/** Longer signatures are written one parameter a line. */
const maxWidth = 78;

/** How an op is called, with the type and the default of each parameter, in its own language. */
export function signatureOf(op: OpDef): string {
  const name = op.name.replace(/^tfjs\./, 'tf.');
  const isConfig = op.style === 'config';
  const params = Object.entries(op.params).map(([param, spec]) => {
    const shown = isConfig ? camelCase(param) : param;
    if (isConfig) return `${shown}${spec.isRequired ? '' : '?'}: ${configText(spec.type)}`;
    return spec.fallbackText === null ? `${shown}: ${spec.type}` : `${shown}=${spec.fallbackText}`;
  });
  const [open, close] = isConfig ? ['({', '})'] : ['(', ')'];
  const space = isConfig && params.length ? ' ' : '';
  const line = `${name}${open}${space}${params.join(', ')}${space}${close}`;
  return line.length <= maxWidth ? line : `${name}${open}\n${params.map((param) => `  ${param},\n`).join('')}${close}`;
}

/** The type of a parameter in the words of TypeScript. */
function configText(type: string): string {
  return type.replace(/\b(int|float)\b/g, 'number').replace(/\bstr\b/g, 'string').replace(/\bbool\b/g, 'boolean').replace(/\bNone\b/g, 'null');
}
