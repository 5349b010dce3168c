// node bench/run.mjs: measures this project against other builders on one machine. See USAGE.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { builds } from './builds.mjs';
import { bytesAfterTenRuns } from './cache-bytes.mjs';
import { caches } from './caches.mjs';
import { drivers } from './drivers.mjs';
import { stores } from './stores.mjs';
import { stopMeasuring } from './measure.mjs';
import { largeRun, layerFrom, makeLargeFile, makeSmallFiles, runOverhead, unpackBase } from './layers.mjs';

const REPOSITORY = join(import.meta.dirname, '..');
const CLI = join(REPOSITORY, 'dist/cli/index.js');
const PEAK_LIMIT = 200;

if (process.getuid?.() !== 0) throw new Error('root is needed: bases are made and RUN steps are run');
if (!existsSync(CLI)) throw new Error('dist/ is not built: npm run build');

// The tests' own registry and base images, as they are: Node 20 by itself runs no TypeScript.
register('../scripts/typescript-loader.mjs', import.meta.url);
const support = (name) => import(`../__tests__/support/${name}.ts`);
const { serveStandIns, standInLayout } = await support('stand-in-bases');
const { startRegistry } = await support('registry');
const { startDockerd } = await support('private-dockerd');
const { startActionsCacheService } = await support('actions-cache-service');
const { FreshMachines } = await support('fresh-machines');

const TASKS = ['unpack', 'small', 'large', 'steps', 'builds', 'caches', 'stores', 'drivers', 'bytes'];
const USAGE = `node bench/run.mjs: measures all, which takes an hour, and writes bench/RESULTS.md.
node bench/run.mjs [--quick] [TASK…]: only some, or each once. Writes nothing.
Tasks: ${TASKS.join(' ')}
`;

const quick = process.argv.includes('--quick');
const wrong = process.argv.slice(2).find((word) => word !== '--quick' && !TASKS.includes(word));
if (wrong !== undefined) {
  process.stdout.write(USAGE);
  process.exit(wrong === '--help' ? 0 : 1);
}
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const rounds = quick ? 1 : 5;
const rows = [];
let cacheBytes;
const isWanted = (name) => only.length === 0 || only.includes(name);

// The measurement fails then, and that cleans up.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopMeasuring);

const folder = mkdtempSync(join(tmpdir(), 'lb-bench-'));
const registry = await startRegistry();
try {
  await serveStandIns(registry.host, ['busybox', 'debian', 'node:18.13.0']);
  const registries = join(folder, 'registries.conf');
  writeFileSync(
    registries,
    `unqualified-search-registries = ["docker.io"]\n[[registry]]\nprefix = "docker.io"\nlocation = "${registry.host}"\ninsecure = true\n`,
  );
  process.env.CONTAINERS_REGISTRIES_CONF = registries;
  process.env.HOME = folder;
  mkdirSync(join(folder, '.config/containers'), { recursive: true });
  writeFileSync(join(folder, '.config/containers/policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}');

  const around = {
    folder,
    host: registry.host,
    startDockerd,
    startRegistry,
    startActionsCacheService,
    FreshMachines,
    build: [process.execPath, CLI, 'build', '--progress', 'plain', '--registry-mirror', `http://${registry.host}`],
    buildah: (store) => `buildah --root '${store}/root' --runroot '${store}/run' --storage-driver overlay`,
    blob: layerBlob(await standInLayout('debian')),
    projects: (name, files) => {
      const path = join(folder, 'projects', name);
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, file)), { recursive: true });
        writeFileSync(join(path, file), text);
      }
      return path;
    },
  };
  for (const [name, task] of Object.entries(tasks(around))) {
    if (isWanted(name)) for (const row of await task()) add(row);
  }
  if (isWanted('bytes')) cacheBytes = await bytesAfterTenRuns(around);
} finally {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
}

const highest = Math.max(0, ...rows.flatMap((row) => row.ours.peak ?? []));
const verdict = `Peak memory of any one process of ours: ${highest.toFixed(0)} MiB (limit ${PEAK_LIMIT}).`;
const result = `# Measurements

Measured with \`node bench/run.mjs\` on ${new Date().toISOString().slice(0, 10)}.

- Figures are medians of ${rounds} rounds${quick ? ' (--quick)' : ' (3 for 1 GiB)'}. In each round, we and the peer are measured in turn.
- Ratios are ours / peer: below 1, we are faster.
- Times are in seconds: wall clock, and processor time.
- Peak memory is that of the largest single process, including those in the container. It is missing where a daemon did the work.
- Our layers get an index and are checked against their digests. Those of the peers do not and are not.

A fresh machine is an empty disk. Daemons are started before the measurement, and caches are in the registry to which the image is
pushed. The project is bench/node-project: some 520 packages.

${machine()}

${table()}

${verdict}

${bytes()}
`;
const file = join(REPOSITORY, 'bench/RESULTS.md');
// What bench/entries.mjs measured stands behind it.
const [, entries = ''] = readFileSync(file, 'utf8').split(/(?=^## Entries of a layer)/m);
if (only.length === 0 && !quick) writeFileSync(file, `${result}\n${entries}`);
process.stdout.write(`\n${table()}\n\n${verdict}\n\n${bytes()}\n`);
if (highest > PEAK_LIMIT) process.exitCode = 1;

/** The tasks, by the names that can be given as arguments. */
function tasks(around) {
  const context = (name) => join(around.projects(name, { Dockerfile: 'FROM scratch\nCOPY tree /\n' }), 'tree');
  return {
    unpack: async () => [await unpackBase(rounds, around)],
    small: async () => {
      const tree = context('small-files');
      makeSmallFiles(tree);
      return [await layerFrom('layer of 30,000 small files', dirname(tree), rounds, around)];
    },
    large: async () => {
      const tree = context('large-file');
      await makeLargeFile(tree);
      const row = await layerFrom('layer of one file of 1 GiB', dirname(tree), quick ? 1 : 3, around);
      rmSync(tree, { recursive: true, force: true });
      return [row, await largeRun(around)];
    },
    steps: async () => [await runOverhead(rounds, around)],
    builds: () => builds(rounds, around),
    caches: () => caches(rounds, around),
    stores: () => stores(rounds, around),
    drivers: () => drivers(rounds, around),
  };
}

function add(row) {
  rows.push(row);
  process.stdout.write(`${line(row)}\n`);
}

function line({ name, peer, ours, theirs }) {
  const ratio = (a, b) => (b === undefined ? '–' : (a / Math.max(b, 0.001)).toFixed(2));
  const figures = [ours.wall, theirs?.wall, ours.cpu, theirs?.cpu].map((value) => value?.toFixed(2) ?? '–');
  const [ourWall, theirWall, ourCpu, theirCpu] = figures;
  const peaks = `${ours.peak?.toFixed(0) ?? '–'} | ${theirs?.peak?.toFixed(0) ?? '–'}`;
  const cells = [
    name,
    (peer ?? '–').replaceAll('|', '\\|'),
    ourWall,
    theirWall,
    ratio(ours.wall, theirs?.wall),
    ourCpu,
    theirCpu,
  ];
  return `| ${cells.join(' | ')} | ${ratio(ours.cpu, theirs?.cpu)} | ${peaks} |`;
}

function table() {
  const head = '| task | peer | wall | peer | ratio | CPU | peer | ratio | peak MiB | peer |';
  return [head, '| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |', ...rows.map(line)].join('\n');
}

function bytes() {
  if (cacheBytes === undefined) return '';
  const mb = (count) => `${(count / 1e6).toFixed(1)} MB`;
  const { ours, entries, largest, rule, layers } = cacheBytes;
  return `## Bytes in the cache

The Action builds a Node project ten times, each time on a machine that has nothing and with another source file changed. It saves to a
server that speaks the protocol of the Actions cache. Afterwards the cache has ${mb(ours)} in ${entries} entries, the largest of ${mb(largest)}.
BuildKit's rule (every layer of every stage, bases too, gzipped, each counted once) gives ${mb(rule)} in ${layers} layers for the same builds:
ours / theirs ${(ours / rule).toFixed(2)}.`;
}

function machine() {
  const version = (command, ...args) => (spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '').split('\n')[0];
  return [
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}.`,
    `Peers: ${['tar', 'pigz', 'buildah', 'dockerd', 'buildkitd'].flatMap((name) => version(name, '--version') || []).join('; ')}.`,
  ].join(' ');
}

/** The file of the only layer in the layout of a stand-in base. */
function layerBlob(layout) {
  const blob = (digest) => join(layout, 'blobs', ...digest.split(':'));
  const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(blob(index.manifests[0].digest), 'utf8'));
  return blob(manifest.layers[0].digest);
}
