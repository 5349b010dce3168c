import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A definition, and what `bake --print` is asked of it. */
export interface BakeCase {
  readonly name: string;
  /** By their paths below the working directory. */
  readonly files: ReadonlyMap<string, string>;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What buildx printed: the definition, or that it refused. */
export type BakeResult = { readonly printed: unknown } | { readonly refused: string };

export type BakeResults = Readonly<Record<string, BakeResult>>;

export const CASE_SETS = ['documentation', 'projects', 'compose', 'edges'] as const;
export type CaseSet = (typeof CASE_SETS)[number];

const HERE = import.meta.dirname;

/**
 * Reads the cases of a set. Each file begins with a line `-- case/path --`; `-- case/ARGS --` has arguments, one on a line, and
 * `-- case/ENV --` the environment.
 */
export function readCases(set: CaseSet): readonly BakeCase[] {
  return parseCases(readFileSync(join(HERE, `${set}.txtar`), 'utf8'));
}

export function parseCases(archive: string): readonly BakeCase[] {
  const cases = new Map<string, { files: Map<string, string>; args: string[]; env: Record<string, string> }>();
  const pieces = archive.split(/^-- (.+) --\n/m);
  for (let at = 1; at < pieces.length; at += 2) {
    const title = pieces[at] ?? '';
    const text = pieces[at + 1] ?? '';
    const slash = title.indexOf('/');
    const name = title.slice(0, slash);
    const path = title.slice(slash + 1);
    const found = cases.get(name) ?? { files: new Map<string, string>(), args: [], env: {} };
    cases.set(name, found);
    const lines = text.split('\n').filter((line) => line !== '');
    if (path === 'ARGS') found.args.push(...lines);
    else if (path === 'ENV')
      for (const line of lines) found.env[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    else found.files.set(path, text);
  }
  return [...cases].map(([name, found]) => ({ name, ...found }));
}

export function resultsPath(set: CaseSet): string {
  return join(HERE, `${set}.json`);
}

/** buildx goes over the axes of a matrix in any order, so the targets of its groups have none. */
export function inOrder(definition: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(definition)) as { group?: Record<string, { targets: string[] | null }> };
  for (const group of Object.values(copy.group ?? {})) group.targets = [...(group.targets ?? [])].sort();
  return copy;
}
