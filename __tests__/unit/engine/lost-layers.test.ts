import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { LayersLost } from '../../../src/engine/layers-lost.js';
import { MemoryBuild, type Built } from '../../support/memory-build.js';

let machine: MemoryBuild;

beforeEach(async () => {
  machine = await MemoryBuild.create('lost-layers');
  machine.files = { 'package.json': '{}', 'src/a.js': 'a', 'src/b.js': '', 'src/c.js': '' };
});

afterEach(() => machine.remove());

const APP = `FROM base AS build
WORKDIR /app
COPY package.json .
RUN install
COPY src src
RUN compile
`;

function layerOf(built: Built, instruction: string) {
  const digest = built.outcomes.get(instruction)?.layer?.digest;
  if (digest === undefined) throw new Error(`${instruction} made no layer`);
  return digest;
}

/** The blobs of these steps can be had no more; their records and indexes can. */
function forget(built: Built, ...instructions: readonly string[]): void {
  for (const instruction of instructions) machine.layers.gone.add(layerOf(built, instruction));
}

describe('a hit whose bytes are gone', () => {
  it('stays a hit where nothing needs them', async () => {
    const first = await machine.build(APP);
    forget(first, 'RUN install', 'RUN compile');
    const second = await machine.build(APP);
    expect(second.statuses).toEqual(Array(6).fill('hit'));
    expect(second.layers).toEqual(first.layers);
  });

  it('becomes a miss if a RUN builds on it, and every other step runs once', async () => {
    const first = await machine.build(APP);
    forget(first, 'RUN install');
    machine.files = { ...machine.files, 'src/a.js': 'changed' };
    const second = await machine.build(APP);
    expect(second.statuses).toEqual(['hit', 'hit', 'hit', 'miss', 'miss', 'miss']);
    expect(second.reasons.get('RUN install')).toBe('its result is no longer in the cache');
    expect(second.reasons.get('COPY src src')).toBe('src/a.js modified');
    expect(machine.runner.commands).toEqual(['install', 'compile', 'install', 'compile']);
    expect(second.result.kind).toBe('built');
  });

  it('reports a step again only if something changed', async () => {
    const first = await machine.build(APP);
    forget(first, 'RUN install');
    machine.files = { ...machine.files, 'src/a.js': 'changed' };
    const { events } = await machine.build(APP);
    const started = events.flatMap((event) => (event.type === 'step-started' ? [event.step] : []));
    const finished = events.flatMap((event) => (event.type === 'step-finished' ? [event.step] : []));
    // The images that end with 5 and 6 have other bytes below than in the first pass.
    expect(finished).toEqual([1, 2, 3, 4, 5, 4, 5, 6]);
    expect(started).toEqual([1, 2, 3, 4, 5, 6, 4, 5, 6]);
    expect(events.some((event) => event.type === 'step-failed')).toBe(false);
  });

  it('is found out layer by layer, however many are gone', async () => {
    const text = `${APP}RUN one\nRUN two\nRUN three\n`;
    const first = await machine.build(text);
    forget(first, 'RUN install', 'RUN compile', 'RUN one', 'RUN two');
    const second = await machine.build(text.replace('RUN three', 'RUN other'));
    expect(second.result.kind).toBe('built');
    expect(second.statuses).toEqual(['hit', 'hit', 'hit', 'miss', 'hit', 'miss', 'miss', 'miss', 'miss']);
  });

  it('ends the build when making it again does not help', async () => {
    const first = await machine.build(APP);
    forget(first, 'RUN install');
    const take = machine.layers.take.bind(machine.layers);
    // A store that loses what it is given.
    machine.layers.take = async (made) => {
      const layer = await take(made);
      machine.layers.gone.add(layer.blob.digest);
      return layer;
    };
    machine.files = { ...machine.files, 'src/a.js': 'changed' };
    const { result } = await machine.build(APP);
    expect(result.kind).toBe('failed');
    expect(result.kind === 'failed' && result.error).toBeInstanceOf(LayersLost);
  });
});

describe('a layer of the build context', () => {
  it('is made again byte by byte, with the times that it had', async () => {
    const first = await machine.build(APP);
    forget(first, 'COPY package.json .', 'COPY src src');
    const second = await machine.build(APP.replace('RUN compile', 'RUN other'));
    expect(second.statuses).toEqual(['hit', 'hit', 'hit', 'hit', 'hit', 'miss']);
    expect(second.layers.slice(0, -1)).toEqual(first.layers.slice(0, -1));
    expect(machine.layers.gone.size).toBe(0);
  });

  it('is marked in its record as a layer that no cache needs to keep', async () => {
    await machine.build(APP);
    const marked = [...machine.cache.records.values()].filter((record) => record.remakes === true);
    expect(new Set(marked.map((record) => record.instruction))).toEqual(
      new Set(['COPY package.json .', 'COPY src src']),
    );
  });

  it('is lost where the compressor gives other bytes', async () => {
    const first = await machine.build(APP);
    forget(first, 'COPY src src');
    const addMaker = machine.layers.addMaker.bind(machine.layers);
    machine.layers.addMaker = (layer, make) => {
      addMaker(layer, async (index, signal) => {
        const made = await make(index, signal);
        return made && { ...made, blob: { ...made.blob, digest: first.layers[0] as typeof made.blob.digest } };
      });
    };
    const second = await machine.build(APP.replace('RUN compile', 'RUN other'));
    expect(second.statuses).toEqual(['hit', 'hit', 'hit', 'hit', 'miss', 'miss']);
  });
});

describe('early cutoff', () => {
  it('keeps the time of the run that made the layer, so that the image is the same', async () => {
    const text = 'FROM base\nCOPY package.json /\nRUN install\nRUN compile\n';
    machine.runner.scripts.set('install', () => ({ out: 'same' }));
    const first = await machine.build(text);
    machine.files = { 'package.json': '{ }' };
    const second = await machine.build(text);
    machine.files = { 'package.json': '{}' };
    expect(second.statuses).toEqual(['hit', 'miss', 'miss', 'miss']);
    const history = (built: Built) => built.config.history?.find((entry) => entry.created_by?.includes('install'));
    expect(history(second)?.created).toBe(history(first)?.created);
  });
});
