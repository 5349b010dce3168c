import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as crypto from 'node:crypto';

import { MemoryBuild } from '../../support/memory-build.js';

vi.mock('node:crypto', { spy: true });

/** Slow hashes are of values from outside (docs/adr/0011-values-in-records.md): each takes longer than looking at a whole layer. */
describe('the values of build arguments', () => {
  let machine: MemoryBuild;
  beforeEach(async () => {
    machine = await MemoryBuild.create('slow-hashes');
    machine.files = { a: 'a' };
    vi.mocked(crypto.scrypt).mockClear();
  });
  afterEach(() => machine.remove());

  const hashed = (): readonly unknown[] => vi.mocked(crypto.scrypt).mock.calls.map(([text]) => text);

  const TEXT = `ARG FIRST
FROM base AS one
ARG FIRST
ARG SECOND=default
RUN use $FIRST and $SECOND
RUN use $SECOND again
COPY a /$SECOND
FROM one AS two
ARG FIRST
ARG THIRD
ENV VALUE=$SECOND
RUN use $THIRD of $FIRST
FROM base
COPY --from=two /bin /bin-$FIRST`;

  it('are hashed once each, however many steps and stages use them, and not again in the next build', async () => {
    machine.runner.scripts.set('', () => ({}));
    const buildArgs = { FIRST: 'the first value', SECOND: 'the second value', THIRD: 'the third value' };
    await machine.build(TEXT, { buildArgs });
    expect(hashed().toSorted()).toEqual(Object.values(buildArgs).toSorted());
    await machine.build(TEXT, { buildArgs });
    expect(hashed()).toHaveLength(3);
  });

  it('are not hashed if none is given', async () => {
    await machine.build(TEXT);
    expect(hashed()).toEqual([]);
  });
});
