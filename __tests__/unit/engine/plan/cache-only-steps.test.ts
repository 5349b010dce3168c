import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { cacheOnlySteps } from '../../../../src/engine/plan/cache-only-steps.js';
import { nodeZstd } from '../../../../src/layer/compression/node-zstd.js';
import { kindOfLayer } from '../../../../src/layer/compression/recompress.js';
import { MemoryBuild } from '../../../support/memory-build.js';
import { plan } from '../../../support/plans.js';

/** The instructions whose layers only caches will have. */
async function cacheOnly(text: string, target?: string): Promise<readonly string[]> {
  const planned = await plan(text, target === undefined ? {} : { target });
  const numbers = cacheOnlySteps(planned);
  return planned.steps.filter(({ number }) => numbers.has(number)).map(({ instruction }) => instruction);
}

const TWO = `FROM base AS deps
RUN install
FROM deps AS build
RUN compile
FROM base AS last
COPY --from=build /out /out
RUN finish`;

describe('the steps whose layers only caches have', () => {
  it('are those of stages that the image does not begin with', async () => {
    expect(await cacheOnly(TWO)).toEqual(['FROM base AS deps', 'RUN install', 'FROM deps AS build', 'RUN compile']);
    expect(await cacheOnly(TWO, 'build')).toEqual([]);
    expect(await cacheOnly(TWO, 'deps')).toEqual([]);
    expect(await cacheOnly('FROM base\nRUN a')).toEqual([]);
  });

  it('are not those of the stages below the target', async () => {
    expect(await cacheOnly(`${TWO}\nFROM build\nRUN test`)).toEqual([]);
    expect(await cacheOnly(`${TWO}\nFROM last\nRUN test`)).toEqual([
      'FROM base AS deps',
      'RUN install',
      'FROM deps AS build',
      'RUN compile',
    ]);
  });

  it('are not those that the image has too: equal steps have the same layer', async () => {
    const text = 'FROM base AS build\nWORKDIR /app\nRUN compile\nFROM base\nWORKDIR /app\nCOPY --from=build /app /app';
    expect(await cacheOnly(text)).toEqual(['FROM base AS build', 'RUN compile']);
  });
});

describe('a layer of a build', () => {
  let machine: MemoryBuild;
  beforeEach(async () => {
    machine = await MemoryBuild.create('cache-only-steps');
    machine.files = { a: 'a', b: 'b' };
  });
  afterEach(() => machine.remove());

  it('is compressed as its place says, and its key does not tell', async () => {
    const stages = `FROM base AS build
COPY a .
RUN compile
FROM base
COPY b .
COPY --from=build /ran /out
RUN finish`;
    const built = await machine.build(stages);
    expect(machine.runner.requests.map(({ cacheOnly }) => cacheOnly)).toEqual([true, false]);
    const own = nodeZstd === undefined ? 'gzip' : 'zstd';
    const kinds = new Map(
      [...machine.cache.records.values()].flatMap(({ instruction, layer }) =>
        layer === undefined ? [] : [[instruction, kindOfLayer(layer.blob.mediaType)] as const],
      ),
    );
    expect(Object.fromEntries(kinds)).toEqual({
      'COPY a .': own,
      'RUN compile': own,
      'COPY b .': 'gzip',
      'COPY --from=build /ran /out': 'gzip',
      'RUN finish': 'gzip',
    });
    const again = await machine.build(stages, { target: 'build' });
    expect(again.statuses).toEqual(['hit', 'hit', 'hit']);
    expect(built.result.kind).toBe('built');
  });

  it.runIf(nodeZstd !== undefined)('is that of the image, where a step of another stage makes the same', async () => {
    const text = 'FROM base AS build\nRUN compile\nFROM base\nCOPY --from=build /ran /ran';
    const built = await machine.build(text);
    const layers = [...machine.cache.records.values()].flatMap(({ layer }) => layer ?? []);
    expect(new Set(layers.map(({ blob }) => blob.digest)).size).toBe(1);
    expect(layers.every(({ blob }) => kindOfLayer(blob.mediaType) === 'gzip')).toBe(true);
    expect(built.layers).toHaveLength(2);
    // What runs again on another machine keeps it.
    const again = await machine.build(text, { noCache: true });
    expect(again.layers).toEqual(built.layers);
  });
});
