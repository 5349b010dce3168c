import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EquivalenceCase } from './case.js';
import type { RelativeImage } from './relative-image.js';

/** What buildah made of a case, kept in the repository so that buildah need not make it again for every test. */
export interface EquivalenceRecord extends RelativeImage {
  /** Digest of the case that it was made from: of another one it says nothing. */
  readonly of: string;
}

const FOLDER = join(import.meta.dirname, 'recorded');

export function digestOf(one: EquivalenceCase): string {
  return createHash('sha256').update(JSON.stringify(one)).digest('hex').slice(0, 16);
}

/** Names of all cases that have a record. */
export async function recordedCases(): Promise<readonly string[]> {
  return (await readdir(FOLDER)).map((name) => name.replace(/\.json$/, '')).sort();
}

/** @returns `undefined` where there is none */
export async function readRecord(name: string): Promise<EquivalenceRecord | undefined> {
  const text = await readFile(fileOf(name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as EquivalenceRecord);
}

export async function writeRecord(name: string, record: EquivalenceRecord): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(fileOf(name), textOf(record));
}

/** JSON with a path or a field a line, so that a difference between two records is read at a glance. */
function textOf({ of, base, config, tree }: EquivalenceRecord): string {
  const lines = (record: Readonly<Record<string, unknown>>): string => {
    const entries = Object.entries(record).map(
      ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n  }`;
  };
  return `{
  "of": ${JSON.stringify(of)},
  "base": ${JSON.stringify(base)},
  "config": ${lines(config)},
  "tree": ${lines(tree)}
}
`;
}

export async function removeRecord(name: string): Promise<void> {
  await rm(fileOf(name));
}

function fileOf(name: string): string {
  return join(FOLDER, `${name}.json`);
}
