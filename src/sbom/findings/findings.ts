import { hashFieldList } from '../../oci/digest.js';
import type { FoundPackage } from './found-package.js';
import type { Omissions } from './omissions.js';

/** A package, and where it was found. */
export interface ListedPackage {
  readonly found: FoundPackage;
  /** At most `NAMED` of them. */
  readonly paths: readonly string[];
  /** How many files name it. */
  readonly count: number;
}

interface Listed extends ListedPackage {
  readonly paths: string[];
  count: number;
}

/** Files that are named for one package. */
const NAMED = 5;
/** Characters. Real names and versions have less than half of it: Go's module paths are the longest. */
const LONGEST = 512;
const LONGEST_LICENSE = 1000;
/** Control characters, marks that change the direction of writing, and what stands for bytes that are no text. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFD]/u;

/** The packages found so far, each once. What is no proper name or version is left out. */
export class Findings {
  readonly #omissions: Omissions;
  readonly #limit: number;
  readonly #listed = new Map<string, Listed>();

  constructor(omissions: Omissions, limit: number) {
    this.#omissions = omissions;
    this.#limit = limit;
  }

  /** @param path of the file that names it */
  add(given: FoundPackage, path: string): void {
    const found = cleaned(given);
    if (found === undefined) {
      this.#omissions.add('Entries without a proper name and version were left out', path);
      return;
    }
    const { type, namespace = '', name, version = '', qualifiers = {} } = found;
    const key = hashFieldList([type, namespace, name, version, ...Object.entries(qualifiers).flat().map(String)]);
    const known = this.#listed.get(key);
    if (known !== undefined) {
      if (!known.paths.includes(path)) {
        known.count++;
        if (known.paths.length < NAMED) known.paths.push(path);
      }
    } else if (this.#listed.size >= this.#limit) {
      this.#omissions.add(`Only ${this.#limit} packages are listed; others were found in`, path);
    } else {
      this.#listed.set(key, { found, paths: [path], count: 1 });
    }
  }

  get packages(): readonly ListedPackage[] {
    return [...this.#listed.values()];
  }
}

function cleaned(given: FoundPackage): FoundPackage | undefined {
  const { type, namespace, name, version, qualifiers = {}, supplier, license, checksum } = given;
  const required = [name, namespace ?? 'none', version ?? 'none'];
  if (!required.every((text) => isClean(text))) return undefined;
  const kept = Object.entries(qualifiers).filter(([, value]) => value !== undefined && isClean(value));
  return {
    type,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(version === undefined ? {} : { version }),
    qualifiers: Object.fromEntries(kept),
    ...(supplier !== undefined && isClean(supplier.name) ? { supplier } : {}),
    ...(license !== undefined && isClean(license, LONGEST_LICENSE) ? { license } : {}),
    ...(checksum !== undefined && /^[0-9a-f]{32,128}$/.test(checksum.value) ? { checksum } : {}),
  };
}

function isClean(text: string, longest = LONGEST): boolean {
  return text.trim() !== '' && text.length <= longest && !UNPRINTABLE.test(text);
}
