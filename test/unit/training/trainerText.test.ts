import assert from 'node:assert/strict';
import { parser as python } from '@lezer/python';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { runDetails } from '../../../extension/cli/runs/runTexts';
import { createLocalizer } from '../../../extension/protocol/localize';
import { splitBackend, trainerMessage } from '../../../extension/protocol/trainerText';
import { whyNot } from '../../../webviews/live/state';
import { sampleRun, sampleSummary } from '../../panels/support/sampleRuns';

const root = path.resolve(__dirname, '../../..');
const bundle = JSON.parse(fs.readFileSync(path.join(root, 'l10n/webviews.zh-cn.json'), 'utf8')) as Record<string, string>;
const chinese = createLocalizer('zh-cn', bundle);
const inChinese = (text: string): string | null => {
  const message = trainerMessage(text);
  return message && chinese.render(message);
};

/** Sentences in the values of `text` and `reason`, and in the errors that a backend's start throws, with 7 in every hole. */
function sentencesOf(file: string): string[] {
  const source = ts.createSourceFile(file, fs.readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const take = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node)) found.push(node.head.text + node.templateSpans.map((span) => `7${span.literal.text}`).join(''));
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(take);
    else if (ts.isBinaryExpression(node)) [node.left, node.right].forEach(take);
  };
  const visit = (node: ts.Node): void => {
    const named = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node) ? node.name.getText() : '';
    if (['text', 'reason'].includes(named) && 'initializer' in node && node.initializer) take(node.initializer as ts.Node);
    if (ts.isNewExpression(node) && file.endsWith('loadTfjs.ts') && /Error$/.test(node.expression.getText())) node.arguments?.forEach(take);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter((text) => /^[A-Z].* /.test(text));
}

/** What is no warning of the record: for the terminal, for a traceback, for a log that nobody translates. */
const saidElsewhere = [/^sys\.(?:__)?stderr(?:__)?\.write\(/, /^super\(\)\.__init__\(/, /^[\w.]+\.add\(\s*"log"/];

/** Sentences among the strings of a Python file, doc comments left out, with 7 in every hole. */
function pythonSentencesOf(file: string): string[] {
  const source = fs.readFileSync(path.join(root, file), 'utf8');
  const textOf = ({ from, to }: { from: number; to: number }): string => source.slice(from, to);
  const found: string[] = [];
  python.parse(source).iterate({
    enter: ({ name, node }) => {
      if (name === 'CallExpression' && saidElsewhere.some((call) => call.test(textOf(node)))) return false;
      if (name === 'ExpressionStatement' && /String$/.test(node.firstChild!.name)) return false;
      if (name === 'ContinuedString') found.push(node.getChildren('String').map(textOf).map(valueOf).join(''));
      else if (name === 'String') found.push(valueOf(textOf(node)));
      return !/String$/.test(name);
    },
  });
  return found.map((text) => text.replace(/%(?:\.\d)?[sdrg]/g, '7')).filter((text) => /^[A-Z].* .*\.$/s.test(text));
}

/** Of a plain string of Python; their few escapes are JavaScript's, too. */
function valueOf(literal: string): string {
  const [, quote, body] = /^("|')(.*)\1$/s.exec(literal) ?? [];
  return quote === undefined ? '' : (JSON.parse(`"${body!.replaceAll("\\'", "'").replace(/(?<!\\)"/g, '\\"')}"`) as string);
}

describe('what trainers write', () => {
  const files = fs
    .readdirSync(path.join(root, 'extension/trainers'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('extension/trainers', file));
  const runner = 'extension/trainers/python/tensorwright_runner';
  const pythonFiles = fs
    .readdirSync(path.join(root, runner), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py'))
    .map((file) => path.join(runner, file));
  // Two sentences that are made in the writing.
  const made = ['The loss is not a number at step 7.', 'The loss is infinite at step 7.'];
  const ofPython = pythonFiles.flatMap(pythonSentencesOf).filter((sentence) => sentence !== 'The loss is 7 at step 7.');
  const written = [...[...files, 'extension/training/pickBackend.ts'].flatMap(sentencesOf), ...ofPython, ...made];

  it('is found in their sources', () => {
    for (const sentence of [
      'The 7 backend did not start.',
      'The probe said nothing.',
      'The loss became infinite here.',
      'The program stops at a breakpoint, but a run has no keyboard: it goes on. Debug stops there.',
      'Part of this run is not recorded: 7 failed (7).',
      'This run was asked for the optimizer "7", but keeps the program\'s own: it cannot be replaced in Python yet.',
    ])
      assert.ok(written.includes(sentence), `${sentence} in ${written.join('\n')}`);
    assert.ok(written.length >= 30, written.join('\n'));
  });

  it('is known, every sentence of it, and said in Chinese', () => {
    for (const sentence of written) assert.match(inChinese(sentence) ?? `unknown: ${sentence}`, /^(?!unknown)(.*\p{Script=Han})/su);
  });

  it('is said in the same words by the command line', () => {
    const commandLine = JSON.parse(fs.readFileSync(path.join(root, 'l10n/training.zh-cn.json'), 'utf8')) as Record<string, string>;
    const l = createLocalizer('zh-cn', commandLine);
    for (const sentence of written) assert.equal(l.render(trainerMessage(sentence)!), inChinese(sentence));
    const warnings = [
      { code: 'nan', text: 'The loss is not a number at step 7.' },
      { code: 'user', text: 'disk of the cluster is slow' },
    ];
    const details = runDetails({ ...sampleSummary('a', sampleRun({ seed: 1, epochs: 1 })), warnings }, '/work', l);
    assert.match(details, /警告 +第 7 步的损失不是数值[^\n]*\n警告 +disk of the cluster is slow/);
  });

  it('keeps its facts', () => {
    assert.equal(inChinese('Its training gave the loss 0.5 instead of 0.892032.'), '其训练得到的损失为 0.5，而应为 0.892032。');
    assert.equal(
      inChinese('The backend wasm failed, so this run uses the much slower cpu (wasm: The wasm backend did not start.)'),
      '后端 wasm 出现故障，因此本次运行使用慢得多的 cpu（wasm：wasm 后端未能启动。）',
    );
    const workspace = trainerMessage('The workspace has @tensorflow/tfjs 3.21.0, but this run uses 4.22.0.');
    assert.deepEqual(workspace?.args, ['@tensorflow/tfjs', '3.21.0', '4.22.0']);
  });

  it('stays as it came where others wrote it', () => {
    assert.equal(trainerMessage('ENOENT: no such file or directory'), null);
    assert.equal(trainerMessage(''), null);
    assert.equal(
      inChinese('The backend wasm failed, so this run uses the much slower cpu (wasm: WebAssembly.instantiate(): bad magic)'),
      '后端 wasm 出现故障，因此本次运行使用慢得多的 cpu（wasm: WebAssembly.instantiate(): bad magic）',
    );
    assert.equal(splitBackend('no colon here'), null);
  });
});

describe('why a better backend was not taken', () => {
  const run = sampleSummary('a', sampleRun({ seed: 1, epochs: 1 }));
  const refused = [{ backend: 'wasm', reason: 'The wasm backend did not start.' }];
  const device = (why?: string): { backend: string; name: string; why?: string } => ({
    backend: 'cpu',
    name: 'x',
    ...(why ? { why } : {}),
  });

  it('is said once, although the plan and the trainer both say it', () => {
    const backend = { ...run.backend, refused };
    assert.deepEqual(whyNot({ backend, device: device('wasm: The wasm backend did not start.') }), refused);
    assert.deepEqual(whyNot({ backend, device: null }), refused);
  });

  it('has what the trainer alone found', () => {
    const backend = { ...run.backend, refused: [] };
    assert.deepEqual(whyNot({ backend, device: device('wasm: out of memory') }), [{ backend: 'wasm', reason: 'out of memory' }]);
    assert.deepEqual(whyNot({ backend, device: device('no reason known') }), [{ backend: '', reason: 'no reason known' }]);
    assert.deepEqual(whyNot({ backend, device: device() }), []);
  });
});
