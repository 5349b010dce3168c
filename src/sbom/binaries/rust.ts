import { inflateSync } from 'node:zlib';

import { array } from '../../json/containers.js';
import { string } from '../../json/decoder.js';
import { object, optional } from '../../json/object.js';
import { parseJson } from '../../json/parse-json.js';
import { Unreadable } from '../findings/cataloger.js';
import type { FoundPackage } from '../findings/found-package.js';
import type { RangeReader } from './binary-reading.js';
import type { Elf } from './elf.js';

/** Bytes; the list of a thousand crates has some 20 kB. */
const LARGEST = 1024 * 1024;
const LARGEST_LIST = 16 * 1024 * 1024;

const crateList = object({
  packages: array(object({ name: string, version: string, kind: optional(string) })),
});

/** The crates in a Rust program that cargo-auditable built. Those that were only needed to build it are left out. */
export function* rustPackages(elf: Elf): RangeReader<readonly FoundPackage[]> {
  const section = elf.section('.dep-v0');
  if (section === undefined) return [];
  if (section.size > LARGEST) throw new Unreadable('its list of crates is too large');
  const packed = yield { offset: section.offset, length: section.size };
  const list = parseJson(inflateSync(packed, { maxOutputLength: LARGEST_LIST }), LARGEST_LIST, 'last-wins');
  return crateList(list)
    .packages.filter(({ kind }) => kind !== 'build')
    .map(({ name, version }) => ({ type: 'cargo', name, version }));
}
