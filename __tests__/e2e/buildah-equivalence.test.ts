import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBuildah, type Buildah } from '../support/buildah.js';
import { must, shell } from '../support/command.js';
import { flattenImage, type FlatImage } from '../support/flatten-image.js';
import { mustLayerBuild } from '../support/layer-build.js';
import { madeOnce, REPOSITORY } from '../support/made-once.js';
import { writeProject } from '../support/project-files.js';
import { type RunningRegistry, startRegistry } from '../support/registry.js';
import { serveStandIns, standInLayout } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import type { EquivalenceCase } from './equivalence/case.js';
import { differences } from './equivalence/compare-images.js';
import { CONFIG_CASES } from './equivalence/config-cases.js';
import { COPY_CASES } from './equivalence/copy-cases.js';
import { BUILDAH_LEAVES, KNOWN_DIFFERENCES } from './equivalence/known-differences.js';
import { RUN_CASES } from './equivalence/run-cases.js';

const CASES: readonly EquivalenceCase[] = [...CONFIG_CASES, ...RUN_CASES, ...COPY_CASES];
const isRoot = process.getuid?.() === 0;

/**
 * The same Dockerfile and context, built by Debian's buildah and by this project, give the same root filesystem and config.
 * Both images are taken apart by skopeo and umoci, so no code of this project judges its own work.
 */
describe.skipIf(!isRoot)('the image equals the one that buildah makes', () => {
  let registry: RunningRegistry;
  let buildah: Buildah;
  let folder: string;
  /** What buildah's results depend on besides the case: its own version and the base. */
  let surroundings: string;

  beforeAll(async () => {
    registry = await startRegistry();
    await serveStandIns(registry.host, ['busybox']);
    buildah = await openBuildah(registry.host);
    folder = await temporaryFolder('equivalence');
    const base = await readFile(join(await standInLayout('busybox'), 'index.json'), 'utf8');
    const harness = ['buildah', 'flatten-image'].map((name) => join(REPOSITORY, `__tests__/support/${name}.ts`));
    const parts = [await must(['buildah', '--version']), base];
    for (const file of harness) parts.push(await readFile(file, 'utf8'));
    surroundings = parts.join('\0');
  });

  afterAll(async () => {
    await buildah.close();
    await registry.stop();
    await removeTree(folder);
  });

  async function writeCase(one: EquivalenceCase): Promise<string> {
    const context = join(folder, one.name);
    await writeProject(context, { ...one.context, Dockerfile: one.dockerfile });
    if (one.prepare !== undefined) await shell(one.prepare, { cwd: context });
    return context;
  }

  async function byBuildah(one: EquivalenceCase, context: string): Promise<FlatImage> {
    const key = createHash('sha256')
      .update(`${JSON.stringify(one)}\0${surroundings}`)
      .digest('hex')
      .slice(0, 24);
    const kept = await madeOnce(`buildah/${one.name}-${key}`, async (target) => {
      const image = await buildah.build(join(context, 'Dockerfile'), context, one.flags ?? []);
      await writeFile(join(target, 'image.json'), JSON.stringify(await flattenImage(image)));
    });
    return JSON.parse(await readFile(join(kept, 'image.json'), 'utf8')) as FlatImage;
  }

  async function byLayerBuild(one: EquivalenceCase, context: string): Promise<FlatImage> {
    const layout = join(folder, `${one.name}.oci`);
    const root = join(folder, 'root');
    await mkdir(root, { recursive: true });
    const settings = ['--root', root, '--registry-mirror', `http://${registry.host}`, '--progress', 'plain'];
    const output = ['-t', 'equivalence:latest', '-o', `type=oci,tar=false,dest=${layout}`];
    await mustLayerBuild(['build', ...settings, ...output, ...(one.flags ?? []), context]);
    return flattenImage(`oci:${layout}`);
  }

  it.concurrent.each(CASES.map((one) => [one.name, one] as const))('%s', { timeout: 180_000 }, async (name, one) => {
    const context = await writeCase(one);
    const theirs = await byBuildah(one, context);
    const ours = await byLayerBuild(one, context);
    const known = KNOWN_DIFFERENCES.filter((difference) => difference.case === name);
    const found = differences(theirs, ours).filter(
      ({ place, ours: here }) => !(BUILDAH_LEAVES.includes(place) && here === undefined),
    );
    // A known difference is asserted as exactly as a likeness: what this project makes there is written down.
    expect(found.filter(({ place }) => !known.some((difference) => difference.place === place))).toEqual([]);
    expect(
      known.map(({ place }) => ({ place, ours: found.find((difference) => difference.place === place)?.ours })),
    ).toEqual(known.map(({ place, ours: expected }) => ({ place, ours: expected })));
    await removeTree(context);
    await removeTree(join(folder, `${name}.oci`));
  });

  it('compares at least 45 Dockerfiles, each under a name of its own', () => {
    expect(new Set(CASES.map((one) => one.name)).size).toBe(CASES.length);
    expect(CASES.length).toBeGreaterThanOrEqual(45);
    const names = new Set(CASES.map((one) => one.name));
    expect(KNOWN_DIFFERENCES.filter((difference) => !names.has(difference.case))).toEqual([]);
  });
});
