import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { file, type MemoryNode } from '../../support/memory-tree.js';
import { tarBytes } from '../../support/tar-bytes.js';
import { MemoryBuild, planOf, type Built, SETTINGS } from '../../support/memory-build.js';
import { numberAcrossPlatforms } from '../../../src/engine/plan/number-steps.js';
import { EngineBug, InfraError } from '../../../src/errors.js';

let machine: MemoryBuild;

beforeEach(async () => {
  machine = await MemoryBuild.create('engine');
  machine.files = { 'package.json': '{}', 'src/a.js': 'a', 'src/b.js': 'b' };
});

afterEach(() => machine.remove());

const APP = `ARG V=1
FROM base AS build
WORKDIR /app
COPY package.json .
RUN install
COPY src src
RUN compile
CMD ["run"]
`;

function reasonOf(built: Built, instruction: string): string | undefined {
  return built.reasons.get(instruction);
}

describe('a second build', () => {
  it('hits every step, runs nothing and gives the same image to the byte', async () => {
    const first = await machine.build(APP);
    expect(first.statuses).toEqual(Array(8).fill('miss'));
    expect(reasonOf(first, 'RUN install')).toBe('first build here, or nothing is kept of earlier ones');
    const ran = machine.runner.requests.length;
    const second = await machine.build(APP);
    expect(second.statuses).toEqual(Array(8).fill('hit'));
    expect(machine.runner.requests).toHaveLength(ran);
    expect(second.config).toEqual(first.config);
    expect(second.layers).toEqual(first.layers);
    expect(second.events.some((event) => event.type === 'step-running')).toBe(false);
  });

  it('reads no layer and no file of the context beyond its digest', async () => {
    await machine.build(APP);
    machine.layers.indexed.length = 0;
    await machine.build(APP);
    expect(machine.layers.indexed).toEqual([]);
  });

  it('misses from a changed file on, and says which', async () => {
    await machine.build(APP);
    machine.files = { ...machine.files, 'src/b.js': 'changed' };
    const second = await machine.build(APP);
    expect(second.statuses).toEqual(['hit', 'hit', 'hit', 'hit', 'hit', 'miss', 'miss', 'miss']);
    expect(reasonOf(second, 'COPY src src')).toBe('src/b.js modified');
    expect(reasonOf(second, 'RUN compile')).toBe('because of step 6');
    expect(machine.runner.commands).toEqual(['install', 'compile', 'compile']);
  });

  it('names the files that came and went', async () => {
    await machine.build(APP);
    machine.files = { 'package.json': '{}', 'src/a.js': 'a', 'src/c.js': 'c' };
    expect(reasonOf(await machine.build(APP), 'COPY src src')).toBe('src/c.js added, src/b.js removed');
  });

  it('after going back to what was, hits again', async () => {
    const first = await machine.build(APP);
    const { files } = machine;
    machine.files = { ...files, 'src/b.js': 'changed' };
    await machine.build(APP);
    machine.files = files;
    const third = await machine.build(APP);
    expect(third.statuses).toEqual(Array(8).fill('hit'));
    expect(third.layers).toEqual(first.layers);
  });

  it('runs a step again when its layer is lost, and says so', async () => {
    const first = await machine.build(APP);
    const lost = first.outcomes.get('RUN install')?.layer?.digest;
    if (lost === undefined) throw new Error('RUN install made no layer');
    machine.layers.lost.add(lost);
    const second = await machine.build(APP);
    expect(reasonOf(second, 'RUN install')).toBe('its result is no longer in the cache');
    // It is made anew, with the same content: what stands on it stays.
    expect(second.statuses).toEqual(['hit', 'hit', 'hit', 'hit', 'miss', 'hit', 'hit', 'hit']);
  });

  it('recognises steps by what they do, wherever they are in the Dockerfile', async () => {
    await machine.build('FROM base AS one\nRUN x');
    const second = await machine.build('FROM base AS two\nRUN   x');
    expect(second.statuses).toEqual(['hit', 'hit']);
    // The record is of another stage; what the next build is told is this one's.
    machine.files = {};
    const third = await machine.build('FROM base AS two\nRUN y');
    expect(reasonOf(third, 'RUN y')).toBe('instruction edited, was `RUN   x`');
  });
});

describe('early cutoff', () => {
  it('keeps the layer of a RUN that ran again with the same result, and hits all above', async () => {
    machine.runner.scripts.set('generate', () => ({ out: 'always the same' }));
    const text = 'FROM base\nCOPY src /src\nRUN generate\nRUN more\nCOPY package.json /\nRUN last';
    const first = await machine.build(text);
    machine.files = { ...machine.files, 'src/a.js': 'changed' };
    const second = await machine.build(text);
    // The COPY's layer differs, so each RUN on it runs again, and makes what it made before. The other COPY does not depend on it.
    expect(second.statuses).toEqual(['hit', 'miss', 'miss', 'miss', 'hit', 'miss']);
    expect(second.layers.slice(2)).toEqual(first.layers.slice(2));
    expect(machine.layers.dropped).toHaveLength(3);
  });

  // A job that packs the same files anew gives them new times: what stands on them is not to run again for that.
  it('goes for archives that only say other times, unless times are asked for', async () => {
    const packed = (mtime: number, mode = 0o644): MemoryNode =>
      file(tarBytes([{ name: 'f', content: 'F', mtime, mode }]));
    const text = 'FROM base\nADD a.tar /\nRUN more';
    machine.files = { 'a.tar': packed(1) };
    const first = await machine.build(text);
    machine.files = { 'a.tar': packed(2) };
    const second = await machine.build(text);
    expect(second.statuses).toEqual(['hit', 'miss', 'hit']);
    expect(reasonOf(second, 'ADD a.tar /')).toBe('a.tar modified');
    expect(second.layers).toEqual(first.layers);
    machine.files = { 'a.tar': packed(2, 0o600) };
    expect((await machine.build(text)).statuses).toEqual(['hit', 'miss', 'miss']);

    const dated = { sourceDateEpoch: 9 };
    machine.files = { 'a.tar': packed(1) };
    const third = await machine.build(text, dated);
    machine.files = { 'a.tar': packed(2) };
    const fourth = await machine.build(text, dated);
    expect(fourth.statuses).toEqual(['hit', 'miss', 'hit']);
    expect(fourth.layers.at(-2)).not.toBe(third.layers.at(-2));
    expect(fourth.layers.at(-1)).toBe(third.layers.at(-1));
  });

  it("uses the new snapshot for the layer that is kept, if that layer's index is here", async () => {
    machine.runner.scripts.set('generate', () => ({ out: 'always the same' }));
    const first = await machine.build('FROM base\nRUN generate');
    expect(machine.runner.kept).toEqual([]);
    await machine.build('FROM base\nRUN --network=none generate');
    const kept = first.result.kind === 'built' ? first.result.draft.layers.at(-1)?.diffId : undefined;
    expect(machine.runner.kept).toEqual([{ made: machine.layers.dropped[0], kept, index: kept }]);
    machine.layers.indexAtHand = () => Promise.resolve(undefined);
    const third = await machine.build('FROM base\nRUN --network=host generate', { noCache: true });
    expect(third.statuses).toEqual(['miss', 'miss']);
    expect(machine.runner.kept).toHaveLength(1);
  });

  it('ends with what the worker threw, unless that is only that there is no snapshot', async () => {
    machine.runner.scripts.set('generate', () => ({ out: 'always the same' }));
    await machine.build('FROM base\nRUN generate');
    machine.runner.keepSnapshot = () => Promise.reject(new InfraError('the worker is gone'));
    const second = await machine.build('FROM base\nRUN --network=none generate');
    expect([second.result.kind, second.statuses]).toEqual(['built', ['hit', 'miss']]);
    machine.runner.keepSnapshot = () => Promise.reject(new EngineBug('a bug'));
    const third = await machine.build('FROM base\nRUN generate', { noCache: true });
    expect(third.result).toMatchObject({ kind: 'failed', error: { message: 'a bug' } });
  });

  it('goes on hitting behind a step whose command changed but not its result', async () => {
    machine.runner.scripts.set('generate', () => ({ out: 'always the same' }));
    const first = await machine.build('FROM base\nRUN generate\nRUN more');
    const second = await machine.build('FROM base\nRUN --network=none generate\nRUN more');
    expect(second.statuses).toEqual(['hit', 'miss', 'hit']);
    expect(reasonOf(second, 'RUN --network=none generate')).toContain('instruction edited, was `RUN generate`');
    expect(second.layers).toEqual(first.layers);
    expect(machine.layers.dropped).toHaveLength(1);
  });

  it('lets a copied stage change without the copies', async () => {
    machine.runner.scripts.set('generate', () => ({ 'out/result': 'same', 'out/log': String(machine.runner.clock) }));
    const text = 'FROM base AS gen\nCOPY src /src\nRUN generate\nFROM base\nCOPY --from=gen /out/result /r\nRUN use';
    await machine.build(text);
    machine.files = { ...machine.files, 'src/a.js': 'changed' };
    const second = await machine.build(text);
    expect(second.statuses).toEqual(['hit', 'miss', 'miss', 'duplicate', 'hit', 'hit']);
  });
});

describe('COPY --from', () => {
  const TEXT = 'FROM base AS gen\nRUN generate\nFROM base\nCOPY --from=gen /ran /r';

  it("hits by the stage's snapshot, without any index being read", async () => {
    await machine.build(TEXT);
    expect(machine.layers.indexed.length).toBeGreaterThan(0);
    machine.layers.indexed.length = 0;
    expect((await machine.build(TEXT)).statuses).toEqual(['hit', 'hit', 'duplicate', 'hit']);
    expect(machine.layers.indexed).toEqual([]);
  });

  it('hits by content where the snapshot is another, and by the new snapshot the next time', async () => {
    await machine.build(TEXT);
    const other = TEXT.replace('FROM base AS gen', 'FROM base AS gen\nRUN unrelated');
    expect((await machine.build(other)).statuses.at(-1)).toBe('hit');
    machine.layers.indexed.length = 0;
    expect((await machine.build(other)).statuses.at(-1)).toBe('hit');
    expect(machine.layers.indexed).toEqual([]);
  });

  it('names the file that changed in the stage', async () => {
    const run = (content: string) => machine.runner.scripts.set('generate', () => ({ ran: content }));
    run('1');
    await machine.build(TEXT);
    run('2');
    // Another network, so that the RUN is done again.
    const second = await machine.build(TEXT, { run: { ...SETTINGS, network: 'none' } });
    expect(reasonOf(second, 'COPY --from=gen /ran /r')).toBe('/ran modified, because of step 2');
  });
});

describe('stages', () => {
  it('run side by side where they can', async () => {
    let started = 0;
    let release: () => void = () => undefined;
    const together = new Promise<void>((resolve) => {
      release = resolve;
    });
    const script = async (): Promise<Record<string, string>> => {
      started += 1;
      if (started === 2) release();
      await together;
      return { done: '1' };
    };
    machine.runner.scripts.set('left', script);
    machine.runner.scripts.set('right', script);
    // Were they one after the other, the first would wait for ever.
    const built = await machine.build(
      'FROM base AS l\nRUN left\nFROM base AS r\nRUN right\nFROM scratch\nCOPY --from=l /done /l\nCOPY --from=r /done /r',
    );
    expect(built.result.kind).toBe('built');
  });

  it('wait for the stages that they take from', async () => {
    const built = await machine.build(
      'FROM base AS a\nRUN first\nFROM a AS b\nRUN second\nFROM scratch\nCOPY --from=b /ran /',
    );
    expect(machine.runner.commands).toEqual(['first', 'second']);
    const order = built.events.flatMap((event) => (event.type === 'step-finished' ? [event.step] : []));
    expect(order.indexOf(2)).toBeLessThan(order.indexOf(3));
    expect(order.at(-1)).toBe(6);
  });

  it('run a step that is in two of them once', async () => {
    const built = await machine.build(
      'FROM base AS a\nRUN same\nFROM base AS b\nRUN same\nFROM scratch\nCOPY --from=a /ran /a\nCOPY --from=b /ran /b',
    );
    expect(machine.runner.commands).toEqual(['same']);
    expect(built.statuses).toEqual(['miss', 'miss', 'duplicate', 'duplicate', 'miss', 'miss', 'miss']);
    const reasons = built.events.flatMap((event) => (event.type === 'step-finished' ? [event.outcome.reason] : []));
    expect(reasons).toContainEqual({ kind: 'same-step' });
    expect(
      (
        await machine.build('FROM base AS a\nRUN same\nFROM base AS b\nRUN same\nFROM a\nCOPY --from=b /ran /b')
      ).statuses.slice(0, 4),
    ).toEqual(['hit', 'hit', 'duplicate', 'duplicate']);
  });

  it('that the target does not need are not built', async () => {
    await machine.build('FROM base\nRUN needed\nFROM base\nRUN not', { target: '0' });
    expect(machine.runner.commands).toEqual(['needed']);
  });
});

describe('--no-cache', () => {
  it('does everything again, keeps equal layers, and leaves records for the next build', async () => {
    const first = await machine.build(APP);
    const second = await machine.build(APP, { noCache: true });
    expect(second.statuses).toEqual(Array(8).fill('miss'));
    expect(reasonOf(second, 'RUN install')).toBe('the cache was switched off (--no-cache)');
    expect(second.layers).toEqual(first.layers);
    expect((await machine.build(APP)).statuses).toEqual(Array(8).fill('hit'));
  });

  it('can be for some stages only, which others then take equal results from', async () => {
    const text = 'FROM base AS deps\nRUN install\nFROM base\nCOPY --from=deps /ran /a\nRUN compile';
    await machine.build(text);
    const second = await machine.build(text, { noCache: new Set(['deps']) });
    expect(second.statuses).toEqual(['miss', 'miss', 'duplicate', 'hit', 'hit']);
    expect(reasonOf(second, 'RUN install')).toBe('the cache was switched off for its stage (--no-cache-filter)');
  });

  it('still runs equal steps of two stages once', async () => {
    await machine.build('FROM base AS a\nRUN same\nFROM base\nRUN same\nCOPY --from=a /ran /a', { noCache: true });
    expect(machine.runner.commands).toEqual(['same']);
  });
});

describe('a context that changes', () => {
  it('takes a file that has become a directory since the last build, and one that has become a file again', async () => {
    const text = 'FROM base\nCOPY it /it\nCOPY . /all/';
    machine.files = { it: 'x' };
    const first = await machine.build(text);
    machine.files = { 'it/inner': 'x' };
    const second = await machine.build(text);
    expect(second.statuses).toEqual(['hit', 'miss', 'miss']);
    expect(second.layers).not.toEqual(first.layers);
    machine.files = { it: 'x' };
    const third = await machine.build(text);
    expect(third.statuses).toEqual(['hit', 'hit', 'hit']);
    expect(third.layers).toEqual(first.layers);
  });
});

describe('several platforms', () => {
  it('are numbered as one build, each with stages of its own', async () => {
    const text = 'ARG a=1\nFROM base AS x\nRUN y';
    const arm = { os: 'linux', architecture: 'arm64' };
    const plans = await Promise.all([
      planOf(text, machine.bases, { platformGiven: true }),
      planOf(text, machine.bases, { platformGiven: true, platform: arm }),
    ]);
    const numbered = numberAcrossPlatforms(plans);
    expect(
      numbered.flatMap((plan) => plan.steps.map(({ number, total, stage }) => `${number}/${total} ${stage}`)),
    ).toEqual([
      '1/6 linux/amd64',
      '2/6 linux/amd64 x',
      '3/6 linux/amd64 x',
      '4/6 linux/arm64',
      '5/6 linux/arm64 x',
      '6/6 linux/arm64 x',
    ]);
    const [first] = plans;
    expect(numberAcrossPlatforms([first])[0]).toBe(first);
    const built = [await machine.run(numbered[0]!), await machine.run(numbered[1]!)];
    // Of another platform, so not the same step.
    expect(machine.runner.commands).toEqual(['y', 'y']);
    expect(built.map(({ config }) => config.architecture)).toEqual(['amd64', 'arm64']);
    const steps = built[1]!.events.flatMap((event) => (event.type === 'step-finished' ? [event.step] : []));
    expect(steps).toEqual([4, 5, 6]);
  });
});
