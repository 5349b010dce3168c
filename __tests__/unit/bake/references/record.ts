import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import {
  type BakeCase,
  type BakeResult,
  type BakeResults,
  CASE_SETS,
  inOrder,
  readCases,
  resultsPath,
} from './cases.js';

/**
 * Lets the buildx on the PATH print the definitions of all cases, and writes what it printed beside them.
 *
 * @param filter part of a case's name
 * @returns the names of cases whose results differ from those that were there
 */
export function record(filter: string): readonly string[] {
  if (spawnSync('docker-buildx', ['version']).status !== 0) {
    process.stdout.write('docker-buildx is not on the PATH: bake definitions keep their records\n');
    return [];
  }
  process.stdout.write(execFileSync('docker-buildx', ['version'], { encoding: 'utf8' }));
  const changed: string[] = [];
  for (const set of CASE_SETS) {
    const path = resultsPath(set);
    const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as BakeResults) : {};
    const results: Record<string, BakeResult> = {};
    for (const each of readCases(set)) {
      const known = before[each.name];
      const result = each.name.includes(filter) || known === undefined ? printedAgain(each, known) : known;
      results[each.name] = result;
      if (JSON.stringify(result) !== JSON.stringify(known)) changed.push(`${set}: ${each.name}`);
    }
    writeFileSync(path, `${JSON.stringify(results, null, 1)}\n`);
  }
  return changed;
}

const TRIES = 10;

/** buildx goes over functions in any order. What it has printed once, it may print again. */
function printedAgain(each: BakeCase, known: BakeResult | undefined): BakeResult {
  const first = printedByBuildx(each);
  const text = (result: BakeResult | undefined): string =>
    JSON.stringify(result !== undefined && 'printed' in result ? inOrder(result.printed) : result);
  const isKnown = (result: BakeResult): boolean => text(result) === text(known);
  if (known === undefined) return first;
  if (isKnown(first)) return known;
  for (let tries = 1; tries < TRIES; tries++) if (isKnown(printedByBuildx(each))) return known;
  return first;
}

/** @internal */
export function printedByBuildx({ files, args, env }: BakeCase): BakeResult {
  const folder = mkdtempSync(join(tmpdir(), 'bake-case-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, 'work', path)), { recursive: true });
      // buildx reads the keys that a definition names. One that is in the repository would look like a leak.
      if (text.trim() === '@ssh-key')
        execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'work', path)]);
      else writeFileSync(join(folder, 'work', path), text);
    }
    const { status, stdout, stderr } = spawnSync('docker-buildx', ['bake', '--print', '--progress=quiet', ...args], {
      cwd: join(folder, 'work'),
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...env },
      encoding: 'utf8',
    });
    if (status === 0) return { printed: JSON.parse(stdout) as unknown };
    const message = stderr.split('\n').findLast((line) => /^ERROR/.test(line)) ?? stderr;
    return { refused: message.trim().replaceAll(folder, '') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
