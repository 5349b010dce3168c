import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { History, historyEntry } from '../../../src/engine/history.js';
import { draftId } from '../../../src/engine/image-draft.js';
import type { HistoryEntry } from '../../../src/oci/image-config.js';
import { imageFromConfig } from '../../../src/plan/image-state.js';
import { MemoryBuild } from '../../support/memory-build.js';
import { readConfig } from '../../support/read-config.js';
import { file } from '../../support/layer-samples.js';

let machine: MemoryBuild;

beforeEach(async () => {
  machine = await MemoryBuild.create('image');
  machine.files = { a: 'a' };
});

afterEach(() => machine.remove());

/** `created_by`, `-` before those of no layer. */
function told(history: readonly HistoryEntry[] | undefined): string[] {
  return (history ?? []).map(
    (entry) => `${entry.empty_layer === true ? '- ' : ''}${entry.created_by ?? entry.comment ?? ''}`,
  );
}

describe('the config of a built image', () => {
  const TEXT = 'FROM base\nENV v=1\nRUN x\nWORKDIR /w\nCOPY a .\nWORKDIR /w\nCMD ["c"]\nONBUILD RUN y';

  it('has a history in which entries without a layer are marked', async () => {
    const { config } = await machine.build(TEXT);
    expect(told(config.history)).toEqual([
      'imported from the base image',
      '- ENV v=1',
      'RUN /bin/sh -c x # buildkit',
      'WORKDIR /w',
      'COPY a . # buildkit',
      // It is there already.
      '- WORKDIR /w',
      '- CMD ["c"]',
    ]);
    expect(config.history?.filter((entry) => entry.empty_layer !== true)).toHaveLength(config.rootfs.diff_ids.length);
    expect(config.history?.slice(1).every((entry) => entry.comment === 'buildkit.dockerfile.v0')).toBe(true);
    expect(config).toMatchObject({
      architecture: 'amd64',
      os: 'linux',
      config: { Env: ['PATH=/bin', 'v=1'], WorkingDir: '/w', Cmd: ['c'], OnBuild: ['RUN y'] },
    });
  });

  it('is as old as its last step, whenever it is built again', async () => {
    const first = await machine.build(TEXT);
    expect(first.config.created).toBe(first.config.history?.at(-1)?.created);
    const again = await machine.build(TEXT);
    expect(again.config.created).toBe(first.config.created);
    const longer = await machine.build(`${TEXT}\nLABEL a=1`);
    expect(longer.config.history?.slice(0, -1)).toEqual(first.config.history);
    expect(Date.parse(longer.config.created ?? '')).toBeGreaterThan(Date.parse(first.config.created ?? ''));
  });

  it('has the time of SOURCE_DATE_EPOCH', async () => {
    const { config } = await machine.build(TEXT, { sourceDateEpoch: 1_700_000_000 });
    expect(new Set(config.history?.slice(1).map((entry) => entry.created))).toEqual(new Set(['2023-11-14T22:13:20Z']));
    expect(config.created).toBe('2023-11-14T22:13:20Z');
  });

  it('merges labels of the base, the file and the command line, the later winning', async () => {
    machine.addBase('labelled', { Labels: { a: 'base', b: 'base', c: 'base' } });
    const labels = { c: 'flag', d: 'flag' };
    const { config, outcomes } = await machine.build('FROM labelled\nLABEL b=file c=file\nENV x=1', { labels });
    expect(config.config?.Labels).toEqual({ a: 'base', b: 'file', c: 'flag', d: 'flag' });
    // The last step's id is the image's own, with the labels; the ids before it do not know them.
    const plain = await machine.build('FROM labelled\nLABEL b=file c=file\nENV x=1');
    expect(plain.outcomes.get('LABEL b=file c=file')?.imageId).toBe(outcomes.get('LABEL b=file c=file')?.imageId);
    expect(plain.outcomes.get('ENV x=1')?.imageId).not.toBe(outcomes.get('ENV x=1')?.imageId);
  });

  it("keeps a base's history and goes on from it, also over stages", async () => {
    machine.bases.add(
      'old',
      { Env: ['PATH=/p'] },
      {
        history: [
          { created: '2020-01-01T00:00:00Z', created_by: 'ADD rootfs' },
          { created_by: 'CMD ["sh"]', empty_layer: true },
        ],
        layers: [machine.layers.addBase([file('f')])],
        author: 'somebody',
      },
    );
    const { config } = await machine.build('FROM old AS a\nENV x=1\nFROM a\nRUN y');
    expect(told(config.history)).toEqual(['ADD rootfs', '- CMD ["sh"]', '- ENV x=1', 'RUN /bin/sh -c y # buildkit']);
    expect(config.history?.[0]?.created).toBe('2020-01-01T00:00:00Z');
    expect(config.author).toBe('somebody');
  });

  it('made only from scratch has no layer and no date', async () => {
    const { config } = await machine.build('FROM scratch');
    expect(config.rootfs).toEqual({ type: 'layers', diff_ids: [] });
    expect(config.history).toEqual([]);
    expect(config).not.toHaveProperty('created');
  });
});

describe('the config of a draft', () => {
  const layer = (name: string) => machine.layers.addBase([file(name)]);
  const draft = (history: readonly HistoryEntry[], layers: number, own: readonly HistoryEntry[]) => ({
    image: imageFromConfig({
      os: 'linux',
      architecture: 'arm64',
      variant: 'v8',
      'os.version': '1',
      rootfs: { type: 'layers', diff_ids: [] },
      history,
    }),
    layers: Array.from({ length: layers }, (_, index) => layer(String(index))),
    history: own.reduce((all, entry) => all.with(entry), History.none),
  });
  const made = historyEntry('RUN x', false, '2026-01-01T00:00:00Z');

  it.each<readonly [string, readonly HistoryEntry[], number, readonly string[]]>([
    ['fits', [{ created_by: 'a' }], 2, ['a', 'RUN x']],
    [
      'is too short',
      [{ created_by: 'a' }],
      4,
      ['a', 'imported from the base image', 'imported from the base image', 'RUN x'],
    ],
    ['is empty', [], 2, ['imported from the base image', 'RUN x']],
    [
      'is too long',
      [{ created_by: 'a' }, { created_by: 'b' }, { created_by: 'c', empty_layer: true }],
      2,
      ['- a', 'b', '- c', 'RUN x'],
    ],
  ])("makes a base's history that %s account for its layers", (_title, history, layers, expected) => {
    expect(told(readConfig(draft(history, layers, [made])).history)).toEqual(expected);
  });

  it('keeps what the base says of its system, and has one id for equal images', () => {
    const one = draft([], 1, [made]);
    expect(readConfig(one)).toMatchObject({ architecture: 'arm64', 'os.version': '1' });
    // v8 is what arm64 means.
    expect(readConfig(one)).not.toHaveProperty('variant');
    expect(draftId(one)).toBe(draftId(draft([], 1, [made])));
    expect(draftId(one)).not.toBe(draftId(one, { a: '1' }));
  });
});

describe('ARG before the first FROM', () => {
  it('is a step that hits while its value stays', async () => {
    const text = 'ARG v=1\nARG w\nFROM base';
    expect((await machine.build(text)).statuses).toEqual(['miss', 'miss', 'miss']);
    expect((await machine.build(text)).statuses).toEqual(['hit', 'hit', 'hit']);
    const other = await machine.build(text, { buildArgs: { v: '2' } });
    expect(other.statuses).toEqual(['miss', 'hit', 'hit']);
    expect(other.reasons.get('ARG v=1')).toBe('ARG v: 1 → 2');
  });

  it('does not show a value that may be secret', async () => {
    const text = 'ARG NPM_TOKEN\nFROM base';
    await machine.build(text, { buildArgs: { NPM_TOKEN: 'one' } });
    const second = await machine.build(text, { buildArgs: { NPM_TOKEN: 'two' } });
    expect(second.reasons.get('ARG NPM_TOKEN')).toBe('ARG NPM_TOKEN changed');
  });
});
