import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCliInProcess } from '../support/cli-in-process.js';
import { flatImage } from '../support/flat-tree.js';
import { flattenImage, type FlatImage } from '../support/flatten-image.js';
import { mustLayerBuild } from '../support/layer-build.js';
import { readLayout } from '../support/read-image.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { standInLayout } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';
import type { EquivalenceCase } from './equivalence/case.js';
import { CASES, writeCase } from './equivalence/cases.js';
import { differences } from './equivalence/compare-images.js';
import { BUILDAH_LEAVES, KNOWN_DIFFERENCES } from './equivalence/known-differences.js';
import { digestOf, readRecord, recordedCases } from './equivalence/records.js';
import { relativeImage } from './equivalence/relative-image.js';

const isRoot = process.getuid?.() === 0;
const RECORD = 'npm run test:record makes it, with buildah';
/** Of the cases, one in so many is built by the bundle and unpacked by umoci. */
const ONE_IN = THOROUGH ? 8 : 40;

/**
 * The same Dockerfile and context, built by Debian's buildah and by this project, give the same root filesystem and config.
 * What buildah made is recorded (`equivalence/recorded`), as skopeo and umoci took it apart.
 */
describe.skipIf(!isRoot)('the image equals the one that buildah makes', () => {
  let registry: RunningRegistry;
  let folder: string;
  let busybox: FlatImage;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('equivalence');
    busybox = flatImage(readLayout(await standInLayout('busybox')));
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  function command(one: EquivalenceCase, context: string, layout: string): string[] {
    const settings = ['--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    const output = ['--progress', 'plain', '-t', 'equivalence:latest', '-o', `type=oci,tar=false,dest=${layout}`];
    return ['build', ...settings, ...output, ...(one.flags ?? []), context];
  }

  async function builtHere(one: EquivalenceCase, context: string, layout: string): Promise<FlatImage> {
    const { code, stdout, stderr } = await runCliInProcess(command(one, context, layout));
    expect(code, stdout + stderr).toBe(0);
    return flatImage(readLayout(layout));
  }

  /** No code of this project or its tests takes this image apart. */
  async function builtByBundle(one: EquivalenceCase, context: string, layout: string): Promise<FlatImage> {
    await mustLayerBuild(command(one, context, layout));
    return flattenImage(`oci:${layout}`);
  }

  it.concurrent.each(CASES.map((one) => [one.name, one] as const))('%s', { timeout: 600_000 }, async (name, one) => {
    const recorded = await readRecord(name);
    expect(recorded?.of, `there is no record of this case: ${RECORD}`).toBe(digestOf(one));
    const context = await writeCase(one, folder);
    const layout = join(folder, `${name}.oci`);
    const build = numberOf(name) % ONE_IN === 0 ? builtByBundle : builtHere;
    const ours = relativeImage(await build(one, context, layout), busybox);
    const known = KNOWN_DIFFERENCES.filter((difference) => difference.case === name);
    const found = differences(recorded!, ours).filter(
      ({ place, ours: here }) => !(BUILDAH_LEAVES.includes(place) && here === undefined),
    );
    // A known difference is asserted as exactly as a likeness: what this project makes there is written down.
    expect(found.filter(({ place }) => !known.some((difference) => difference.place === place))).toEqual([]);
    expect(
      known.map(({ place }) => ({ place, ours: found.find((difference) => difference.place === place)?.ours })),
    ).toEqual(known.map(({ place, ours: expected }) => ({ place, ours: expected })));
    await removeTree(context);
    await removeTree(layout);
  });

  it('compares at least 45 Dockerfiles, each under a name of its own, and some by the bundle', async () => {
    const names = CASES.map((one) => one.name);
    expect(new Set(names).size).toBe(CASES.length);
    expect(CASES.length).toBeGreaterThanOrEqual(45);
    expect(KNOWN_DIFFERENCES.filter((difference) => !names.includes(difference.case))).toEqual([]);
    expect(await recordedCases()).toEqual([...names].sort());
    expect(names.filter((name) => numberOf(name) % ONE_IN === 0).length).toBeGreaterThan(THOROUGH ? 5 : 1);
  });
});

/** A number that is always the same for a name, and looks like any. */
function numberOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE();
}
