import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Measurement
 * @property {number} wall seconds
 * @property {number} cpu seconds of user and system time, children included
 * @property {number} peak most memory that any one process of it held, in MiB
 */

/**
 * Runs a program once under GNU time, which learns each waited-for child's figures from the kernel.
 *
 * @param {readonly string[]} argv
 * @returns {Measurement}
 */
export function measure(argv, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'layer-build-time-'));
  const file = join(folder, 'time');
  try {
    const result = spawnSync('/usr/bin/time', ['-q', '-o', file, '-f', '%e %U %S %M', ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      ...options,
    });
    if (result.status !== 0) {
      throw new Error(
        `${argv.join(' ')}: exit code ${result.status}\n${`${result.stdout}${result.stderr}`.slice(-3000)}`,
      );
    }
    const [wall, user, system, kib] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    return { wall, cpu: user + system, peak: kib / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} script for bash, which stops at the first failure, in a pipe too */
export function measureScript(script) {
  return measure(['/bin/bash', '-euo', 'pipefail', '-c', script]);
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Measures contestants in turn, round by round, so that what else the machine does falls on each of them alike.
 *
 * @param {number} rounds
 * @param {Readonly<Record<string, () => Measurement>>} contestants
 * @returns {Record<string, Measurement>} medians; `peak` is the highest of all
 */
export function compare(rounds, contestants) {
  const taken = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(contestants)) taken[name].push(run());
  }
  return Object.fromEntries(
    Object.entries(taken).map(([name, all]) => [
      name,
      {
        wall: median(all.map((one) => one.wall)),
        cpu: median(all.map((one) => one.cpu)),
        peak: Math.max(...all.map((one) => one.peak)),
      },
    ]),
  );
}
