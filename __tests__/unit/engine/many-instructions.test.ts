import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { sha256 } from '../../../src/oci/digest.js';
import { encodeConfig } from '../../../src/engine/image-draft.js';
import { MemoryBuild, type Built } from '../../support/memory-build.js';

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

describe('a Dockerfile of thousands of instructions', () => {
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
    { timeout: 20_000 },
    async () => {
      const { result, outcomes } = await build('LABEL and ENV', 4000);
      if (result.kind !== 'built') throw new Error('it failed');
      expect(outcomes.get('ENV k3999=v')?.imageId).toBe(sha256(encodeConfig(result.draft)));
      expect(new Set([...outcomes.values()].map(({ imageId }) => imageId)).size).toBe(4001);
    },
  );
});
