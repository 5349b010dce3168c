import type { FoundPackage } from '../findings/found-package.js';
import { linesOf } from '../databases/stanzas.js';
import type { RangeReader } from './binary-reading.js';
import type { Elf } from './elf.js';

/** Bytes; a program with a thousand modules has less than 100 kB. */
const LARGEST = 4 * 1024 * 1024;
const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const HEADER = 32;

/** The two texts that Go's linker leaves in a program. */
interface BuildInfo {
  readonly goVersion: string;
  readonly modules: string;
}

/**
 * The modules that a Go program was built from, and the standard library (Go, `debug/buildinfo`). A program that was built without
 * modules only names the latter.
 */
export function* goPackages(elf: Elf): RangeReader<readonly FoundPackage[]> {
  const section = elf.section('.go.buildinfo');
  if (section === undefined || section.size < HEADER) return [];
  const blob = yield { offset: section.offset, length: Math.min(section.size, LARGEST) };
  if (!blob.subarray(0, MAGIC.length).equals(MAGIC)) return [];
  // Since Go 1.18, the texts follow. Before, there are only their addresses.
  const info = ((blob[15] ?? 0) & 2) === 0 ? yield* addressedInfo(elf, blob) : inlineInfo(blob);
  return [...standardLibrary(info.goVersion), ...modulesIn(info.modules)];
}

function inlineInfo(blob: Buffer): BuildInfo {
  const version = inlineText(blob, HEADER);
  return { goVersion: version.text.toString('utf8'), modules: unframed(inlineText(blob, version.end).text) };
}

/** A text after its length, which is written as in protocol buffers. */
function inlineText(blob: Buffer, start: number): { readonly text: Buffer; readonly end: number } {
  let length = 0;
  let at = start;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = blob[at++] ?? 0;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return { text: blob.subarray(at, at + length), end: at + length };
}

function* addressedInfo(elf: Elf, blob: Buffer): RangeReader<BuildInfo> {
  const width = elf.numbers(blob).is64 ? 8 : 4;
  const goVersion = yield* textAt(elf, elf.numbers(blob).word(16), width);
  const modules = yield* textAt(elf, elf.numbers(blob).word(16 + width), width);
  return { goVersion: goVersion.toString('utf8'), modules: unframed(modules) };
}

/** The text of a Go string variable: an address and a length. */
function* textAt(elf: Elf, address: number, width: number): RangeReader<Buffer> {
  const variable = yield* elf.offsetOf(address);
  if (variable === undefined) return Buffer.alloc(0);
  const parts = elf.numbers(yield { offset: variable, length: 2 * width });
  const length = parts.word(width);
  const text = yield* elf.offsetOf(parts.word(0));
  if (text === undefined || length > LARGEST) return Buffer.alloc(0);
  return Buffer.from(yield { offset: text, length });
}

/** Between two marks of 16 bytes each. */
function unframed(text: Buffer): string {
  return text.length >= 33 && text.at(-17) === 0x0a ? text.toString('utf8', 16, text.length - 16) : '';
}

function standardLibrary(goVersion: string): readonly FoundPackage[] {
  const version = /^go(\d[\w.+-]*)/.exec(goVersion)?.[1];
  return version === undefined ? [] : [{ type: 'golang', name: 'stdlib', version, license: 'BSD-3-Clause' }];
}

/** Lines of words with tabs between them: `mod` and `dep` name a module, and `=>` what is used instead of the one before. */
function modulesIn(text: string): readonly FoundPackage[] {
  const modules: FoundPackage[] = [];
  for (const line of linesOf(text)) {
    const [kind, path = '', version = ''] = line.split('\t', 3);
    if (kind === 'mod' || kind === 'dep') modules.push(moduleOf(path, version));
    else if (kind === '=>') {
      const replaced = modules.pop();
      const isFolder = path.startsWith('.') || path.startsWith('/');
      // Nobody knows which version a folder had.
      if (replaced !== undefined)
        modules.push(isFolder ? { ...replaced, version: undefined } : moduleOf(path, version));
    }
  }
  return modules;
}

function moduleOf(path: string, version: string): FoundPackage {
  const slash = path.lastIndexOf('/');
  return {
    type: 'golang',
    ...(slash < 0 ? {} : { namespace: path.slice(0, slash) }),
    name: path.slice(slash + 1),
    version: version === '' || version === '(devel)' ? undefined : version,
  };
}
