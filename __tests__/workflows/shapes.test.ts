import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startActionsCacheService } from '../support/actions-cache-service.js';
import { flatImage } from '../support/flat-tree.js';
import type { FlatImage } from '../support/flatten-image.js';
import { stepsOf } from '../support/fresh-machines.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import { type PrivateDockerd, startDockerd } from '../support/private-dockerd.js';
import { checkProvenance } from '../support/provenance-schema.js';
import { readLayout } from '../support/read-image.js';
import type { RunningRegistry } from '../support/registry.js';
import { readAsRunner } from '../support/runner-log.js';
import { openRegistry } from '../support/shared-registry.js';
import { standInLayout } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';
import type { StepOutcome } from '../support/workflows/run-workflow.js';
import { layerBuildAction } from '../support/workflows/layer-build-action.js';
import { standInPrograms } from '../support/workflows/stand-in-programs.js';
import type { Artefact, ImageContent, PlatformImage } from './artefact.js';
import { comparable } from './comparable.js';
import { type Derived, derivedFrom } from './derived.js';
import { formOf } from './form.js';
import { type Left, lookAt } from './look.js';
import { readShapeRecord, recordedShapes, type ShapeRecord, stepKey } from './records.js';
import { digestOfShape, type Expectation, isBuild, type Shape, SHAPES } from './shape.js';
import { type Servers, TOKEN, World } from './world.js';
import { join } from 'node:path';

const isRoot = process.getuid?.() === 0;
const RECORD = 'npm run test:record makes it, with a buildkitd and docker-buildx on the PATH';

interface Run {
  readonly steps: readonly StepOutcome[];
  /** Of each build, by `stepKey`. */
  readonly left: ReadonlyMap<string, Left>;
}

/**
 * Steps as public workflows have them, with only the names changed, run as GitHub's runner does it, twice, on wiped machines with one
 * cache. What they leave is compared with what BuildKit made of the same steps.
 */
describe.skipIf(!isRoot)('a workflow does what it did with docker/build-push-action', () => {
  let registry: RunningRegistry;
  let git: GitServer;
  let dockerd: PrivateDockerd;
  let folder: string;
  let busybox: FlatImage;
  let servers: Servers;

  beforeAll(async () => {
    folder = await temporaryFolder('workflows');
    registry = await openRegistry(['busybox']);
    const served = join(folder, 'served');
    // @actions/cache takes a server for GitHub Enterprise Server by its name, unless it ends so.
    git = await startGitServer(served);
    dockerd = await startDockerd();
    busybox = flatImage(readLayout(await standInLayout('busybox')));
    const programs = await standInPrograms(join(folder, 'programs'));
    const env = { DOCKER_HOST: dockerd.address };
    servers = {
      registry: registry.host,
      git: git.address.replace('127.0.0.1', 'github.localhost'),
      served,
      programs,
      env,
    };
  }, 600_000);

  afterAll(async () => {
    await dockerd.stop();
    await git.stop();
    await registry.stop();
    await removeTree(folder);
  });

  async function run(world: World, env: Readonly<Record<string, string>>): Promise<Run> {
    const left = new Map<string, Left>();
    const action = layerBuildAction({ 'registry-mirrors': `http://${servers.registry}`, comment: 'never' }, TOKEN);
    const steps = await world.run(action, env, async (step, machine) => {
      if (!isBuild(step.uses) || step.conclusion !== 'success' || step.inputs['call'] === 'check') return;
      const tools = { dockerd, busybox, isPrivate: world.shape.private ?? false };
      left.set(stepKey(step), world.plain(await lookAt(step, machine, tools)));
    });
    return { steps: steps.map((step) => ({ ...step, inputs: world.plain(step.inputs) })), left };
  }

  it.each(sample(SHAPES, 17).map((shape) => [shape.name, shape] as const))(
    '%s',
    { timeout: 600_000 },
    async (_, given) => {
      const service = await startActionsCacheService();
      try {
        const world = await World.open(given, servers, folder);
        const record = given.source === undefined ? await readShapeRecord(given.name) : undefined;
        if (given.source === undefined) expect(record?.of, `there is no record: ${RECORD}`).toBe(digestOfShape(given));
        const first = await run(world, service.env);
        checkRun(world, first, record);
        const again = await run(world, service.env);
        checkAgain(world.shape, first, again);
      } finally {
        await service.stop();
      }
    },
  );

  it('there are at least 60 shapes, most of them with a record of BuildKit', async () => {
    expect(SHAPES.length).toBeGreaterThanOrEqual(60);
    const own = SHAPES.filter(({ source }) => source === undefined).map(({ name }) => name);
    expect(await recordedShapes()).toEqual(own.sort());
    expect(own.length).toBeGreaterThan(SHAPES.length * 0.7);
  });
});

function checkRun(world: World, { steps, left }: Run, record: ShapeRecord | undefined): void {
  const { shape } = world;
  for (const step of steps) {
    const own = shape.expect?.[step.id] ?? {};
    checkConclusion(step, own);
    const made = left.get(stepKey(step));
    if (made === undefined) continue;
    checkWarnings(step, own);
    if (record !== undefined) {
      const recorded = record.steps[stepKey(step)];
      expect(recorded, `${stepKey(step)} is not in the record: ${RECORD}`).toBeDefined();
      const told = { outputs: world.plain(step.outputs) };
      expect(comparable(formOf(made, told, world.sha))).toEqual(comparable(recorded!));
    }
    const said = derivedFrom(step, shape.private ?? false);
    for (const artefact of Object.values(made.pushed)) {
      expect(artefact.digest).toBe(step.outputs['digest']);
      checkArtefact(artefact, said, own);
    }
    const ofArchives = { ...said, provenance: said.inlineOnly ? undefined : said.provenance };
    for (const artefact of Object.values(made.archives)) checkArtefact(artefact, ofArchives, own);
    for (const content of Object.values(made.loaded)) checkContent(content, said.platforms[0]!, own);
  }
}

function checkConclusion(step: StepOutcome, { fails, log = [] }: Expectation): void {
  const { commands, shown } = readAsRunner(step.log);
  if (step.conclusion === 'skipped') return;
  if (fails === undefined) expect(step.conclusion, `${step.id}: ${shown}`).toBe('success');
  else {
    expect(step.conclusion, shown).toBe('failure');
    const told = commands.filter(({ name }) => name === 'error' || name === 'warning').map(({ data }) => data);
    expect([...told, shown].join('\n')).toMatch(new RegExp(fails));
  }
  for (const pattern of log) expect(shown).toMatch(new RegExp(pattern));
}

/** What differs from docker/build-push-action is said; and what does not, is not warned of. */
function checkWarnings(step: StepOutcome, { warns = [] }: Expectation): void {
  const said = readAsRunner(step.log).commands.filter(({ name }) => name === 'warning' || name === 'error');
  const patterns = warns.map((pattern) => new RegExp(pattern));
  expect(said.map(({ data }) => data).filter((text) => !patterns.some((pattern) => pattern.test(text)))).toEqual([]);
  for (const pattern of patterns) expect(said.map(({ data }) => data).join('\n')).toMatch(pattern);
}

/** What must be true whatever the record says. */
function checkArtefact(artefact: Artefact, said: Derived, own: Expectation): void {
  expect(Object.keys(artefact.images).sort()).toEqual([...said.platforms].sort());
  expect(artefact.indexAnnotations).toEqual(own.annotations?.index ?? {});
  for (const [platform, image] of Object.entries(artefact.images)) {
    checkContent(image.content, platform, own);
    expect(image.annotations).toEqual(own.annotations?.manifest ?? {});
    expect(image.onDescriptor).toEqual(own.annotations?.['manifest-descriptor'] ?? {});
    expect(image.content.config['Labels'] ?? {}).toMatchObject(said.labels);
    checkStatements(image, said);
  }
}

function checkStatements({ statements }: PlatformImage, { provenance, sbom }: Derived): void {
  const types = statements.map(({ predicateType }) => predicateType);
  const made = statements.filter(({ predicateType }) => predicateType.startsWith('https://slsa.dev/provenance/'));
  expect(made.length, types.join()).toBe(provenance === undefined ? 0 : 1);
  expect(types.filter((type) => type === 'https://spdx.dev/Document')).toHaveLength(sbom ? 1 : 0);
  for (const statement of made) {
    expect(checkProvenance(statement)).toEqual([]);
    expect(JSON.stringify(statement.predicate).includes('"buildConfig"')).toBe(provenance === 'max');
  }
}

function checkContent(content: ImageContent, platform: string, { files = {}, config = {} }: Expectation): void {
  for (const [path, text] of Object.entries(files)) {
    const [file = '', only = platform] = path.split('@');
    if (only === platform) expect([path, content.tree[file]]).toMatchObject([path, { sha256: sha256(text) }]);
  }
  expect(content.config).toMatchObject(config);
}

/** Nothing is left of the first machine. Steps hit all the same, and the image is the same to the byte. */
function checkAgain(shape: Shape, first: Run, again: Run): void {
  for (const step of again.steps) {
    const own = shape.expect?.[step.id] ?? {};
    checkConclusion(step, own);
    const made = again.left.get(stepKey(step));
    if (made === undefined) continue;
    const allowed = (own.again ?? []).map((pattern) => new RegExp(pattern));
    const missed = stepsOf({ stdout: step.log }).filter((text) => text.startsWith('miss'));
    expect(missed.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
    if (allowed.length > 0) {
      expect(missed).not.toEqual([]);
      continue;
    }
    expect(digestsOf(made)).toEqual(digestsOf(first.left.get(stepKey(step))!));
  }
}

function digestsOf({ pushed, archives, loaded, files }: Left): unknown {
  const images = (artefacts: Left['pushed']): unknown =>
    Object.values(artefacts).map((artefact) => Object.values(artefact.images).map(({ digest }) => digest));
  return [images(pushed), images(archives), loaded, files];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
