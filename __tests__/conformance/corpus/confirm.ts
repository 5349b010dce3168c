import { startRegistry } from '../../support/registry.js';
import { serveStandIns } from '../../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { type CorpusCase, type Expectation, readCases } from './case.js';
import { differences, type Outcome } from './compare.js';
import { openBuildahBuilder, openBuildkit, type OtherBuilder, folderOf } from './other-builders.js';
import { prepareCase } from './prepare-case.js';

const BUILDERS: Readonly<Record<string, (registry: string) => Promise<OtherBuilder>>> = {
  buildkit: openBuildkit,
  buildah: openBuildahBuilder,
};

/**
 * Builds each case with the builder that its expectation was confirmed by, and compares again.
 *
 * @param filter part of the names of the cases to confirm; empty: all
 * @returns a line for each case where the other builder does something else
 */
export async function confirm(filter: string): Promise<readonly string[]> {
  const cases = readCases().filter((one) => one.name.includes(filter));
  const registry = await startRegistry();
  const folder = await temporaryFolder('confirm');
  const wrong: string[] = [];
  try {
    await serveStandIns(registry.host, ['busybox']);
    for (const [name, open] of Object.entries(BUILDERS)) {
      const own = cases.filter((one) => one.expect.source.by === name);
      if (own.length > 0) wrong.push(...(await confirmBy(await open(registry.host), own, folder)));
    }
  } finally {
    await registry.stop();
    await removeTree(folder);
  }
  return wrong;
}

async function confirmBy(
  builder: OtherBuilder,
  cases: readonly CorpusCase[],
  folder: string,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  try {
    for (const one of cases) {
      const own = folderOf(one, folder);
      const outcome = await builder.build(one, await prepareCase(one, own));
      wrong.push(...differences(comparable(one.expect, outcome), outcome).map((text) => `${one.name}: ${text}`));
      await removeTree(own);
    }
  } finally {
    await builder.close();
  }
  return wrong;
}

/** A refusal counts in anybody's words, and these builders name no lines. */
function comparable(expect: Expectation, outcome: Outcome): Expectation {
  return expect.refused !== undefined && outcome.kind === 'refused' ? { ...expect, refused: { message: '' } } : expect;
}
