import { Hash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { sha256 } from '../../../src/oci/digest.js';
import { encodeConfig } from '../../../src/engine/image-draft.js';
import { MemoryBuild, type Built } from '../../support/memory-build.js';
import { THOROUGH } from '../../support/thorough.js';

/** Time that grows with the square would be minutes. */
const COUNT = THOROUGH ? 4000 : 1500;

let machine: MemoryBuild;

beforeEach(async () => {
  machine = await MemoryBuild.create('many');
});

afterEach(() => machine.remove());

const KINDS: Readonly<Record<string, (n: number) => string>> = {
  LABEL: (n) => `LABEL k${n}=v`,
  ENV: (n) => `ENV k${n}=v`,
  EXPOSE: (n) => `EXPOSE ${n + 1}`,
  VOLUME: (n) => `VOLUME /v${n}`,
  ONBUILD: (n) => `ONBUILD RUN ${n}`,
  ARG: (n) => `ARG a${n}=v`,
  'LABEL and ENV': (n) => (n % 2 === 0 ? `LABEL k${n}=v` : `ENV k${n}=v`),
};

function build(kind: string, count: number): Promise<Built> {
  const line = KINDS[kind] ?? String;
  return machine.build(`FROM scratch\n${Array.from({ length: count }, (_, n) => line(n)).join('\n')}`);
}

/** Bytes that are hashed for the ids and keys of such a build. */
async function hashed(text: string): Promise<number> {
  const update = vi.spyOn(Hash.prototype, 'update');
  try {
    await machine.build(text);
    return update.mock.calls.reduce((sum, [data]) => sum + (data as string | Uint8Array).length, 0);
  } finally {
    update.mockRestore();
  }
}

describe('a Dockerfile of thousands of instructions', () => {
  it.each<[string, (n: number) => string]>([
    ['LABELs', (n) => `LABEL k${n}=${'v'.repeat(500)}`],
    ['LABELs that are numbers', (n) => `LABEL ${n}=${'v'.repeat(500)}`],
    ['LABELs that are set again', (n) => `LABEL k${n % 200}=${'v'.repeat(500)}`],
    ['ENVs', (n) => `ENV k${n}=${'v'.repeat(500)}`],
  ])('has twice as much hashed when it has twice as many %s', { timeout: 600_000 }, async (_, line) => {
    const text = (count: number): string =>
      `FROM scratch\n${Array.from({ length: count }, (_each, n) => line(n)).join('\n')}`;
    // Below 64 KiB, each step costs a little more than the one before.
    const [once, twice] = [await hashed(text(300)), await hashed(text(600))];
    expect(twice / once).toBeLessThan(2.6);
  });

  it.each(Object.keys(KINDS))('of %s has twice as much written when it is twice as long', async (kind) => {
    const stringify = vi.spyOn(JSON, 'stringify');
    const written = async (count: number): Promise<number> => {
      stringify.mockClear();
      await build(kind, count);
      return stringify.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
    };
    try {
      const once = await written(300);
      // As much again for each instruction; what writes all that came before with each comes to four times.
      expect((await written(600)) / once).toBeLessThan(2.3);
    } finally {
      stringify.mockRestore();
    }
  });

  it(
    'is planned and looked up in time, and each step has the id of the image so far',
    { timeout: 600_000 },
    async () => {
      const { result, outcomes } = await build('LABEL and ENV', COUNT);
      if (result.kind !== 'built') throw new Error('it failed');
      expect(outcomes.get(`ENV k${COUNT - 1}=v`)?.imageId).toBe(sha256(encodeConfig(result.draft)));
      expect(new Set([...outcomes.values()].map(({ imageId }) => imageId)).size).toBe(COUNT + 1);
    },
  );
});
