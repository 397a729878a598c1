import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeCudaStandIns } from '../../../scripts/setup/cudaStandIns.mjs';
import { readNeeds } from '../../../scripts/setup/elf.mjs';
import { standInLibrary, type StandInSymbol } from '../../../scripts/setup/elfStandIn.mjs';

const machines = { x64: 62, arm64: 183 };
const machine = machines[process.arch as keyof typeof machines] ?? machines.x64;

describe('stand-in libraries', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stand-ins-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const symbols: StandInSymbol[] = [
    { name: 'plain', version: null, answer: 100 },
    ...Array.from({ length: 60 }, (_, index) => ({
      name: `function${index}`,
      version: index % 2 ? 'odd_1' : 'even_2',
      answer: index * 1000,
    })),
  ];

  // Only the loader of Linux can say whether the file is right.
  if (process.platform === 'linux')
    it('are loaded by the system, and answer by name and by version', () => {
      const file = path.join(folder, 'libthing.so.3');
      fs.writeFileSync(file, standInLibrary({ name: 'libthing.so.3', machine, symbols }));
      const program = `
import ctypes, json, sys
library = ctypes.CDLL(sys.argv[1])
find = ctypes.CDLL(None).dlvsym
find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
def call(name, version):
    place = find(library._handle, name.encode(), version.encode())
    return place and ctypes.CFUNCTYPE(ctypes.c_int)(place)()
print(json.dumps([library[s['name']]() if s['version'] is None else call(s['name'], s['version']) for s in json.loads(sys.argv[2])]))
print(json.dumps([call('function1', 'even_2'), hasattr(library, 'nothing')]))
`;
      const output = execFileSync('python3', ['-c', program, file, JSON.stringify(symbols)], { encoding: 'utf8' });
      const [answers, absent] = output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
      assert.deepEqual(
        answers,
        symbols.map(({ answer }) => answer),
      );
      assert.deepEqual(absent, [null, false]);
    });

  it('cannot be written for a machine whose code is not known', () => {
    assert.throws(() => standInLibrary({ name: 'libthing.so', machine: 8, symbols: [] }), /ELF machine 8/);
  });

  it('take the places of the CUDA libraries that are needed and absent, and of no other', () => {
    const place = (name: string, content: Buffer) => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), content);
    };
    place('torch/lib/libtorch_cuda.so', needing());
    place('torch/lib/libnotes.so', Buffer.from('INPUT(libtorch_cuda.so)'.padEnd(80)));
    place('nvidia/cu13/lib/libcudart.so.13', Buffer.alloc(0));
    assert.deepEqual(writeCudaStandIns(folder), ['libcublas.so.13', 'libcuda.so.1']);
    assert.deepEqual(fs.readdirSync(path.join(folder, 'torch/lib')).sort(), [
      'libcublas.so.13',
      'libcuda.so.1',
      'libnotes.so',
      'libtorch_cuda.so',
    ]);
    const text = (name: string) => fs.readFileSync(path.join(folder, 'torch/lib', name), 'latin1');
    assert.ok(text('libcublas.so.13').includes('cublasSgemm\0'));
    assert.ok(text('libcuda.so.1').includes('cuInit\0'));
    assert.ok(!text('libcuda.so.1').includes('cublasSgemm') && !text('libcuda.so.1').includes('puts'));
    assert.deepEqual(writeCudaStandIns(folder), []);
  });

  it('are made from what a library needs: names, versions and owners, without what it defines or can do without', () => {
    const file = path.join(folder, 'libneeding.so');
    fs.writeFileSync(file, needing());
    assert.deepEqual(readNeeds(file), {
      machine,
      libraries: ['libcublas.so.13', 'libcudart.so.13', 'libcuda.so.1', 'libc.so.6'],
      symbols: [
        { name: 'cublasSgemm', version: 'libcublas.so.13', library: 'libcublas.so.13' },
        { name: 'cudaMalloc', version: 'libcudart.so.13', library: 'libcudart.so.13' },
        { name: 'cuInit', version: null, library: null },
        { name: 'puts', version: null, library: null },
      ],
    });
    fs.writeFileSync(file, 'INPUT(other.so)'.padEnd(80));
    assert.equal(readNeeds(file), null);
  });
});

/** A library with section headers, as a linker writes them, that calls functions of CUDA. */
function needing(): Buffer {
  let strings = '\0';
  const text = (name: string): number => {
    const at = strings.indexOf(`\0${name}\0`);
    if (at >= 0) return at + 1;
    strings += `${name}\0`;
    return strings.length - name.length - 1;
  };
  const pack = (...values: [size: 1 | 2 | 4 | 8, value: number][]): Buffer =>
    Buffer.concat(
      values.map(([size, value]) => {
        const field = Buffer.alloc(8);
        field.writeBigUInt64LE(BigInt(value));
        return field.subarray(0, size);
      }),
    );
  const symbol = (name: string, binding: number, section: number): Buffer =>
    pack([4, text(name)], [1, binding << 4], [1, 0], [2, section], [8, 0], [8, 0]);
  const [global, weak] = [1, 2];
  const dynsym = Buffer.concat([
    Buffer.alloc(24),
    symbol('cublasSgemm', global, 0),
    symbol('cudaMalloc', global, 0),
    symbol('cuInit', global, 0),
    symbol('puts', global, 0),
    symbol('cuMaybe', weak, 0),
    symbol('cuOwn', global, 1),
  ]);
  const versym = pack([2, 0], [2, 2], [2, 3], [2, 1], [2, 1], [2, 1], [2, 1]);
  const version = (library: string, index: number, isLast: boolean): Buffer =>
    pack(
      ...([
        [2, 1],
        [2, 1],
        [4, text(library)],
        [4, 16],
        [4, isLast ? 0 : 32],
      ] as [1 | 2 | 4 | 8, number][]),
      ...([
        [4, 0],
        [2, 0],
        [2, index],
        [4, text(library)],
        [4, 0],
      ] as [1 | 2 | 4 | 8, number][]),
    );
  const verneed = Buffer.concat([version('libcublas.so.13', 2, false), version('libcudart.so.13', 3, true)]);
  const needed = ['libcublas.so.13', 'libcudart.so.13', 'libcuda.so.1', 'libc.so.6'];
  const dynamic = Buffer.concat([...needed.map((name) => pack([8, 1], [8, text(name)])), Buffer.alloc(16)]);

  const dynstr = 1;
  const sections: [type: number, content: Buffer, link: number][] = [
    [0, Buffer.alloc(0), 0],
    [3, Buffer.from(strings, 'latin1'), 0],
    [11, dynsym, dynstr],
    [6, dynamic, dynstr],
    [0x6fffffff, versym, 2],
    [0x6ffffffe, verneed, dynstr],
  ];
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(machine, 0x12);
  header.writeUInt16LE(64, 0x3a);
  header.writeUInt16LE(sections.length, 0x3c);
  let offset = 64;
  const table = sections.map(([type, content, link]) => {
    const entry = pack([4, 0], [4, type], [8, 0], [8, 0], [8, offset], [8, content.length], [4, link], [4, 0], [8, 1], [8, 0]);
    offset += content.length;
    return entry;
  });
  header.writeBigUInt64LE(BigInt(offset), 0x28);
  return Buffer.concat([header, ...sections.map(([, content]) => content), ...table]);
}
