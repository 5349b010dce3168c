import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { cacheName } from '../../../../src/cache/cache-name.js';
import { baselineFile, BranchBaselines, readBaseline } from '../../../../src/app/caching/branch-baseline.js';
import { BuildJournal } from '../../../../src/cache/journal.js';
import { isPackedPath } from '../../../../src/cache/pack/packed-path.js';
import type { Baseline } from '../../../../src/report/model/baseline.js';

const RUN: Baseline = {
  version: 1,
  commit: 'a'.repeat(40),
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1200,
  hits: 3,
  misses: 1,
  hitSteps: ['0123456789abcdef'],
  size: 10,
  platforms: [],
};

describe('accounts of runs', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'layer-build-accounts-'));
  });

  afterEach(async () => {
    await rm(root, { recursive: true });
  });

  const of = (scope = 's', variant = 'v') => ({ root, scope, variant });
  const noted = (): readonly string[] =>
    BuildJournal.read(root, cacheName('s', 'v')).flatMap((line) => (line.type === 'report' ? [line.file] : []));

  it('are found by branch, scope and variant, and the last one counts', async () => {
    const kept = new BranchBaselines(of());
    await kept.save('main', { ...RUN, hits: 1 });
    await kept.save('main', RUN);
    expect(await kept.find('main')).toEqual(RUN);
    expect(await kept.find('next')).toBeUndefined();
    expect(await new BranchBaselines(of('other')).find('main')).toBeUndefined();
    expect(await new BranchBaselines(of('s', 'arm64')).find('main')).toBeUndefined();
    expect(await readdir(dirname(join(root, baselineFile(of(), 'main'))))).toHaveLength(1);
  });

  it('travel with the pack: those that were written or read are noted in the journal', async () => {
    await new BranchBaselines(of()).save('main', RUN);
    expect(noted()).toEqual([baselineFile(of(), 'main')]);
    expect(noted().every(isPackedPath)).toBe(true);
    await new BranchBaselines(of()).find('main');
    expect(noted()).toHaveLength(2);
  });

  it('are none where the file is damaged or far too large, and then do not travel', async () => {
    await new BranchBaselines(of()).save('main', RUN);
    const file = join(root, baselineFile(of(), 'main'));
    await writeFile(file, '{"version":1}');
    expect(await new BranchBaselines(of()).find('main')).toBeUndefined();
    expect(noted()).toHaveLength(1);
    await writeFile(file, ' '.repeat(17 * 1024 * 1024));
    expect(await readBaseline(file)).toBeUndefined();
    expect(await readBaseline(join(root, 'none'))).toBeUndefined();
  });
});
