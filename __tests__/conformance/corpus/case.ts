import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One path of the image that a case expects; a field that is not given is not compared. */
export interface ExpectedEntry {
  readonly type: 'file' | 'dir' | 'symlink' | 'fifo' | 'char' | 'block';
  /** Octal, four digits. */
  readonly mode?: string;
  /** `uid:gid`. */
  readonly owner?: string;
  /** The whole content of a file, as text. */
  readonly content?: string;
  /** A regular expression that a file's content matches, where it holds something of the machine. */
  readonly matches?: string;
  readonly size?: number;
  readonly target?: string;
  /** Another path of the image that is the same file. */
  readonly linkedTo?: string;
  /** By name; values in hexadecimal. An empty record: none at all. */
  readonly xattrs?: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly mtime?: number;
}

/**
 * Who says that the expectation holds: a builder that was run with the case (`npm run test:record` runs it again), or, where those
 * are too old for a feature, the place in BuildKit's documentation or source that says so.
 */
export type Confirmation =
  { readonly by: 'buildkit' | 'buildah' } | { readonly by: 'reference' | 'source'; readonly where: string };

export interface Expectation {
  readonly source: Confirmation;
  /** Options of `layer-build build`; `{case}` is the folder of the prepared case, `{registry}` that of the stand-ins. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** By absolute path; `null`: there is nothing there. Names that are not UTF-8 are written as latin1. */
  readonly tree?: Readonly<Record<string, ExpectedEntry | null>>;
  /** Folders below which there is nothing but what `tree` names. */
  readonly exact?: readonly string[];
  /** Fields of the image config's `config`; `null`: not set. A dot at the front means the document's own field: `.author`. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The build fails; the line is the Dockerfile's, and `message` a regular expression (without regard to case). */
  readonly refused?: { readonly line?: number; readonly message: string };
  /** Why the product cannot do this yet. The case then has to fail: it is struck off when it passes. */
  readonly pending?: string;
}

export interface CorpusCase {
  /** `area/name`. */
  readonly name: string;
  readonly folder: string;
  readonly expect: Expectation;
}

const CASES = join(import.meta.dirname, '..', 'cases');

/** All cases, in order of their names. */
export function readCases(): readonly CorpusCase[] {
  return folders(CASES).flatMap((area) =>
    folders(join(CASES, area)).map((name) => {
      const folder = join(CASES, area, name);
      const expect = JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8')) as Expectation;
      return { name: `${area}/${name}`, folder, expect };
    }),
  );
}

function folders(path: string): readonly string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
