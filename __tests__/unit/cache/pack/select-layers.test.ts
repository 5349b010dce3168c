import { describe, expect, it } from 'vitest';

import {
  recordsToKeep,
  PACKED_SIZE,
  selectLayers,
  selectMounts,
  UNUSED_FOR,
  type Candidate,
  type SelectionOptions,
} from '../../../../src/cache/pack/select-layers.js';
import type { StepRecord } from '../../../../src/engine/record.js';
import { keyInputs } from '../../../../src/engine/ops/op.js';
import { OCI_LAYER_GZIP } from '../../../../src/oci/media-types.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { someDiffId, someContentId, someCacheKey, someMountKey } from '../../../support/identities.js';

const NOW = Date.UTC(2026, 0, 2);
const MB = 1_000_000;

function candidate(
  name: string,
  { size = 10 * MB, durationMs = 60_000, used = NOW, remakes = false, stage = 'build' } = {},
): Candidate {
  const blob = { mediaType: OCI_LAYER_GZIP, digest: sha256(`blob ${name}`), size };
  const record: StepRecord = {
    version: 1,
    key: someCacheKey(name),
    stage,
    instruction: `RUN ${name}`,
    inputs: keyInputs({ operation: 'run', command: name }),
    layer: { blob, diffId: someDiffId(name), contentId: someContentId(name) },
    durationMs,
    created: '2026-01-01T00:00:00Z',
    ...(remakes ? { remakes: true as const } : {}),
  };
  return { record, used };
}

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
    kept: kept.map(({ blob }) => nameOf(blob.digest)),
    packed: packed.map(({ blob }) => nameOf(blob.digest)),
    leftOut: Object.fromEntries(leftOut.map(({ layer, why }) => [nameOf(layer.blob.digest), why])),
  };
}

describe('which layers are kept', () => {
  it('keeps what is dearer to run again than to restore', () => {
    // 10 MB take 300 + 1000 ms.
    const { kept, leftOut } = names([
      candidate('slow', { durationMs: 1301 }),
      candidate('quick', { durationMs: 1299 }),
    ]);
    expect(kept).toEqual(['slow']);
    expect(leftOut).toEqual({ quick: 'cheaper to run again' });
  });

  it('goes by the speed that was measured', () => {
    const one = [candidate('one', { durationMs: 1000 })];
    expect(names(one, { cost: { latencyMs: 300, bytesPerMs: 100_000 } }).kept).toEqual(['one']);
    expect(names(one, { cost: { latencyMs: 300, bytesPerMs: 1_000 } }).kept).toEqual([]);
  });

  it('packs what is small, however quickly it was made', () => {
    const { packed, kept } = names([candidate('small', { size: PACKED_SIZE, durationMs: 1 })]);
    expect(packed).toEqual(['small']);
    expect(kept).toEqual([]);
  });

  it('leaves out what the context makes again, and what the pushed repository holds', () => {
    const pushed = candidate('pushed');
    const digest = pushed.record.layer?.blob.digest ?? sha256('');
    const { kept, leftOut } = names([candidate('copy', { remakes: true }), pushed], { inRegistry: new Set([digest]) });
    expect(kept).toEqual([]);
    expect(leftOut).toEqual({
      copy: 'made again from the build context',
      pushed: 'the pushed repository holds it',
    });
  });

  it('keeps all of it with the policy all, within the budget', () => {
    const all = [candidate('copy', { remakes: true }), candidate('quick', { durationMs: 1 })];
    expect(names(all, { policy: 'all' }).kept.toSorted()).toEqual(['copy', 'quick']);
    expect(names(all, { policy: 'all', maxBytes: 15 * MB })).toMatchObject({
      kept: ['copy'],
      leftOut: { quick: 'over the budget' },
    });
  });

  it('keeps only layers of the image with mode=min, whatever the policy', () => {
    const [own, other] = [candidate('own'), candidate('other')];
    const only = new Set([own.record.layer?.blob.digest ?? sha256('')]);
    expect(names([own, other], { only, policy: 'all' })).toEqual({
      kept: ['own'],
      packed: [],
      leftOut: { other: 'not a layer of the image (mode=min)' },
    });
  });

  it('spends the budget on what saves most a byte, and on this build before earlier ones', () => {
    const candidates = [
      candidate('large and slow', { size: 60 * MB, durationMs: 120_000 }),
      candidate('small and slow', { size: 20 * MB, durationMs: 110_000 }),
      candidate('large and slower', { size: 70 * MB, durationMs: 130_000 }),
      candidate('older, and best of all', { size: 1 * MB, durationMs: 900_000, used: NOW - 1000 }),
    ];
    expect(names(candidates, { maxBytes: 81 * MB })).toEqual({
      kept: ['small and slow', 'large and slow', 'older, and best of all'],
      packed: [],
      leftOut: { 'large and slower': 'over the budget' },
    });
  });

  it('counts a layer of several records once, by its longest run', () => {
    const [short, long] = [candidate('same', { durationMs: 10 }), candidate('same', { durationMs: 9000 })];
    expect(names([short, long]).kept).toEqual(['same']);
  });
});

describe('which records are carried on', () => {
  it('are all of this build, and the latest of each instruction', () => {
    const older = Array.from({ length: 9 }, (_, age) => candidate('step', { used: NOW - 1000 * (age + 1) }));
    const now = [candidate('step'), candidate('other')];
    const carried = recordsToKeep([...older, ...now], NOW);
    expect(carried).toHaveLength(7);
    expect(carried).toEqual(expect.arrayContaining(now));
    expect(Math.min(...carried.map(({ used }) => used))).toBe(NOW - 5000);
  });

  it('are none that nobody used for a fortnight', () => {
    const old = [candidate('a', { used: NOW - UNUSED_FOR }), candidate('b', { used: NOW - UNUSED_FOR + 1 })];
    expect(recordsToKeep(old, NOW)).toEqual([old[1]]);
  });

  it('are told apart by stage', () => {
    const two = [candidate('x', { stage: 'a', used: NOW - 1 }), candidate('x', { stage: 'b', used: NOW - 2 })];
    expect(recordsToKeep(two, NOW)).toHaveLength(2);
  });
});

describe('which cache mounts are kept', () => {
  const mount = (id: string, size: number, used: string) => {
    const { layer } = candidate(id, { size }).record;
    return { key: someMountKey(id), id, used, layers: layer === undefined ? [] : [layer] };
  };
  const old = mount('old', 30 * MB, '2026-01-01T00:00:00Z');
  const recent = mount('recent', 60 * MB, '2026-01-02T00:00:00Z');
  const small = mount('small', 20 * MB, '2025-12-31T00:00:00Z');

  it('keeps those that were used last, and of the others what fits', () => {
    expect(selectMounts([old, small, recent], 80 * MB)).toMatchObject({
      kept: [recent, small],
      bytes: 80 * MB,
      leftOut: [{ ...old, bytes: 30 * MB }],
    });
    expect(selectMounts([old, small, recent], 110 * MB)).toMatchObject({
      kept: [recent, old, small],
      bytes: 110 * MB,
      leftOut: [],
    });
  });

  it('keeps none that alone is too large', () => {
    expect(selectMounts([recent], 60 * MB - 1)).toMatchObject({
      kept: [],
      bytes: 0,
      leftOut: [{ id: 'recent' }],
      maxBytes: 60 * MB - 1,
    });
  });
});
