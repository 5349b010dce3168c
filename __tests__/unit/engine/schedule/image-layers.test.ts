import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { DryRun } from '../../../../src/engine/dry-run.js';
import { MemoryBuild } from '../../../support/memory-build.js';

describe('the layers of the image, while it is built', () => {
  let machine: MemoryBuild;
  /** Commands that have begun, and the digests of layers, in order and each once. */
  let told: string[];

  beforeEach(async () => {
    machine = await MemoryBuild.create('image-layers');
    told = [];
    machine.imageLayer = ({ blob }) => {
      if (!told.includes(blob.digest)) told.push(blob.digest);
    };
    for (const command of ['one', 'two', 'tools']) {
      machine.runner.scripts.set(command, () => {
        told.push(command);
        return { [command]: command };
      });
    }
  });
  afterEach(() => machine.remove());

  it('are told when they are known: a step’s before the next step begins', async () => {
    const { layers } = await machine.build('FROM base AS below\nRUN one\nFROM below\nENV a=b\nRUN two');
    const [base, one, two] = layers;
    expect(told).toEqual([base, 'one', one, 'two', two]);
  });

  it('are told when the steps hit, too', async () => {
    const text = 'FROM base\nRUN one\nRUN two';
    const { layers } = await machine.build(text);
    told = [];
    await machine.build(text);
    expect(told).toEqual(layers);
  });

  it('are not those of stages that it only copies from', async () => {
    const text = 'FROM base AS tools\nRUN tools\nFROM base\nRUN one\nCOPY --from=tools /tools /tools';
    const { layers } = await machine.build(text);
    expect(told.filter((line) => line.startsWith('sha256:'))).toEqual(layers);
  });

  it('are told up to the step that fails', async () => {
    machine.runner.scripts.set('two', () => 1);
    const { layers, result } = await machine.build('FROM base\nRUN one\nRUN two\nRUN one more');
    expect(result.kind).toBe('failed');
    expect(told).toEqual([layers[0], 'one', layers[1]]);
  });

  it('are not told in a dry run', async () => {
    const text = 'FROM base\nRUN one';
    await machine.build(text);
    told = [];
    const dryRun: DryRun = { blockedBy: new Map() };
    await machine.build(text, { dryRun });
    expect(told).toEqual([]);
  });
});
