import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Measurement
 * @property {number} wall seconds
 * @property {number} [cpu] seconds of user and system time, including children; absent if a daemon did the work
 * @property {number} [peak] the largest memory of any one of its processes, in MiB
 */

/**
 * Runs a program once under GNU time, which gets the figures of each child from the kernel. This process must not block
 * meanwhile: the registry is a child of it too, and would stop if nobody read its log.
 *
 * @param {readonly string[]} argv
 * @returns {Promise<Measurement>}
 */
export async function measure(argv) {
  const folder = mkdtempSync(join(tmpdir(), 'layer-build-time-'));
  const file = join(folder, 'time');
  try {
    await run(['/usr/bin/time', '-q', '-o', file, '-f', '%e %U %S %M', ...argv]);
    const [wall, user, system, kib] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    return { wall, cpu: user + system, peak: kib / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;

/** Kills the program that is being measured, so that the measurement fails. */
export function stopMeasuring() {
  if (running?.pid !== undefined && running.exitCode === null) process.kill(-running.pid, 'SIGTERM');
}

/** @param {readonly string[]} argv must end with exit code 0 */
function run(argv) {
  const [program, ...args] = argv;
  return new Promise((resolve, reject) => {
    // In its own process group, so that an interrupt can end all of it.
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running = child;
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (said = `${said}${text}`.slice(-3000)));
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${argv.join(' ')}: exit code ${code}\n${said}`));
    });
  });
}

/** @param {string} script for bash, which stops at the first failure, even inside a pipe */
export function measureScript(script) {
  return measure(['/bin/bash', '-euo', 'pipefail', '-c', script]);
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @param {readonly Measurement[]} all the measurements of one contestant
 * @returns {Measurement} the medians; `peak` is the highest of all
 */
export function medians(all) {
  const wall = median(all.map((one) => one.wall));
  if (all.some(({ cpu }) => cpu === undefined)) return { wall };
  return { wall, cpu: median(all.map((one) => one.cpu)), peak: Math.max(...all.map((one) => one.peak)) };
}

/**
 * Measures contestants in turn, round by round, so that other load on the machine affects all of them alike.
 *
 * @template {string} Name
 * @param {number} rounds
 * @param {Readonly<Record<Name, () => Promise<Measurement>>>} contestants
 * @returns {Promise<Record<Name, Measurement>>} medians
 */
export async function compare(rounds, contestants) {
  const taken = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(contestants)) taken[name].push(await run());
  }
  return Object.fromEntries(Object.entries(taken).map(([name, all]) => [name, medians(all)]));
}
