import type { SeveritySettings } from '../../../server/src/diagnostics/renderDiagnostics';
import type { Language } from '../../../server/src/ir/ir';

/** One annotated source file, or several in one text, in the form of the pages on markers in CONTRIBUTING. */
export interface Fixture {
  readonly files: readonly FixtureFile[];
  readonly settings: Readonly<Record<string, string>>;
  readonly framework: string | null;
  readonly knownBug: string | null;
}

export interface FixtureFile {
  readonly name: string;
  readonly language: Language;
  /** What is analyzed: the text itself, with the framework's imports on the header's line where the text has none. */
  readonly text: string;
  readonly lines: readonly string[];
  readonly markers: readonly Marker[];
  /** Line of the whole fixture at which this file begins, from 0. */
  readonly firstLine: number;
}

export type MarkerKind = 'error' | 'warning' | 'information' | 'hint' | 'note' | 'fix' | 'shape';

export interface Marker {
  readonly kind: MarkerKind;
  readonly code: string | null;
  readonly text: string | null;
  /** The line that is spoken of, in its file, from 0. */
  readonly line: number;
  /** Exact columns; null for the trailing form, which speaks of the whole line. */
  readonly columns: readonly [number, number] | null;
  /** The line on which the marker itself stands. */
  readonly markerLine: number;
}

/** What a fixture may leave out when it names its framework. */
export const preludes: Readonly<Record<string, string>> = {
  keras: 'import numpy as np; import keras; from keras import layers, ops; import tensorflow as tf',
  tensorflow: 'import numpy as np; import tensorflow as tf; from tensorflow import keras; from tensorflow.keras import layers',
  einops: 'import einops; import torch',
  torch: 'import numpy as np; import torch; from torch import nn; import torch.nn.functional as F',
  torchvision:
    'import numpy as np; import torch; import torchvision; import torchvision.transforms.v2.functional; import PIL.Image; from torch import nn',
  PIL: 'import numpy as np; import PIL.Image',
  numpy: 'import numpy as np',
  pandas: 'import numpy as np; import pandas as pd',
  sklearn: 'import numpy as np; import pandas as pd; import sklearn',
  tfjs: "import * as tf from '@tensorflow/tfjs';",
};

const caretMarker = /^\s*(?:#|\/\/)\s*(\^+) (error|warning|information|hint|note|fix|shape)(?:\[([\w-]+)\])?(?:: (.*))?$/;
const trailingDiagnostic = /^(error|warning|information|hint|note|fix|shape)(?:\[([\w-]+)\])?(?:: (.*))?$/;
const trailingMarker = / {2}(?:#|\/\/)([>!]) (.*?)(?= {2}(?:#|\/\/)[>!] |$)/g;
const header = /^(?:#|\/\/)- ([\w-]+): (.*)$/;

export function parseFixture(name: string, text: string): Fixture {
  const settings: Record<string, string> = {};
  let framework: string | null = null;
  let knownBug: string | null = null;
  const parts: { name: string; lines: string[]; firstLine: number }[] = [{ name, lines: [], firstLine: 0 }];
  text.split('\n').forEach((line, i) => {
    const [, key, value] = header.exec(line) ?? [];
    if (key === 'file') {
      // A header on the first line names the first file.
      if (parts.length === 1 && parts[0]!.lines.every((l) => header.test(l) || l.trim() === '')) parts[0]!.name = value!.trim();
      else parts.push({ name: value!.trim(), lines: [], firstLine: i });
    } else if (key === 'framework') framework = value!.trim();
    else if (key === 'known-bug') knownBug = value!;
    else if (key === 'setting') {
      const [setting, ...rest] = value!.split('=');
      settings[setting!.trim()] = rest.join('=').trim();
    } else if (key !== undefined) throw new Error(`${name}:${i + 1}: no header is called ${key}`);
    parts.at(-1)!.lines.push(line);
  });
  return { files: parts.map((part) => readFile(part, framework)), settings, framework, knownBug };
}

function readFile({ name, lines, firstLine }: { name: string; lines: string[]; firstLine: number }, framework: string | null): FixtureFile {
  const markers: Marker[] = [];
  let target = 0;
  lines.forEach((line, i) => {
    const caret = caretMarker.exec(line);
    if (caret) {
      const from = line.indexOf('^');
      markers.push({
        kind: caret[2] as MarkerKind,
        code: caret[3] ?? null,
        text: caret[4] ?? null,
        line: target,
        columns: [from, from + caret[1]!.length],
        markerLine: i,
      });
      return;
    }
    target = i;
    for (const [, sign, content] of line.matchAll(trailingMarker)) {
      if (sign === '>') markers.push({ kind: 'shape', code: null, text: content!.trim(), line: i, columns: null, markerLine: i });
      else {
        const found = trailingDiagnostic.exec(content!.trim());
        if (!found) throw new Error(`${name}:${firstLine + i + 1}: cannot read the marker ${content!}`);
        markers.push({
          kind: found[1] as MarkerKind,
          code: found[2] ?? null,
          text: found[3] ?? null,
          line: i,
          columns: null,
          markerLine: i,
        });
      }
    }
  });
  const language = languageOf(name);
  return { name, language, text: withPrelude(lines, language, framework), lines, markers, firstLine };
}

export function languageOf(name: string): Language {
  if (/\.py$/.test(name)) return 'python';
  return /\.[cm]?tsx?$/.test(name) ? 'typescript' : 'javascript';
}

function withPrelude(lines: readonly string[], language: Language, framework: string | null): string {
  const prelude = framework === null ? undefined : preludes[framework];
  if (framework !== null && prelude === undefined) throw new Error(`no framework is called ${framework}`);
  const isOwn = (framework === 'tfjs') === (language !== 'python');
  const hasImports = lines.some((line) => /^\s*(import|from)\b/.test(line));
  if (prelude === undefined || !isOwn || hasImports) return lines.join('\n');
  return lines.map((line) => (/^(?:#|\/\/)- framework:/.test(line) ? prelude : line)).join('\n');
}

/** `severity.dim-mismatch=off` and the like. */
export function severitiesOf(settings: Fixture['settings']): SeveritySettings {
  const entries = Object.entries(settings).flatMap(([key, value]) =>
    key.startsWith('severity.') ? [[key.slice('severity.'.length), value]] : [],
  );
  return Object.fromEntries(entries) as SeveritySettings;
}
