import { describe, expect, it } from 'vitest';

import { planOf } from '../../support/memory-build.js';
import { bases, plan } from '../../support/plans.js';

describe('ONBUILD triggers', () => {
  it("run before the stage's own instructions, at the line of FROM, and are gone from the image", async () => {
    const { stages } = await plan('FROM base AS tools\nFROM with-triggers\nRUN own');
    const last = stages.at(-1);
    expect(last?.steps.map(({ text, trigger, range }) => [text, trigger, range.start])).toEqual([
      ['ENV from=trigger', true, 2],
      ['RUN first', true, 2],
      ['COPY --from=tools /t /t', true, 2],
      ['RUN own', false, 3],
    ]);
    expect(last?.end.image.config.OnBuild).toBeUndefined();
    expect(last?.end.environment.get('from')).toBe('trigger');
  });

  it('of a stage run in each stage on it, and not in the next one', async () => {
    const { stages } = await plan('FROM base AS a\nONBUILD RUN t\nFROM a AS b\nRUN b\nFROM b\nRUN c');
    expect(stages.map(({ steps }) => steps.map(({ text }) => text))).toEqual([
      ['ONBUILD RUN t'],
      ['RUN t', 'RUN b'],
      ['RUN c'],
    ]);
    expect(stages.map(({ end }) => end.image.config.OnBuild?.value)).toEqual([['RUN t'], undefined, undefined]);
  });

  it('resolve the images that they copy from', async () => {
    const planned = await plan('FROM with-image-trigger');
    expect([...planned.copied.images.keys()]).toEqual(['other']);
  });

  it.each([
    ['FROM x', "FROM isn't allowed as an ONBUILD trigger"],
    ['RUN a\nRUN b', 'single expression'],
    ['# nothing', 'single expression'],
    ['NOPE', 'unknown instruction: NOPE'],
    ['COPY --from=9 a b', 'invalid stage index 9'],
  ])('of an image that read %j are refused at FROM', async (trigger, message) => {
    const known = bases();
    known.add('bad', { OnBuild: [trigger] });
    await expect(planOf('ARG x\n\nFROM bad', known)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message) as unknown,
      location: { file: 'Dockerfile', line: 3 },
    });
  });
});
