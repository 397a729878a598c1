import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface CollectedText {
  text: string;
  /** `file:line`. */
  place: string;
}

/** The first arguments of all calls of `t`; a place where it is not a literal is returned in `dynamic`. */
export function collectTexts(folder: string): { texts: CollectedText[]; dynamic: string[] } {
  const texts: CollectedText[] = [];
  const dynamic: string[] = [];
  for (const file of sourceFiles(folder)) {
    const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
        const place = `${path.basename(file)}:${source.getLineAndCharacterOfPosition(node.pos).line + 1}`;
        const [first] = node.arguments;
        if (first && ts.isStringLiteralLike(first)) texts.push({ text: first.text, place });
        else dynamic.push(place);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts, dynamic };
}

function sourceFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
