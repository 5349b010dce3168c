import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { InfraError } from '../../../src/errors.js';
import { MemoryBuild } from '../../support/memory-build.js';

const APP = `FROM base
COPY file /
RUN compile
`;

let machine: MemoryBuild;

beforeEach(async () => {
  machine = await MemoryBuild.create('copy-while-unpacking');
  machine.files = { file: 'content' };
});

afterEach(() => machine.remove());

describe('a COPY below a RUN', () => {
  it('makes its layer while its image is unpacked, and ends when both are done', async () => {
    const order: string[] = [];
    let unpacked = (): void => undefined;
    // It would never end if the layer waited for it.
    machine.runner.unpack = () =>
      new Promise<void>((resolve) => (unpacked = resolve)).then(() => void order.push('unpacked'));
    const take = machine.layers.take.bind(machine.layers);
    machine.layers.take = (made) => {
      order.push('taken');
      return take(made);
    };
    const newIngest = machine.layers.newIngest.bind(machine.layers);
    machine.layers.newIngest = () => {
      machine.runner.unpack = () => Promise.resolve();
      unpacked();
      return newIngest();
    };
    const built = await machine.build(APP);
    expect(built.result.kind).toBe('built');
    expect(order).toEqual(['unpacked', 'taken', 'taken']);
  });

  it('waits where unpacking makes the index that it needs', async () => {
    const indexedBefore: number[] = [];
    machine.layers.hasIndex = () => Promise.resolve(false);
    machine.runner.unpack = () =>
      new Promise((resolve) => setTimeout(resolve, 20)).then(
        () => void indexedBefore.push(machine.layers.indexed.length),
      );
    const built = await machine.build(APP);
    expect(built.result.kind).toBe('built');
    expect(indexedBefore[0]).toBe(0);
    expect(machine.layers.indexed.length).toBeGreaterThan(0);
  });

  it('leaves no layer behind when its image cannot be unpacked', async () => {
    machine.runner.unpack = () => Promise.reject(new InfraError('the disk is full'));
    const built = await machine.build(APP);
    expect(built.result).toMatchObject({ kind: 'failed', error: { message: 'the disk is full' } });
    expect(machine.layers.dropped).toHaveLength(1);
  });
});
