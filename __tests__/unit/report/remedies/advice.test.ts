import { describe, expect, it } from 'vitest';

import { sampleOfEachKind } from '../../../support/thorough.js';
import { Replay, type AdviceCase } from './replay.js';
import { ARGUMENT_CASES } from './right-arguments.js';
import { CACHE_CASES } from './right-caches.js';
import { COPY_CASES } from './right-copies.js';
import { IGNORE_CASES } from './right-ignores.js';
import { SILENT_COPY_CASES } from './silent-copies.js';
import { SILENT_OTHER_CASES } from './silent-others.js';

const RIGHT = [...IGNORE_CASES, ...COPY_CASES, ...ARGUMENT_CASES, ...CACHE_CASES];
const SILENT = [...SILENT_COPY_CASES, ...SILENT_OTHER_CASES];

async function replaying(one: AdviceCase, work: (replay: Replay) => Promise<void>): Promise<void> {
  const replay = await Replay.of(one);
  try {
    await replay.build();
    replay.apply(one.change(2), 2);
    await work(replay);
  } finally {
    await replay.end();
  }
}

/** Times and digests differ. */
function settled(words: string): string {
  return words.replace(/(?<=saves )[\d.hm ]+s/, 'SAVED').replace(/sha256:[0-9a-f]{64}/, 'DIGEST');
}

/** Each remedy that is given is followed: the build must still work, and the next such change must hit. */
describe('advice', () => {
  it.each(sampleOfEachKind(RIGHT, 3, ({ advice }) => advice?.kind ?? 'none'))('is right: $name', async (one) => {
    await replaying(one, async (replay) => {
      const steps = await replay.build();
      const given = steps.flatMap(({ instruction, remedy }) =>
        remedy === undefined ? [] : [{ at: instruction, kind: remedy.kind, words: settled(remedy.words) }],
      );
      const { edits, ...expected } = one.advice ?? { edits: () => ({}) };
      expect(given).toEqual([expected]);
      const remedy = steps.find((step) => step.remedy !== undefined)?.remedy;
      if (remedy === undefined) return;
      replay.apply(edits(remedy), 2);
      await replay.build();
      replay.apply(one.change(3), 3);
      const after = await replay.build();
      expect(
        after.flatMap((step) => step.remedy ?? []),
        'there is nothing more to say',
      ).toEqual([]);
      if (remedy.kind === 'cache-mount') return;
      const saved = remedy.steps.map((number) => steps.find((step) => step.number === number)?.instruction);
      const hits = after.filter(({ status }) => status === 'hit').map(({ instruction }) => instruction);
      expect(hits).toEqual(expect.arrayContaining(saved));
    });
  });

  it.each(sampleOfEachKind(SILENT, 3, () => 'silent'))('is not given: $name', async (one) => {
    await replaying(one, async (replay) => {
      const steps = await replay.build();
      expect(steps.flatMap(({ remedy }) => remedy ?? [])).toEqual([]);
      expect(
        steps.some(({ status }) => status === 'miss'),
        'the change made something run',
      ).toBe(true);
    });
  });

  it('is replayed for many cases of each kind', () => {
    expect(RIGHT.length).toBeGreaterThanOrEqual(30);
    expect(SILENT.length).toBeGreaterThanOrEqual(30);
    expect(new Set(RIGHT.map(({ advice }) => advice?.kind)).size).toBe(5);
  });
});
