import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import recorded from './applicationLayers.json';

/** A layer inside a network: how many steps of the network its height and width have gone through, and its channels. */
export interface NetworkPart {
  /** Null for a size between two steps. */
  readonly level: number | 'vector' | null;
  readonly channels: Dim;
}

const read = new Map<string, ReadonlyMap<string, NetworkPart>>();

/** The layers of a network of `keras.applications` by name; null for one whose layers are not recorded. */
export function partsOf(architecture: string): ReadonlyMap<string, NetworkPart> | null {
  const text = Object.hasOwn(recorded, architecture) ? recorded[architecture as keyof typeof recorded] : null;
  if (text === null) return null;
  const before = read.get(architecture);
  if (before) return before;
  const parts = partsIn(text);
  read.set(architecture, parts);
  return parts;
}

/** Each layer says only what is other than of the one before (`scripts/oracles/names/application_layers.py`). */
function partsIn(text: string): Map<string, NetworkPart> {
  const parts = new Map<string, NetworkPart>();
  let [name, level, channels] = ['', '', ''];
  for (const part of text.split(' ')) {
    const [rest = '', nextLevel, nextChannels] = part.split(':');
    name = name.slice(0, Number.parseInt(rest[0] ?? '0', 36)) + rest.slice(1);
    level = nextLevel || level;
    channels = nextChannels ?? channels;
    parts.set(name, {
      level: level === 'v' ? 'vector' : level === '-' ? null : Number(level),
      channels: /^\d+$/.test(channels) ? Number(channels) : unknownDim,
    });
  }
  return parts;
}
