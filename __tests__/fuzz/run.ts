/** npm run fuzz -- TARGET|all [--seconds N] [--rounds N] [--seed N] [--keep]; npm run fuzz -- TARGET FILE… only runs these inputs. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

import { REPOSITORY } from '../support/transpiled-sources.js';
import { corpusFolder, isKeptName, readCorpus, targetModule, TARGETS } from './corpus.js';
import { instrumentInto } from './instrument.js';
import { fuzz, THREAD, type Finding, type Result } from './session.js';

const FINDINGS = join(REPOSITORY, '.cache/fuzz');

/** @returns the exit code */
export async function runFuzzer(argv: readonly string[], print: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      rounds: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
    },
  });
  const [name = '', ...files] = positionals;
  const names = name === 'all' ? TARGETS : TARGETS.filter((one) => one === name);
  if (names.length === 0) {
    print(`Which target? all, or one of: ${TARGETS.join(', ')}`);
    return 64;
  }
  const bounds = { seconds: Number(values.seconds), rounds: Number(values.rounds), seed: Number(values.seed) };
  let code = 0;
  for (const target of names) {
    const work =
      files.length > 0 ? { findings: files.map((file) => readFileSync(file)) } : { ...readCorpus(target), ...bounds };
    const result = await runTarget(target, work);
    print(`${target}: ${told(target, result, bounds)}`);
    if (result.kind !== 'done') code = 1;
    else if (values.keep) writeCorpus(target, result.outcome.distilled);
  }
  return code;
}

async function runTarget(target: string, work: Parameters<typeof fuzz>[2]): Promise<Result & { readonly ms: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'layer-build-fuzzed-'));
  try {
    const built = instrumentInto(folder, [THREAD, targetModule(target)]);
    const start = performance.now();
    const result = await fuzz(built, targetModule(target), work);
    return { ...result, ms: performance.now() - start };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told(target: string, result: Result & { readonly ms: number }, { seed }: { readonly seed: number }): string {
  const seconds = Math.round(result.ms / 1000);
  if (result.kind !== 'done') {
    const file = relative(REPOSITORY, saved(target, result.kind, result.input));
    return `${result.kind} after ${seconds} s: ${result.what}\n  to see it again: npm run fuzz -- ${target} ${file}`;
  }
  const { rounds, edges, corpus, slowest } = result.outcome;
  const slow = slowest.ms < 1000 ? '' : `, see ${relative(REPOSITORY, saved(target, 'slow', slowest.input))}`;
  return (
    `${rounds} inputs in ${seconds} s (${Math.round(rounds / (result.ms / 1000))} a second), ${edges} edges, ${corpus} kept, ` +
    `slowest ${Math.round(slowest.ms)} ms (${slowest.input.length} bytes)${slow}; seed ${seed}`
  );
}

function saved(target: string, kind: Finding['kind'] | 'slow', input: Uint8Array): string {
  const file = join(FINDINGS, target, `${kind}-${nameOf(input)}`);
  mkdirSync(join(FINDINGS, target), { recursive: true });
  writeFileSync(file, input);
  return file;
}

/** Replaces the inputs that earlier runs kept, but not those with names in words. */
function writeCorpus(target: string, inputs: readonly Uint8Array[]): void {
  const folder = corpusFolder(target);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter(isKeptName)) rmSync(join(folder, name));
  for (const input of inputs)
    if (!existsSync(join(folder, nameOf(input)))) writeFileSync(join(folder, nameOf(input)), input);
}

function nameOf(input: Uint8Array): string {
  return createHash('sha256').update(input).digest('hex').slice(0, 16);
}
