import { flattenImage } from '../../support/flatten-image.js';
import { openBuildah } from '../../support/buildah.js';
import { startRegistry } from '../../support/registry.js';
import { serveStandIns, standInLayout } from '../../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { join } from 'node:path';
import { CASES, writeCase } from './cases.js';
import { differences } from './compare-images.js';
import { digestOf, readRecord, recordedCases, removeRecord, writeRecord } from './records.js';
import { relativeImage } from './relative-image.js';

/**
 * Has buildah make the cases again, and writes down what it made.
 *
 * @param filter part of the names of the cases; empty: all
 * @returns a line for each place where a record is not what it was
 */
export async function record(filter: string): Promise<readonly string[]> {
  const registry = await startRegistry();
  const folder = await temporaryFolder('record');
  const changed: string[] = [];
  const buildah = await openBuildah(registry.host);
  try {
    await serveStandIns(registry.host, ['busybox']);
    const busybox = await flattenImage(`oci:${await standInLayout('busybox')}:base`);
    for (const one of CASES.filter(({ name }) => name.includes(filter))) {
      const context = await writeCase(one, folder);
      const image = await buildah.build(join(context, 'Dockerfile'), context, one.flags ?? []);
      const made = { of: digestOf(one), ...relativeImage(await flattenImage(image), busybox) };
      const before = await readRecord(one.name);
      if (before?.of === made.of) changed.push(...differences(before, made).map((found) => lineOf(one.name, found)));
      else changed.push(`${one.name}: ${before === undefined ? 'new' : 'was recorded of another case'}`);
      await writeRecord(one.name, made);
      await removeTree(context);
    }
    for (const name of await recordedCases()) {
      if (CASES.some((one) => one.name === name)) continue;
      changed.push(`${name}: the case is gone`);
      await removeRecord(name);
    }
  } finally {
    await buildah.close();
    await registry.stop();
    await removeTree(folder);
  }
  return changed;
}

function lineOf(name: string, { place, theirs, ours }: ReturnType<typeof differences>[number]): string {
  return `${name}: ${place}: ${JSON.stringify(theirs)} was recorded, and now it is ${JSON.stringify(ours)}`;
}
