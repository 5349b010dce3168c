import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;

/** What can be fuzzed, by its name. */
export const TARGETS: readonly string[] = readdirSync(join(HERE, 'targets'))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

/** Path of a target's module from the repository on. */
export function targetModule(target: string): string {
  return `__tests__/fuzz/targets/${target}.ts`;
}

export function corpusFolder(target: string): string {
  return join(HERE, 'corpus', target);
}

/** Inputs that earlier runs kept because of what they reach, and those that once were a finding, which have a name in words. */
export function readCorpus(target: string): readonly { readonly name: string; readonly input: Buffer }[] {
  const folder = corpusFolder(target);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, input: readFileSync(join(folder, name)) }));
}
