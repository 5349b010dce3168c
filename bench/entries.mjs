/**
 * How memory grows with the entries of a layer: the peak of any process of ours while a RUN, or a COPY, makes so many files.
 *
 *     node bench/entries.mjs [run|copy] OCI-LAYOUT 100000 400000 1000000
 *
 * The layout holds an image with a shell, seq, sed, xargs and touch, such as busybox's. It needs root, and a disk with inodes.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { clearInterval, setInterval } from 'node:timers';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../dist/cli/index.js');
const words = process.argv.slice(2);
const kinds = words[0] === 'run' || words[0] === 'copy' ? words.splice(0, 1) : ['run', 'copy'];
const [layout, ...counts] = words;
if (layout === undefined || counts.length === 0) throw new Error('usage: entries.mjs OCI-LAYOUT COUNT…');

const IN_A_FOLDER = 1000;
const RUN = `FROM base
ARG FOLDERS
RUN i=0; while [ $i -lt $FOLDERS ]; do mkdir -p /d/folder-with-a-name-$i; cd /d/folder-with-a-name-$i; \
seq 1 ${IN_A_FOLDER} | sed "s/.*/file-number-&.txt/" | xargs touch; i=$((i+1)); done
`;

/**
 * @param {number} pid
 * @returns {number} MiB
 */
function peakOf(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/**
 * The worker is known by its folder, which is below the root.
 *
 * @param {string} root
 * @returns {readonly number[]}
 */
function workersOf(root) {
  const isOf = (/** @type {string} */ pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${root}/work`);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOf(name))
    .map(Number);
}

/**
 * @param {string} context
 * @param {number} folders
 */
async function measure(context, folders) {
  const root = mkdtempSync(join(tmpdir(), 'bench-entries-'));
  const args = ['build', '--root', root, '--build-arg', `FOLDERS=${folders}`];
  const child = spawn(process.execPath, [CLI, ...args, '--build-context', `base=oci-layout://${layout}`, context]);
  child.stdout.resume();
  child.stderr.pipe(process.stderr);
  const peaks = { client: 0, worker: 0 };
  const timer = setInterval(() => {
    peaks.client = Math.max(peaks.client, peakOf(child.pid ?? 0));
    peaks.worker = Math.max(peaks.worker, ...workersOf(root).map(peakOf));
  }, 50);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  rmSync(root, { recursive: true, force: true });
  return code === 0
    ? `client ${peaks.client.toFixed(0)} MiB, worker ${peaks.worker.toFixed(0)} MiB`
    : `exit code ${code}`;
}

for (const count of counts.map(Number)) {
  const folders = count / IN_A_FOLDER;
  const context = mkdtempSync(join(tmpdir(), 'bench-context-'));
  writeFileSync(join(context, 'Dockerfile'), RUN);
  if (kinds.includes('run')) console.log(`RUN, ${count} files: ${await measure(context, folders)}`);
  if (!kinds.includes('copy')) {
    rmSync(context, { recursive: true, force: true });
    continue;
  }
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY d /d\n');
  for (let folder = 0; folder < folders; folder++) {
    const path = join(context, 'd', `folder-with-a-name-${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 1; file <= IN_A_FOLDER; file++) writeFileSync(join(path, `file-number-${file}.txt`), '');
  }
  console.log(`COPY, ${count} files: ${await measure(context, folders)}`);
  rmSync(context, { recursive: true, force: true });
}
