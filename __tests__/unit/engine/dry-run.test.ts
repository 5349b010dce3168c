import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { BlockedByStep, type DryRun } from '../../../src/engine/dry-run.js';
import { MemoryBuild, type Built } from '../../support/memory-build.js';

let machine: MemoryBuild;

beforeEach(async () => {
  machine = await MemoryBuild.create('dryRun');
  machine.files = { 'package.json': '{}', 'src/a.js': 'a' };
});

afterEach(() => machine.remove());

const TEXT = `FROM base AS one
COPY package.json /
RUN install
FROM base AS two
COPY src /src
RUN two
FROM one
ENV A=1
COPY --from=two /ran /two
RUN last
`;

async function predict(text: string): Promise<{ readonly built: Built; readonly dryRun: DryRun }> {
  const dryRun: DryRun = { blockedBy: new Map() };
  return { built: await machine.build(text, { dryRun }), dryRun };
}

describe('a look ahead', () => {
  it('knows the whole build where all steps hit', async () => {
    await machine.build(TEXT);
    const commands = machine.runner.commands.length;
    const { built, dryRun } = await predict(TEXT);
    expect(built.result.kind).toBe('built');
    expect(new Set(built.statuses)).toEqual(new Set(['hit', 'duplicate']));
    expect([...dryRun.blockedBy]).toEqual([]);
    expect(machine.runner.commands).toHaveLength(commands);
  });

  it('runs nothing, says of each stage where it would begin to, and what waits for that', async () => {
    await machine.build(TEXT);
    const ran = [...machine.runner.commands];
    machine.files = { ...machine.files, 'src/a.js': 'changed' };
    const { built, dryRun } = await predict(TEXT);
    expect(built.result).toMatchObject({ kind: 'failed', error: expect.any(BlockedByStep) as unknown });
    expect(machine.runner.commands).toEqual(ran);
    expect(built.statuses.slice(0, 3), 'the other stage is gone over to its end').toEqual(['hit', 'hit', 'hit']);
    const running = built.events.flatMap((event) => (event.type === 'step-running' ? [event.step] : []));
    expect(running).toEqual([5]);
    expect([...dryRun.blockedBy].sort(([a], [b]) => a - b)).toEqual([
      [6, 5],
      [9, 5],
      [10, 5],
    ]);
  });

  it('continues after a step that only changes the config', async () => {
    await machine.build(TEXT);
    const { built, dryRun } = await predict(TEXT.replace('A=1', 'A=2'));
    // A COPY does not look at the environment, a RUN does.
    expect(built.outcomes.get('ENV A=2')?.status).toBe('miss');
    expect(built.outcomes.get('COPY --from=two /ran /two')?.status).toBe('hit');
    expect([...dryRun.blockedBy]).toEqual([]);
    expect(built.events.flatMap((event) => (event.type === 'step-running' ? [event.step] : []))).toEqual([8, 10]);
  });

  it('says what a stage that begins with another one waits for', async () => {
    const { dryRun } = await predict('FROM base AS one\nRUN a\nFROM one\nRUN b');
    expect([...dryRun.blockedBy]).toEqual([
      [3, 2],
      [4, 2],
    ]);
  });
});
