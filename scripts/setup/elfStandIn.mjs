// Writes a shared library for Linux (ELF, 64 bit) whose functions do nothing but answer a number. It needs no compiler, so that a
// machine without one can be set up by anybody.

/** Machine code of `return number` (0 … 65535), by the machine number of the ELF header, filled up to eight bytes. */
const returnNumber = {
  // x86-64: mov eax, number; ret
  62: (number) => Buffer.from([0xb8, number & 0xff, number >> 8, 0, 0, 0xc3, 0, 0]),
  // AArch64: movz w0, #number; ret
  183: (number) => words(0x52800000 | (number << 5), 0xd65f03c0),
};

/** Memory pages are at most this large on either machine. */
const page = 0x10000;
const headerSize = 64;
const programHeaderSize = 56;
const programHeaders = 4;

/**
 * The content of a library called `name` that defines `symbols`: `{ name, version, answer }`, where `version` is null or the version
 * that callers were bound to, and `answer` is what the function returns.
 */
export function standInLibrary({ name, machine, symbols }) {
  const code = returnNumber[machine];
  if (!code) throw new Error(`no stand-in can be written for the ELF machine ${machine}`);
  const strings = stringTable();
  const versions = [...new Set(symbols.map(({ version }) => version).filter((version) => version !== null))];
  const answers = [...new Set(symbols.map(({ answer }) => answer))];

  const file = layout(headerSize + programHeaders * programHeaderSize);
  const codeAt = file.add(Buffer.concat(answers.map(code)), 16);
  const hashAt = file.add(hashTable(symbols), 8);
  const symbolsAt = file.add(
    Buffer.concat([
      Buffer.alloc(24),
      ...symbols.map((symbol) => symbolEntry(strings.add(symbol.name), codeAt + 8 * answers.indexOf(symbol.answer))),
    ]),
    8,
  );
  // Version 1 is the library itself, which symbols without a version belong to.
  const indices = symbols.map(({ version }) => (version === null ? 1 : 2 + versions.indexOf(version)));
  const symbolVersionsAt = file.add(Buffer.concat([0, ...indices].map(half)), 8);
  const versionsAt = file.add(
    Buffer.concat([name, ...versions].map((text, index, all) => versionEntry(text, index, index === all.length - 1, strings))),
    8,
  );
  const nameAt = strings.add(name);
  const stringsAt = file.add(strings.content(), 8);
  const readOnly = file.size();

  // The loader writes into the dynamic table: it lies in a page of its own.
  const dynamic = longs(
    ...[14, nameAt], // SONAME
    ...[4, hashAt], // HASH
    ...[5, stringsAt, 10, strings.content().length], // STRTAB, STRSZ
    ...[6, symbolsAt, 11, 24], // SYMTAB, SYMENT
    ...[0x6ffffff0, symbolVersionsAt], // VERSYM
    ...[0x6ffffffc, versionsAt, 0x6ffffffd, versions.length + 1], // VERDEF, VERDEFNUM
    ...[0, 0],
  );
  const dynamicAt = file.add(dynamic, 16);
  const content = file.content();
  elfHeader(machine).copy(content, 0);
  const place = [dynamicAt, dynamicAt + page, dynamicAt + page, dynamic.length, dynamic.length];
  Buffer.concat([
    programHeader(1, 'rx', [0, 0, 0, readOnly, readOnly], page),
    programHeader(1, 'rw', place, page),
    programHeader(2, 'rw', place, 8),
    // GNU_STACK: without it the loader asks for a stack that may be executed, which newer systems refuse.
    programHeader(0x6474e551, 'rw', [0, 0, 0, 0, 0], 16),
  ]).copy(content, headerSize);
  return content;
}

function elfHeader(machine) {
  const header = Buffer.alloc(headerSize);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const sharedObject = 3;
  header.writeUInt16LE(sharedObject, 16);
  header.writeUInt16LE(machine, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(headerSize), 32);
  [headerSize, programHeaderSize, programHeaders, 64].forEach((value, index) => header.writeUInt16LE(value, 52 + 2 * index));
  return header;
}

function programHeader(type, access, place, align) {
  const flags = { rx: 5, rw: 6 }[access];
  return Buffer.concat([words(type, flags), longs(...place, align)]);
}

/** A global function. Its section may be any but the undefined one: there is no section table. */
function symbolEntry(name, address) {
  const globalFunction = 0x12;
  return Buffer.concat([words(name), Buffer.from([globalFunction, 0]), half(1), longs(address, 8)]);
}

function versionEntry(text, index, isLast, strings) {
  const isLibrary = index === 0 ? 1 : 0;
  return Buffer.concat([
    ...[1, isLibrary, index + 1, 1].map(half),
    words(sysvHash(text), 20, isLast ? 0 : 28),
    words(strings.add(text), 0),
  ]);
}

/** Symbols by the hash of their names: one chain of indices for each bucket. Symbol 0 is the empty one and ends a chain. */
function hashTable(symbols) {
  const buckets = new Array(Math.max(1, Math.ceil(symbols.length / 2))).fill(0);
  const chains = new Array(symbols.length + 1).fill(0);
  symbols.forEach(({ name }, index) => {
    const bucket = sysvHash(name) % buckets.length;
    chains[index + 1] = buckets[bucket];
    buckets[bucket] = index + 1;
  });
  return words(buckets.length, chains.length, ...buckets, ...chains);
}

/** The hash function of the ELF specification. */
function sysvHash(text) {
  let hash = 0;
  for (const byte of Buffer.from(text, 'latin1')) {
    hash = (hash << 4) + byte;
    const high = hash & 0xf0000000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}

function stringTable() {
  const offsets = new Map([['', 0]]);
  let content = '\0';
  return {
    add(text) {
      if (!offsets.has(text)) {
        offsets.set(text, content.length);
        content += `${text}\0`;
      }
      return offsets.get(text);
    },
    content: () => Buffer.from(content, 'latin1'),
  };
}

/** Puts one piece after another, each at a multiple of its alignment. */
function layout(start) {
  let content = Buffer.alloc(start);
  return {
    add(piece, align) {
      const at = Math.ceil(content.length / align) * align;
      content = Buffer.concat([content, Buffer.alloc(at - content.length), piece]);
      return at;
    },
    size: () => content.length,
    content: () => content,
  };
}

function half(value) {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function words(...values) {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => buffer.writeUInt32LE(value >>> 0, 4 * index));
  return buffer;
}

function longs(...values) {
  const buffer = Buffer.alloc(8 * values.length);
  values.forEach((value, index) => buffer.writeBigUInt64LE(BigInt(value), 8 * index));
  return buffer;
}
