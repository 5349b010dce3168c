import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;

/** The targets, by name. */
export const TARGETS: readonly string[] = readdirSync(join(HERE, 'targets'))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

/** Path of a target's module, relative to the repository. */
export function targetModule(target: string): string {
  return `__tests__/fuzz/targets/${target}.ts`;
}

export function corpusFolder(target: string): string {
  return join(HERE, 'corpus', target);
}

/** Inputs that earlier runs kept since they reach new branches, and earlier findings, which have names in words. */
export interface Corpus {
  readonly inputs: readonly Buffer[];
  readonly findings: readonly Buffer[];
}

export function readCorpus(target: string): Corpus {
  const folder = corpusFolder(target);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  return {
    inputs: names.filter(isKeptName).map(read),
    findings: names.filter((name) => !isKeptName(name)).map(read),
  };
}

/** Name of a file that a run wrote: the beginning of a hash. */
export function isKeptName(name: string): boolean {
  return /^[a-f0-9]{16}$/.test(name);
}
