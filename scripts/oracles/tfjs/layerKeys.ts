import path from 'node:path';
import ts from 'typescript';

/** The configuration keys of each `tf.layers.*` factory as its type declares them, and whether they may be left out. */
export function layerKeys(root: string): Map<string, ReadonlyMap<string, { isRequired: boolean }>> {
  const file = path.join(root, 'node_modules/@tensorflow/tfjs-layers/dist/exports_layers.d.ts');
  const program = ts.createProgram([file], { skipLibCheck: true, types: [], strict: true });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  const out = new Map<string, ReadonlyMap<string, { isRequired: boolean }>>();
  for (const symbol of checker.getExportsOfModule(module)) {
    const parameter = symbol.declarations?.find(ts.isFunctionDeclaration)?.parameters[0];
    if (!parameter) continue;
    const type = checker.getNonNullableType(checker.getTypeAtLocation(parameter));
    const keys = type.getProperties().map((key) => [key.name, { isRequired: !(key.flags & ts.SymbolFlags.Optional) }] as const);
    out.set(symbol.name, new Map(keys));
  }
  return out;
}
