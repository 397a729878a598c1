import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Expr, FormatExpr, FormatPart } from './ir';
import { childOf, isError, splitChildren, type Lowering, made } from './lowering';
import { lowerPieces, lowerPythonExpr } from './lowerPythonExpr';
import { cookString, stringParts } from './pythonLiterals';

/** Lowers a string, an f-string, or several that stand side by side. */
export function lowerPythonString(cx: Lowering, node: SyntaxNode): Expr {
  const literals = node.type === 'ContinuedString' ? node.children.filter(({ type }) => /String$/.test(type)) : [node];
  const prefixes = literals.map((literal) => stringParts(cx.slice(literal)).prefix);
  if (prefixes.some((prefix) => prefix.includes('t'))) return lowerTemplate(cx, node, literals);
  const isBytes = prefixes.some((prefix) => prefix.includes('b'));
  if (isBytes && !prefixes.every((prefix) => prefix.includes('b'))) return cx.unknown(node);
  const opened = cx.openAt(node);
  if (literals.every(({ type }) => type === 'String')) {
    const value = literals.map((literal) => stringValue(cx, literal)).join('');
    return made(opened, { k: 'const', type: isBytes ? 'bytes' : 'str', value });
  }
  const parts: FormatPart[] = [];
  for (const literal of literals) {
    if (literal.type === 'String') addText(parts, stringValue(cx, literal));
    else addLiteral(cx, literal, parts);
  }
  return made(opened, { k: 'format', parts });
}

function stringValue(cx: Lowering, literal: SyntaxNode): string {
  const source = cx.slice(literal);
  const { prefix, from, to } = stringParts(source);
  return cookString(source.slice(from, to), prefix);
}

/** A template string is no string: only its values are evaluated. */
function lowerTemplate(cx: Lowering, node: SyntaxNode, literals: readonly SyntaxNode[]): Expr {
  return cx.unknown(node, () => {
    const parts: Expr[] = [];
    for (const literal of literals) {
      for (const field of literal.children) if (field.type === 'FormatReplacement') parts.push(fieldValue(cx, field));
    }
    return parts;
  });
}

function addText(parts: FormatPart[], text: string): void {
  if (text === '') return;
  const last = parts[parts.length - 1];
  if (last?.k === 'text') parts[parts.length - 1] = { k: 'text', text: last.text + text };
  else parts.push({ k: 'text', text });
}

function addLiteral(cx: Lowering, literal: SyntaxNode, parts: FormatPart[]): void {
  const { prefix, from, to } = stringParts(cx.slice(literal));
  const cook = (text: string): string => cookString(text.replace(/\{\{/g, '{').replace(/\}\}/g, '}'), prefix);
  addPieces(cx, literal, literal.from + from, literal.from + to, cook, parts);
}

/** The texts between the fields, and the fields. */
function addPieces(cx: Lowering, node: SyntaxNode, from: number, to: number, cook: (text: string) => string, parts: FormatPart[]): void {
  let pos = from;
  for (const field of node.children) {
    if (field.type !== 'FormatReplacement') continue;
    addText(parts, cook(cx.text.slice(pos, field.from)));
    addField(cx, field, cook, parts);
    pos = field.to;
  }
  addText(parts, cook(cx.text.slice(pos, Math.max(pos, to))));
}

function addField(cx: Lowering, field: SyntaxNode, cook: (text: string) => string, parts: FormatPart[]): void {
  const conversionNode = childOf(field, 'FormatConversion');
  const specNode = childOf(field, 'FormatSpec');
  const selfDoc = childOf(field, 'FormatSelfDoc');
  let conversion: 'r' | 's' | 'a' | null = null;
  if (conversionNode) conversion = cx.slice(conversionNode).slice(1) as 'r' | 's' | 'a';
  if (selfDoc) {
    const behind = field.children[field.children.indexOf(selfDoc) + 1];
    addText(parts, cx.text.slice(field.children[0]!.to, behind ? behind.from : selfDoc.to));
    if (!conversionNode && !specNode) conversion = 'r';
  }
  const value = fieldValue(cx, field);
  parts.push({ k: 'value', value, conversion, spec: specNode ? lowerSpec(cx, specNode, cook) : null });
}

function lowerSpec(cx: Lowering, node: SyntaxNode, cook: (text: string) => string): FormatExpr {
  const from = node.children[0]?.type === ':' ? node.children[0].to : node.from;
  const opened = cx.open(from, Math.max(from, node.to));
  const parts: FormatPart[] = [];
  addPieces(cx, node, from, node.to, cook, parts);
  return made(opened, { k: 'format', parts });
}

const fieldTokens = new Set(['{', '}', 'FormatSelfDoc', 'FormatConversion', 'FormatSpec']);

function fieldValue(cx: Lowering, field: SyntaxNode): Expr {
  const nodes = field.children.filter(({ type }) => !fieldTokens.has(type));
  const end = { from: field.to, to: field.to };
  if (nodes.length === 1 && !isError(nodes[0]!)) return lowerPythonExpr(cx, nodes[0]!);
  const pieces = splitChildren(nodes, ',');
  if (pieces.length === 1) return lowerPieces(cx, nodes, end);
  const opened = cx.open(nodes[0]!.from, nodes[nodes.length - 1]!.to);
  return made(opened, { k: 'tuple', items: pieces.filter((piece) => piece.length > 0).map((piece) => lowerPieces(cx, piece, end)) });
}
