// node bench/time-saved.mjs [--rounds N] [case…]: is the time that a report says was saved what it is? For each of these builds it is
// compared with a measured difference: the same build with --no-cache, less the build itself; medians of three rounds. Commands
// sleep, so that other load on the machine matters little. Ends with exit code 1 if a figure is off by more than a tenth (or half a
// second, if that is more).
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '..');
const CLI = join(REPOSITORY, 'dist/cli/index.js');
/** How far a figure may be off: a share of what was measured, and seconds. */
const SHARE = 0.1;
const LEAST = 0.5;
/** Builds that are measured side by side: they sleep most of the time. */
const SIDE_BY_SIDE = 3;

/**
 * @typedef {object} Case
 * @property {(version: string) => string} dockerfile each round has another version, if it `changes`
 * @property {true} [changes]
 * @property {readonly string[]} [args]
 * @property {number} [megabytes] size of the folder `big` in the context
 * @property {true} [fresh] the measured builds are on machines of their own, and a folder keeps the cache between them
 * @property {true} [alone] it needs the processor
 */

/** @param {string} first @param {string} second commands of two stages */
const sideBySide = (first, second) => `FROM busybox AS a
RUN ${first} && echo a > /made
FROM busybox AS b
RUN ${second} && echo a > /made
FROM busybox
COPY --from=a /made /a
COPY --from=b /made /b
`;

/** @param {string} version */
const linear = (version) => `FROM busybox
ARG VERSION
ENV NODE_ENV=production
RUN sleep 4
COPY Dockerfile.txt /
RUN sleep 3
USER 1
RUN sleep 2 && echo ${version}
`;

/** @param {string} version */
const diamond = (version) => `FROM busybox AS start
RUN sleep 4 && echo s > /s
FROM start AS left
RUN sleep 8 && echo l > /l
FROM start AS right
RUN sleep 3 && echo ${version} > /r
FROM start
COPY --from=left /l /
COPY --from=right /r /
RUN sleep 2
`;

/** @type {Readonly<Record<string, Case>>} */
const CASES = {
  'one after the other, nothing changed': { dockerfile: linear },
  'one after the other, the last changed': { dockerfile: linear, changes: true },
  'side by side, nothing changed': { dockerfile: () => sideBySide('sleep 8', 'sleep 5') },
  'side by side, the short one changed': {
    dockerfile: (version) => sideBySide('sleep 8', `sleep 3 && echo ${version}`),
    changes: true,
  },
  'side by side, the long one changed': {
    dockerfile: (version) => sideBySide(`sleep 8 && echo ${version}`, 'sleep 5'),
    changes: true,
  },
  'equal stages': { dockerfile: () => sideBySide('sleep 6', 'sleep 6') },
  'a diamond, one side changed': { dockerfile: diamond, changes: true },
  'waiting for another stage': {
    dockerfile: () => `FROM busybox AS slow
RUN sleep 8 && echo s > /s
FROM busybox
RUN sleep 2
COPY --from=slow /s /
RUN --mount=from=slow,target=/slow sleep 5
`,
  },
  'a big base, pulled by the first build': {
    dockerfile: (version) => `FROM debian\nRUN sleep 6\nRUN echo ${version}\n`,
    changes: true,
  },
  'two platforms that share a stage': {
    dockerfile: () => `FROM --platform=$BUILDPLATFORM busybox AS shared
RUN sleep 6 && echo s > /s
FROM scratch
ARG TARGETARCH
COPY --from=shared /s /$TARGETARCH
`,
    args: ['--platform', 'linux/amd64,linux/arm64', '--output', 'type=oci,dest=/dev/null'],
  },
  'COPY alone': { dockerfile: () => 'FROM scratch\nCOPY big /\n', megabytes: 100, alone: true },
  'fresh machines, restored from a folder': { dockerfile: linear, changes: true, fresh: true },
};

if (process.getuid?.() !== 0) throw new Error('root is needed: bases are made and RUN steps are run');
if (!existsSync(CLI)) throw new Error('dist/ is not built: npm run build');

register('../scripts/typescript-loader.mjs', import.meta.url);
// The tests' own registry and base images.
const { serveStandIns } = await import('../__tests__/support/stand-in-bases.ts');
const { startRegistry } = await import('../__tests__/support/registry.ts');

const [, , ...words] = process.argv;
const at = words.indexOf('--rounds');
const rounds = at < 0 ? 3 : Number(words.splice(at, 2)[1]);
const wanted = words;
const cases = Object.entries(CASES).filter(([name]) => wanted.length === 0 || wanted.includes(name));
const folder = mkdtempSync(join(tmpdir(), 'lb-saved-'));
const registry = await startRegistry();
const rows = [];
try {
  await serveStandIns(registry.host, ['busybox', 'debian']);
  const waiting = cases.filter(([, { alone }]) => alone !== true);
  const lanes = Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await measureCase(next);
  });
  await Promise.all(lanes);
  for (const each of cases.filter(([, { alone }]) => alone === true)) await measureCase(each);
} finally {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
}
const wrong = rows.filter(({ off, allowed }) => off > allowed);
process.stdout.write(`\n${rows.length - wrong.length} of ${rows.length} within a tenth\n`);
if (wrong.length > 0) process.exitCode = 1;

/** @param {readonly [string, Case]} named */
async function measureCase([name, { dockerfile, changes, args = [], megabytes = 0, fresh }]) {
  const place = mkdtempSync(join(folder, 'case-'));
  const context = join(place, 'context');
  mkdirSync(join(context, 'big'), { recursive: true });
  writeFileSync(join(context, 'Dockerfile.txt'), 'a file\n');
  // Half of it can be compressed.
  for (let index = 0; index < megabytes; index += 1) {
    const content = Buffer.concat([randomBytes(500_000), Buffer.alloc(500_000, `line ${index}\n`)]);
    writeFileSync(join(context, 'big', `${index}`), content);
  }
  const build = async (machine, version, ...more) => {
    writeFileSync(join(context, 'Dockerfile'), dockerfile(version));
    const report = join(place, 'report.json');
    const root = join(place, fresh ? machine : 'root');
    const mirror = ['--registry-mirror', `http://${registry.host}`];
    const fixed = ['--root', root, ...mirror, '--progress', 'plain', '--report', report];
    await run([process.execPath, CLI, 'build', ...fixed, ...args, ...more, context]);
    return JSON.parse(readFileSync(report, 'utf8'));
  };
  const to = fresh ? ['--cache-to', `type=local,dest=${place}/cache,mode=max`] : [];
  const from = fresh ? ['--cache-from', `type=local,src=${place}/cache`] : [];
  const cold = await build('first', 'first', ...to);
  const taken = [];
  for (let round = 0; round < rounds; round += 1) {
    const version = changes ? `round ${round}` : 'first';
    const cached = await build(`cached-${round}`, version, ...from);
    const plain = await build(`plain-${round}`, version, '--no-cache');
    taken.push({
      cached: cached.durationMs,
      plain: plain.durationMs,
      measured: plain.durationMs - cached.durationMs,
      saved: cached.totals.savedMs,
    });
  }
  const of = (figure) => median(taken.map((one) => one[figure])) / 1000;
  const [measured, saved] = [of('measured'), of('saved')];
  const allowed = Math.max(SHARE * measured, LEAST);
  const off = Math.abs(saved - measured);
  rows.push({ name, off, allowed });
  const figures = [
    `first ${(cold.durationMs / 1000).toFixed(2)} (saved ${(cold.totals.savedMs / 1000).toFixed(2)})`,
    `--no-cache ${of('plain').toFixed(2)}`,
    `this ${of('cached').toFixed(2)}`,
    `difference ${measured.toFixed(2)}`,
    `reported ${saved.toFixed(2)}`,
    `off by ${off.toFixed(2)} of at most ${allowed.toFixed(2)}`,
  ];
  process.stdout.write(`${off <= allowed ? 'ok   ' : 'WRONG'} ${name}: ${figures.join(', ')}\n`);
  rmSync(place, { recursive: true, force: true });
}

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** @param {readonly string[]} argv */
function run([program, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (said = `${said}${text}`.slice(-3000)));
    }
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}\n${said}`))));
  });
}
