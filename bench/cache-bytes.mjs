import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { onFreshMachine } from './machine.mjs';
import { changeSource, nodeProject } from './node-project.mjs';

const RUNS = 10;

/**
 * Bytes in the Actions cache after ten runs of a Node project, each on a machine that has nothing and with another source
 * file changed. The Action itself saves to a server that speaks the service's protocol. They are compared with what
 * BuildKit's rule keeps of the same builds: every layer of every stage, bases too, gzipped, each once. If a step makes the
 * same layer again, we keep the old one, and BuildKit makes a new one with other times; it is counted once for BuildKit too.
 */
export async function bytesAfterTenRuns({ folder, host, startActionsCacheService, FreshMachines }) {
  const project = nodeProject(join(folder, 'ten-runs'));
  const service = await startActionsCacheService();
  const layers = new Map();
  try {
    for (let run = 0; run < RUNS; run += 1) {
      changeSource(project);
      await onFreshMachine(folder, async (disk) => {
        const inputs = { tags: `${host}/bench/ten-runs:1`, push: 'true', 'registry-mirrors': `http://${host}` };
        const machines = await FreshMachines.in(disk, { inputs, env: service.env });
        const machine = await machines.start({ files: filesOf(project) });
        const main = mustHaveEnded(await machine.stage('main'));
        mustHaveEnded(await machine.stage('post', { state: main.state }));
        for (const { digest, size } of layersOf(JSON.parse(readFileSync(main.outputs.report, 'utf8'))))
          layers.set(digest, size);
      });
    }
    const entries = service.entries();
    return {
      ours: entries.reduce((sum, { size }) => sum + size, 0),
      entries: entries.length,
      largest: Math.max(...entries.map(({ size }) => size)),
      rule: [...layers.values()].reduce((sum, size) => sum + size, 0),
      layers: layers.size,
    };
  } finally {
    await service.stop();
  }
}

function mustHaveEnded(stage) {
  if (stage.code !== 0) throw new Error(`${stage.stdout}\n${stage.stderr}`);
  return stage;
}

/** The layers of all steps, and of the image, which includes its base's. */
function layersOf({ steps, image }) {
  return [...steps.flatMap(({ layer }) => layer ?? []), ...image.platforms.flatMap(({ layers }) => layers)];
}

function filesOf(project) {
  const files = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(project, join(parentPath, name)));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(project, path), 'utf8')]));
}
