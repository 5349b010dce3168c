import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { flatImage } from '../support/flat-tree.js';
import { startGitServer } from '../support/git-server.js';
import { type PrivateDockerd, startDockerd } from '../support/private-dockerd.js';
import { readLayout } from '../support/read-image.js';
import { startRegistry } from '../support/registry.js';
import { serveStandIns, standInLayout } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { standInPrograms } from '../support/workflows/stand-in-programs.js';
import type { Action, ActionStep } from '../support/workflows/run-workflow.js';
import type { FlatImage } from '../support/flatten-image.js';
import { dockerArchiveContent, type ImageContent } from './artefact.js';
import { readShapeRecord, recordedShapes, removeShapeRecord, stepKey, writeShapeRecord } from './records.js';
import type { WorkflowStep } from '../support/workflows/workflow.js';
import { digestOfShape, isBuild, listOf, type Shape, SHAPES } from './shape.js';
import { type Servers, World } from './world.js';

/**
 * Has the BuildKit in Debian's dockerd (20.10) run the builds of the shapes again, and writes down what it made. Steps behind a build
 * are not run by it: what they do with the image is not its matter.
 *
 * @param filter part of the names of the shapes; empty: all
 * @returns a line for each shape whose record is not what it was
 */
export async function record(filter: string): Promise<readonly string[]> {
  const registry = await startRegistry();
  const folder = await temporaryFolder('record-workflows');
  const served = join(folder, 'served');
  const git = await startGitServer(served);
  const dockerd = await startDockerd(`http://${registry.host}`);
  const programs = await standInPrograms(join(folder, 'programs'));
  const servers = {
    registry: registry.host,
    git: git.address.replace('127.0.0.1', 'github.localhost'),
    served,
    programs,
    env: {},
  };
  const changed: string[] = [];
  try {
    await serveStandIns(registry.host, ['busybox']);
    const busybox = flatImage(readLayout(await standInLayout('busybox')));
    const own = SHAPES.filter(({ source }) => source === undefined);
    for (const shape of own.filter(({ name }) => name.includes(filter))) {
      const before = await readShapeRecord(shape.name);
      const made = { of: digestOfShape(shape), steps: await buildsOf(shape, { servers, folder, dockerd, busybox }) };
      if (JSON.stringify(before) !== JSON.stringify(made)) changed.push(`${shape.name}: is not as it was recorded`);
      await writeShapeRecord(shape.name, made);
    }
    for (const name of await recordedShapes()) {
      if (own.some((shape) => shape.name === name)) continue;
      changed.push(`${name}: the shape is gone`);
      await removeShapeRecord(name);
    }
  } finally {
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
  readonly busybox: FlatImage;
}

async function buildsOf(shape: Shape, recorder: Recorder): Promise<Record<string, Record<string, ImageContent>>> {
  const steps: Record<string, Record<string, ImageContent>> = {};
  const world = await World.open(withoutLaterSteps(shape), recorder.servers, recorder.folder);
  const contents = new Map<ActionStep['id'], Record<string, ImageContent>>();
  const build: Action = async (step) => {
    const platforms = listOf(step.inputs['platforms'], true);
    const found: Record<string, ImageContent> = {};
    for (const platform of platforms.length === 0 ? ['linux/amd64'] : platforms) {
      found[platform] = world.plain(await dockerBuild(step, platform, recorder));
    }
    contents.set(step.id, found);
    return { code: 0, log: '', outputs: { digest: `sha256:${'0'.repeat(64)}`, imageid: '', metadata: '{}' } };
  };
  const done = await world.run(build, {}, (step) => {
    const found = contents.get(step.id);
    if (found !== undefined) steps[stepKey(step)] = found;
    contents.delete(step.id);
    return Promise.resolve();
  });
  const failed = done.find(({ conclusion }) => conclusion === 'failure');
  if (failed !== undefined) throw new Error(`${shape.name}: ${failed.id} failed: ${failed.log}`);
  return steps;
}

/** What stands behind a build looks at the image, in a registry, a daemon or a file. */
function withoutLaterSteps(shape: Shape): Shape {
  const isOwn = ({ uses }: WorkflowStep): boolean => uses !== undefined && !uses.startsWith('actions/upload-artifact');
  const jobs = Object.entries(shape.jobs).flatMap(([name, job]) => {
    const first = job.steps.findIndex(({ uses }) => isBuild(uses));
    if (first < 0 && job.needs !== undefined) return [];
    return [
      [name, { ...job, steps: job.steps.filter((step, at) => first < 0 || at <= first || isOwn(step)) }] as const,
    ];
  });
  return { ...shape, jobs: Object.fromEntries(jobs) };
}

async function dockerBuild(
  step: ActionStep,
  platform: string,
  { dockerd, folder, busybox, servers }: Recorder,
): Promise<ImageContent> {
  const tag = 'recorded:latest';
  const context = contextOf(step, servers);
  const flags = await flagsOf(step);
  const built = await dockerd.docker(
    ['build', '--progress', 'plain', '--platform', platform, '-t', tag, ...flags, context],
    { cwd: step.machine.workspace, env: { ...step.env, HOME: step.machine.home, DOCKER_BUILDKIT: '1' } },
  );
  if (built.code !== 0) throw new Error(`${step.id}: ${built.stderr.slice(-3000)}`);
  const archive = join(step.machine.temp, 'saved.tar');
  const saved = await dockerd.docker(['save', '-o', archive, tag]);
  if (saved.code !== 0) throw new Error(saved.stderr);
  const unpacked = await temporaryFolder('saved', folder);
  return dockerArchiveContent(archive, unpacked, busybox);
}

function contextOf({ inputs, env }: ActionStep, { git }: Servers): string {
  const own = `${git}/${env['GITHUB_REPOSITORY'] ?? ''}.git#${env['GITHUB_SHA'] ?? ''}`;
  const context = inputs['context'] ?? '';
  if (context !== '' && !context.includes('{{defaultContext}}')) return context;
  return context === '' ? own : context.replace('{{defaultContext}}', own);
}

/** As docker/build-push-action makes the command line of its inputs, as far as this BuildKit goes. */
async function flagsOf({ inputs, machine, env }: ActionStep): Promise<readonly string[]> {
  const flags: string[] = ['--network', inputs['network'] ?? 'host'];
  const each = (name: string, flag: string, comma = false): void => {
    for (const value of listOf(inputs[name], comma)) flags.push(flag, value);
  };
  each('build-args', '--build-arg');
  each('labels', '--label');
  each('add-hosts', '--add-host', true);
  each('ulimit', '--ulimit');
  each('ssh', '--ssh');
  each('target', '--target');
  each('shm-size', '--shm-size');
  const secrets: (readonly [string, string])[] = [];
  for (const line of listOf(inputs['secrets'])) {
    const unquoted = line.replace(/^"(.*)"$/, '$1');
    const at = unquoted.indexOf('=');
    secrets.push([unquoted.slice(0, at), unquoted.slice(at + 1)]);
  }
  for (const line of listOf(inputs['secret-envs'], true)) {
    const [id = '', name = ''] = line.split('=');
    secrets.push([id, env[name] ?? '']);
  }
  for (const [id, value] of secrets) {
    const file = join(machine.temp, `secret-${id}`);
    await writeFile(file, value);
    flags.push('--secret', `id=${id},src=${file}`);
  }
  for (const line of listOf(inputs['secret-files'])) {
    const [id = '', file = ''] = line.split('=');
    flags.push('--secret', `id=${id},src=${resolve(machine.workspace, file)}`);
  }
  const file = inputs['file'] ?? '';
  const context = inputs['context'] ?? '';
  if (context === '' || context.includes('{{')) return file === '' ? flags : [...flags, '-f', file];
  const dockerfile = resolve(machine.workspace, file === '' ? join(context, 'Dockerfile') : file);
  // There is no frontend to pull: the one in this BuildKit is to do.
  await writeFile(dockerfile, (await readFile(dockerfile, 'utf8')).replace(/^# ?syntax=.*\n/, ''));
  return [...flags, '-f', dockerfile];
}
