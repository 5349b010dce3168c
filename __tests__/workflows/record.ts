import { join } from 'node:path';

import { flatImage } from '../support/flat-tree.js';
import { startGitServer } from '../support/git-server.js';
import { type PrivateBuildx, startBuildx } from '../support/private-buildx.js';
import { type PrivateDockerd, startDockerd } from '../support/private-dockerd.js';
import { readLayout } from '../support/read-image.js';
import { startRegistry } from '../support/registry.js';
import { serveStandIns, standInLayout } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { standInPrograms } from '../support/workflows/stand-in-programs.js';
import type { FlatImage } from '../support/flatten-image.js';
import { serveScanner } from '../support/stand-in-scanner.js';
import { buildxAction } from './buildx-action.js';
import { comparable } from './comparable.js';
import { formOf, type StepForm } from './form.js';
import { lookAt } from './look.js';
import { readShapeRecord, recordedShapes, removeShapeRecord, stepKey, writeShapeRecord } from './records.js';
import { digestOfShape, isBuild, type Shape, SHAPES } from './shape.js';
import { type Servers, World } from './world.js';

/**
 * Runs the shapes with what docker/build-push-action runs, a buildkitd and `docker-buildx` that are on the PATH, and writes down what
 * they left.
 *
 * @param filter part of the names of the shapes; empty: all
 * @returns a line for each shape whose record is not what it was; none where the programs are not there
 */
export async function record(filter: string): Promise<readonly string[]> {
  const registry = await startRegistry();
  const buildx = await startBuildx(registry.host);
  if (buildx === undefined) {
    process.stdout.write('workflows: buildkitd and docker-buildx are not on the PATH, so nothing is recorded\n');
    await registry.stop();
    return [];
  }
  const folder = await temporaryFolder('record-workflows');
  const served = join(folder, 'served');
  const git = await startGitServer(served);
  const dockerd = await startDockerd(`http://${registry.host}`);
  const changed: string[] = [];
  try {
    await serveStandIns(registry.host, ['busybox']);
    await serveScanner(buildx, registry.host, join(folder, 'scanner'));
    const busybox = flatImage(readLayout(await standInLayout('busybox')));
    const servers = {
      registry: registry.host,
      git: git.address.replace('127.0.0.1', 'github.localhost'),
      served,
      programs: await standInPrograms(join(folder, 'programs')),
      env: { DOCKER_HOST: dockerd.address },
    };
    const own = SHAPES.filter(({ source }) => source === undefined);
    for (const shape of own.filter(({ name }) => name.includes(filter))) {
      const before = await readShapeRecord(shape.name);
      try {
        const steps = await stepsOf(shape, { servers, folder, dockerd, buildx, busybox });
        const made = { of: digestOfShape(shape), steps };
        if (JSON.stringify(before) !== JSON.stringify(made)) changed.push(`${shape.name}: is not as it was recorded`);
        await writeShapeRecord(shape.name, made);
      } catch (error) {
        changed.push(`${shape.name}: could not be recorded: ${error instanceof Error ? (error.stack ?? '') : ''}`);
      }
    }
    for (const name of await recordedShapes()) {
      if (own.some((shape) => shape.name === name)) continue;
      changed.push(`${name}: the shape is gone`);
      await removeShapeRecord(name);
    }
  } finally {
    await buildx.stop();
    await dockerd.stop();
    await git.stop();
    await registry.stop();
    await removeTree(folder);
  }
  return changed;
}

interface Recorder {
  readonly servers: Servers;
  readonly folder: string;
  readonly dockerd: PrivateDockerd;
  readonly buildx: PrivateBuildx;
  readonly busybox: FlatImage;
}

async function stepsOf(shape: Shape, recorder: Recorder): Promise<Record<string, StepForm>> {
  const { servers, folder, dockerd, buildx, busybox } = recorder;
  const steps: Record<string, StepForm> = {};
  const world = await World.open(shape, servers, folder);
  const done = await world.run(buildxAction(buildx), {}, async (step, machine) => {
    if (!isBuild(step.uses) || step.conclusion !== 'success' || step.inputs['call'] === 'check') return;
    const left = await lookAt(step, machine, { dockerd, busybox, isPrivate: shape.private ?? false });
    const outputs = world.plain(step.outputs);
    steps[stepKey(step)] = comparable(formOf(world.plain(left), { outputs }, world.sha));
  });
  const failed = done.find(({ id, conclusion }) => conclusion === 'failure' && shape.expect?.[id]?.fails === undefined);
  if (failed !== undefined) throw new Error(`${shape.name}: ${failed.id} failed: ${failed.log}`);
  return steps;
}
