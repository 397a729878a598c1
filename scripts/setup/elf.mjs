// Reads what a shared library of Linux (ELF, 64 bit, little endian) asks of others. Only the few tables that say so are read: the
// libraries of a framework are hundreds of megabytes long.
import fs from 'node:fs';

const dynamicTable = 6;
const dynamicSymbols = 11;
const versionsNeeded = 0x6ffffffe;
const versionOfSymbol = 0x6fffffff;
const neededTag = 1n;
const weak = 2;

/**
 * What the library needs: names of libraries, and the symbols it does not define itself, each with the version and the library
 * that it is bound to (null when the symbol names none). Null when the file is no such library.
 */
export function readNeeds(file) {
  const descriptor = fs.openSync(file, 'r');
  try {
    const read = (offset, length) => {
      const buffer = Buffer.alloc(Number(length));
      fs.readSync(descriptor, buffer, 0, buffer.length, Number(offset));
      return buffer;
    };
    const header = read(0, 64);
    // Magic number, 64 bit, little endian; a linker script or a file without section headers has nothing to read.
    if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1 || header.readUInt16LE(0x3c) === 0) return null;
    const sections = readSections(read, header);
    const content = (section) => read(section.offset, section.size);
    const dynamic = sections.find(({ type }) => type === dynamicTable);
    const symbols = sections.find(({ type }) => type === dynamicSymbols);
    if (!dynamic || !symbols) return null;
    const text = textAt(content(sections[symbols.link]));
    const needed = sections.find(({ type }) => type === versionsNeeded);
    const versions = needed ? readVersions(content(needed), text) : new Map();
    const versionTable = sections.find(({ type }) => type === versionOfSymbol);
    return {
      machine: header.readUInt16LE(0x12),
      libraries: readLibraries(content(dynamic), textAt(content(sections[dynamic.link]))),
      symbols: readUndefined(content(symbols), text, versionTable && content(versionTable), versions),
    };
  } finally {
    fs.closeSync(descriptor);
  }
}

function readSections(read, header) {
  const size = header.readUInt16LE(0x3a);
  const table = read(header.readBigUInt64LE(0x28), size * header.readUInt16LE(0x3c));
  return Array.from({ length: table.length / size }, (_, index) => {
    const at = index * size;
    return {
      type: table.readUInt32LE(at + 4),
      offset: table.readBigUInt64LE(at + 24),
      size: table.readBigUInt64LE(at + 32),
      link: table.readUInt32LE(at + 40),
    };
  });
}

function readLibraries(table, text) {
  const names = [];
  for (let at = 0; at + 16 <= table.length; at += 16)
    if (table.readBigInt64LE(at) === neededTag) names.push(text(Number(table.readBigUInt64LE(at + 8))));
  return names;
}

/** Version index → the version's name and the library that has it. */
function readVersions(table, text) {
  const versions = new Map();
  for (let at = 0, more = true; more;) {
    const library = text(table.readUInt32LE(at + 4));
    let entry = at + table.readUInt32LE(at + 8);
    for (let left = table.readUInt16LE(at + 2); left > 0; left--) {
      versions.set(table.readUInt16LE(entry + 6), { version: text(table.readUInt32LE(entry + 8)), library });
      entry += table.readUInt32LE(entry + 12);
    }
    const next = table.readUInt32LE(at + 12);
    more = next !== 0;
    at += next;
  }
  return versions;
}

function readUndefined(table, text, versionTable, versions) {
  const found = [];
  for (let at = 24, index = 1; at + 24 <= table.length; at += 24, index++) {
    const isDefined = table.readUInt16LE(at + 6) !== 0;
    if (isDefined || table[at + 4] >> 4 === weak) continue;
    const version = versionTable && versions.get(versionTable.readUInt16LE(index * 2) & 0x7fff);
    found.push({ name: text(table.readUInt32LE(at)), version: version?.version ?? null, library: version?.library ?? null });
  }
  return found;
}

function textAt(table) {
  return (offset) => table.toString('latin1', offset, table.indexOf(0, offset));
}
