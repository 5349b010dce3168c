import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { InfraError } from '../../../../src/errors.js';
import { numberAcrossPlatforms } from '../../../../src/engine/plan/number-steps.js';
import { StepFlights } from '../../../../src/engine/schedule/step-flights.js';
import { CommandFailed } from '../../../../src/errors.js';
import { AMD64, MemoryBuild, planOf, type Built } from '../../../support/memory-build.js';

const ARM64 = { os: 'linux', architecture: 'arm64' };
const TEXT = `FROM --platform=$BUILDPLATFORM base AS same
COPY file /file
RUN compile
FROM base
COPY --from=same /file /file
ARG TARGETARCH
RUN link
`;

/** The plans of two platforms, which run at the same time. */
describe('plans side by side', () => {
  let machine: MemoryBuild;

  beforeEach(async () => {
    machine = await MemoryBuild.create('side-by-side');
    machine.files = { file: 'content' };
  });

  afterEach(() => machine.remove());

  async function buildBoth(text = TEXT, noCache = false): Promise<readonly [Built, Built]> {
    const flights = new StepFlights();
    const plans = await Promise.all(
      [AMD64, ARM64].map((platform) => planOf(text, machine.bases, { platform, platformGiven: true })),
    );
    const [first, second] = numberAcrossPlatforms(plans);
    if (first === undefined || second === undefined) throw new Error('no plans');
    return Promise.all([machine.run(first, { noCache }, flights), machine.run(second, { noCache }, flights)]);
  }

  it.each([[false], [true]])('do once what is common, also without a cache (%s)', async (noCache) => {
    const [first, second] = await buildBoth(TEXT, noCache);
    expect(machine.runner.commands.filter((command) => command === 'compile')).toHaveLength(1);
    expect(machine.runner.commands.filter((command) => command === 'link')).toHaveLength(2);
    for (const common of ['COPY file /file', 'RUN compile']) {
      const statuses = [first, second].map(({ outcomes }) => outcomes.get(common)?.status);
      expect(statuses.sort(), common).toEqual(['duplicate', 'miss']);
    }
    expect([first, second].map(({ outcomes }) => outcomes.get('RUN link')?.status)).toEqual(['miss', 'miss']);
    expect([first.result.kind, second.result.kind]).toEqual(['built', 'built']);
  });

  it('do again nothing that a later build finds', async () => {
    await buildBoth();
    const before = machine.runner.commands.length;
    const both = await buildBoth();
    expect(machine.runner.commands).toHaveLength(before);
    for (const { statuses } of both) expect(statuses).not.toContain('miss');
  });

  it('do not repeat a command that fails', async () => {
    machine.runner.scripts.set('compile', () => 3);
    const both = await buildBoth();
    expect(machine.runner.commands).toEqual(['compile']);
    for (const { result } of both)
      expect(result).toMatchObject({ kind: 'failed', error: expect.any(CommandFailed) as unknown });
  });

  it('try by themselves what another could not do for a reason of its own', async () => {
    let attempts = 0;
    machine.runner.scripts.set('compile', () => {
      if (++attempts === 1) throw new InfraError('the worker ended');
      return { made: 'made' };
    });
    const kinds = (await buildBoth()).map(({ result }) => result.kind);
    expect(kinds.sort()).toEqual(['built', 'failed']);
    expect(attempts).toBe(2);
  });
});
