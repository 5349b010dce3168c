import { describe, expect, it } from 'vitest';

import { HttpError } from '../../../src/http/http-error.js';
import { RetryBudget } from '../../../src/http/retry.js';
import { RETRY_REQUIRED } from '../../../src/http/retry-policy.js';
import { findBase } from '../../../src/registry/find-base.js';
import { FakeClock } from '../../support/http-client.js';

const SIGNAL = new AbortController().signal;
const HTTP = new URL('http://host:5000/');
const HTTPS = new URL('https://host:5000/');

const REFUSED = new HttpError('refused', { retryable: true, url: HTTP });
const HUNG_UP = new HttpError('hung up', { retryable: true, url: HTTP });
const NO_TLS = new HttpError('wrong version number', { retryable: false, url: HTTPS });
const DENIED = new HttpError('answered 503', { retryable: true, url: HTTP, status: 503 });

/** What a port answers: a status, or an error. */
type Answer = number | HttpError;

describe('findBase', () => {
  /** @param answers of each address, one for each time that it is asked; the last one stays */
  async function find(
    bases: readonly [URL, ...URL[]],
    answers: Readonly<Record<string, readonly [Answer, ...Answer[]]>>,
  ): Promise<{ readonly found: string; readonly asked: readonly string[]; readonly waits: number }> {
    const asked: string[] = [];
    const clock = new FakeClock();
    const budget = new RetryBudget(RETRY_REQUIRED, clock, () => 0);
    const result = await findBase(bases, budget, SIGNAL, (base) => {
      const list = answers[base.protocol] ?? [200];
      const answer = list[Math.min(asked.filter((one) => one === base.protocol).length, list.length - 1)] ?? 200;
      asked.push(base.protocol);
      return answer instanceof HttpError ? Promise.reject(answer) : Promise.resolve(answer);
    }).then(
      (base) => base.protocol,
      (error: unknown) => {
        if (error instanceof HttpError) return `${error.message}, ${error.attempts} attempts`;
        throw error;
      },
    );
    return { found: result, asked, waits: clock.waits.length };
  }

  it.each<[string, Record<string, readonly [Answer, ...Answer[]]>, string, readonly string[]]>([
    ['speaks http', { 'http:': [200] }, 'http:', ['http:']],
    ['wants a login', { 'http:': [401] }, 'http:', ['http:']],
    ['speaks TLS, and hangs up', { 'http:': [HUNG_UP], 'https:': [200] }, 'https:', ['http:', 'https:']],
    ['speaks TLS, and answers 400', { 'http:': [400], 'https:': [401] }, 'https:', ['http:', 'https:']],
    ['speaks http, and answers 400', { 'http:': [400], 'https:': [NO_TLS] }, 'http:', ['http:', 'https:']],
    ['breaks off once', { 'http:': [HUNG_UP, 200], 'https:': [NO_TLS] }, 'http:', ['http:', 'https:', 'http:']],
  ])('on this machine, where the port %s', async (_, answers, found, asked) => {
    expect(await find([HTTP, HTTPS], answers)).toMatchObject({ found, asked });
  });

  it('waits for a registry that is about to start', async () => {
    const answers = { 'http:': [REFUSED, REFUSED, 200], 'https:': [REFUSED] } as const;
    expect(await find([HTTP, HTTPS], answers)).toMatchObject({ found: 'http:', waits: 2 });
  });

  it('gives up with the error that says what is wrong', async () => {
    const { found } = await find([HTTP, HTTPS], { 'http:': [HUNG_UP], 'https:': [NO_TLS] });
    expect(found).toBe('hung up, 6 attempts');
    expect((await find([HTTPS], { 'https:': [NO_TLS] })).found).toBe('wrong version number, 1 attempts');
  });

  it('asks a registry that is named insecure by http when https fails', async () => {
    const { found, waits } = await find([HTTPS, HTTP], { 'https:': [NO_TLS], 'http:': [200] });
    expect([found, waits]).toEqual(['http:', 0]);
  });

  it('does not take an answer for the wrong address', async () => {
    const { found, asked } = await find([HTTP, HTTPS], { 'http:': [DENIED, 200] });
    expect([found, asked]).toEqual(['http:', ['http:', 'http:']]);
  });
});
