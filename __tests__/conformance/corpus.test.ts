import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sampleOfEachKind } from '../support/thorough.js';
import { buildCase, type Workplace } from './corpus/build-case.js';
import { type CorpusCase, readCases } from './corpus/case.js';
import { differences } from './corpus/compare.js';
import { prepareCase } from './corpus/prepare-case.js';

const CASES = readCases();
const isRoot = process.getuid?.() === 0;

/**
 * The project's own corpus: one folder a case, over the whole Dockerfile language. `npm run test:record` builds the cases that
 * Debian's builders understand with those, so that an expectation is not this project's own opinion.
 */
describe.skipIf(!isRoot)('conformance corpus', () => {
  let registry: RunningRegistry;
  let folder: string;
  let work: Workplace;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('corpus');
    work = { root: join(folder, 'root'), registry: registry.host, tempDir: folder };
  });

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function wrongIn(one: CorpusCase): Promise<readonly string[]> {
    const own = join(folder, one.name.replaceAll('/', '-'));
    try {
      const prepared = await prepareCase(one, own);
      return differences(one.expect, await buildCase(one, prepared, work));
    } catch (error) {
      if (one.expect.pending === undefined) throw error;
      return [String(error)];
    } finally {
      await removeTree(own);
    }
  }

  const kindOf = ({ name }: CorpusCase): string => name.replace(/\/.*/, '');
  it.concurrent.each(sampleOfEachKind(CASES, 5, kindOf).map((one) => [one.name, one] as const))(
    '%s',
    { timeout: 600_000 },
    async (_, one) => {
      const wrong = await wrongIn(one);
      const { pending } = one.expect;
      if (pending === undefined) expect(wrong).toEqual([]);
      else expect(wrong, `passes now, so it is not pending any more: ${pending}`).not.toEqual([]);
    },
  );

  it('has at least 350 cases', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(350);
  });
});
