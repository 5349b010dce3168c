import { Unreadable } from '../findings/cataloger.js';
import type { FoundPackage } from '../findings/found-package.js';

/** Tags of a header (rpm, "Package Tags"). */
const NAME = 1000;
const VERSION = 1001;
const RELEASE = 1002;
const EPOCH = 1003;
const VENDOR = 1011;
const LICENSE = 1014;
const ARCH = 1022;
const SOURCE_RPM = 1044;

const INT32 = 4;
const STRING = 6;
const I18N_STRING = 9;

const PREAMBLE = 8;
const ENTRY = 16;
/** As rpm itself has it for headers (`HEADER_TAGS_MAX`). */
const MOST_TAGS = 65_536;

/**
 * The package that a header of rpm's database describes (rpm, "RPM V4 Package format", "Header").
 *
 * @returns `undefined` for a public key, which rpm keeps among the packages
 * @throws Unreadable
 */
export function packageInHeader(blob: Buffer): FoundPackage | undefined {
  const tags = new HeaderTags(blob);
  const name = tags.text(NAME);
  if (name === undefined) throw new Unreadable('a header has no name');
  if (name === 'gpg-pubkey') return undefined;
  const version = [tags.text(VERSION), tags.text(RELEASE)].filter((part) => part !== undefined).join('-');
  const vendor = tags.text(VENDOR);
  return {
    type: 'rpm',
    name,
    version,
    qualifiers: { arch: tags.text(ARCH), epoch: tags.number(EPOCH)?.toString(), upstream: tags.text(SOURCE_RPM) },
    ...(vendor === undefined ? {} : { supplier: { kind: 'Organization', name: vendor } }),
    license: tags.text(LICENSE),
  };
}

/** The first value of each tag. All numbers are big-endian. */
class HeaderTags {
  readonly #blob: Buffer;
  readonly #data: number;
  readonly #entries = new Map<number, { readonly type: number; readonly at: number }>();

  constructor(blob: Buffer) {
    this.#blob = blob;
    if (blob.length < PREAMBLE) throw new Unreadable('a header is too short');
    const count = blob.readUInt32BE(0);
    this.#data = PREAMBLE + count * ENTRY;
    if (count > MOST_TAGS || this.#data > blob.length) throw new Unreadable('a header is shorter than it says');
    for (let at = PREAMBLE; at < this.#data; at += ENTRY) {
      const entry = { type: blob.readUInt32BE(at + 4), at: this.#data + blob.readUInt32BE(at + 8) };
      this.#entries.set(blob.readUInt32BE(at), entry);
    }
  }

  text(tag: number): string | undefined {
    const entry = this.#entries.get(tag);
    if (entry === undefined || (entry.type !== STRING && entry.type !== I18N_STRING)) return undefined;
    const end = this.#blob.indexOf(0, entry.at);
    return end < 0 ? undefined : this.#blob.toString('utf8', entry.at, end);
  }

  number(tag: number): number | undefined {
    const entry = this.#entries.get(tag);
    if (entry?.type !== INT32 || entry.at + 4 > this.#blob.length) return undefined;
    return this.#blob.readUInt32BE(entry.at);
  }
}
