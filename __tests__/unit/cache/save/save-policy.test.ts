import { describe, expect, it } from 'vitest';

import { PACKED_SIZE, selectLayers, type SelectionOptions } from '../../../../src/cache/save/save-policy.js';
import type { Candidate } from '../../../../src/cache/save/candidate.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { candidate, MB, NOW } from './candidates.js';

const OPTIONS: SelectionOptions = {
  policy: 'auto',
  maxBytes: 100 * MB,
  cost: { latencyMs: 300, bytesPerMs: 10_000 },
  inRegistry: new Set(),
};

function names(candidates: readonly Candidate[], options: Partial<SelectionOptions> = {}) {
  const { kept, packed, leftOut } = selectLayers(candidates, { ...OPTIONS, ...options });
  const nameOf = (digest: string): string =>
    candidates.find(({ record }) => record.layer?.blob.digest === digest)?.record.instruction.slice(4) ?? '';
  return {
    kept: kept.map(({ layer }) => nameOf(layer.blob.digest)),
    packed: packed.map(({ layer }) => nameOf(layer.blob.digest)),
    why: Object.fromEntries([...kept, ...packed].map(({ layer, why }) => [nameOf(layer.blob.digest), why])),
    leftOut: Object.fromEntries(leftOut.map(({ layer, why }) => [nameOf(layer.blob.digest), why])),
  };
}

describe('which layers are kept', () => {
  it('keeps what is dearer to run again than to restore', () => {
    // 10 MB take 300 + 1000 ms.
    const { kept, why, leftOut } = names([
      candidate('slow', { durationMs: 1301 }),
      candidate('quick', { durationMs: 1299 }),
    ]);
    expect(kept).toEqual(['slow']);
    expect(why).toEqual({ slow: 'dear' });
    expect(leftOut).toEqual({ quick: 'cheap' });
  });

  it('uses the measured speed', () => {
    const one = [candidate('one', { durationMs: 1000 })];
    expect(names(one, { cost: { latencyMs: 300, bytesPerMs: 100_000 } }).kept).toEqual(['one']);
    expect(names(one, { cost: { latencyMs: 300, bytesPerMs: 1_000 } }).kept).toEqual([]);
  });

  it('packs what is small, however quickly it was made', () => {
    const { packed, kept, why } = names([candidate('small', { size: PACKED_SIZE, durationMs: 1 })]);
    expect(packed).toEqual(['small']);
    expect(why).toEqual({ small: 'small' });
    expect(kept).toEqual([]);
  });

  it('leaves out what the context makes again, and what the pushed repository holds', () => {
    const pushed = candidate('pushed');
    const digest = pushed.record.layer?.blob.digest ?? sha256('');
    const { kept, leftOut } = names([candidate('copy', { remakes: true }), pushed], { inRegistry: new Set([digest]) });
    expect(kept).toEqual([]);
    expect(leftOut).toEqual({
      copy: 'remade',
      pushed: 'in-registry',
    });
  });

  it('keeps all of it with the policy all, within the budget', () => {
    const all = [candidate('copy', { remakes: true }), candidate('quick', { durationMs: 1 })];
    expect(names(all, { policy: 'all' }).kept.toSorted()).toEqual(['copy', 'quick']);
    expect(names(all, { policy: 'all', maxBytes: 15 * MB })).toMatchObject({
      kept: ['copy'],
      leftOut: { quick: 'over-budget' },
    });
  });

  it('keeps only layers of the image with mode=min, whatever the policy', () => {
    const [own, other] = [candidate('own'), candidate('other')];
    const only = new Set([own.record.layer?.blob.digest ?? sha256('')]);
    expect(names([own, other], { only, policy: 'all' })).toEqual({
      kept: ['own'],
      packed: [],
      why: { own: 'all' },
      leftOut: { other: 'foreign' },
    });
  });

  it('spends the budget on this build before earlier ones, and on what saves most per byte', () => {
    const candidates = [
      candidate('large and slow', { size: 60 * MB, durationMs: 120_000 }),
      candidate('small and slow', { size: 20 * MB, durationMs: 110_000 }),
      candidate('large and slower', { size: 70 * MB, durationMs: 130_000 }),
      candidate('older, and best of all', { size: 1 * MB, durationMs: 900_000, used: NOW - 1000 }),
    ];
    expect(names(candidates, { maxBytes: 81 * MB })).toEqual({
      kept: ['small and slow', 'large and slow', 'older, and best of all'],
      packed: [],
      why: { 'small and slow': 'dear', 'large and slow': 'dear', 'older, and best of all': 'dear' },
      leftOut: { 'large and slower': 'over-budget' },
    });
  });

  it('counts a layer of several records once, by its longest run', () => {
    const [short, long] = [candidate('same', { durationMs: 10 }), candidate('same', { durationMs: 9000 })];
    expect(names([short, long]).kept).toEqual(['same']);
  });
});
