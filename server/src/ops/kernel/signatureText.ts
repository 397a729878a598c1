import type { ParamSpec, Params } from './params';
import { any } from './params';
import type { Value } from '../../values/value';

/** `from_logits=False, *, seed=None, **kwargs` as parameters. */
export function parseSignature(signature: string): { readonly params: Params; readonly takesAnyKeyword: boolean } {
  const params: Record<string, ParamSpec<Value>> = {};
  let isKeyword = false;
  let takesAnyKeyword = false;
  for (const part of signature.split(/, (?=(?:\*{0,2}[A-Za-z_]\w*|\*)(?:=|,|$))/)) {
    const [name, ...fallback] = part.split('=');
    if (!name) continue;
    if (name.startsWith('**')) takesAnyKeyword = true;
    else if (name === '*') isKeyword = true;
    else params[name] = { ...any(fallback.length ? fallback.join('=') : null), ...(isKeyword && { kind: 'keyword' as const }) };
  }
  return { params, takesAnyKeyword };
}
