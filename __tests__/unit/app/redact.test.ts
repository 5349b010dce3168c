import { describe, expect, it } from 'vitest';

import { maskOf, redact, redacting } from '../../../src/app/redact.js';
import type { BuildEvent } from '../../../src/engine/events.js';
import { EngineBug, InfraError, UserError } from '../../../src/errors.js';
import { renderError } from '../../../src/report/console/render-error.js';
import { miss, output, plan } from '../report/events.js';

const mask = await maskOf({ secrets: [{ id: 'a', kind: 'value', value: Buffer.from('hunter2') }] }, ['job-token']);

describe('a build without its secrets', () => {
  it('masks values everywhere in every event', () => {
    const told: BuildEvent[] = [];
    const sink = redacting((event) => told.push(event), mask);
    for (const event of [plan('COPY hunter2 /job-token'), ...miss(1, 'hunter2', '')]) sink(event);
    sink({ type: 'notice', message: 'a hunter2 b' });
    expect(JSON.stringify(told)).not.toMatch(/hunter2|job-token/);
    expect(told[0]).toMatchObject({ steps: [{ instruction: 'COPY *** /***', number: 1 }] });
    expect(told.at(-1)).toEqual({ type: 'notice', message: 'a *** b' });
  });

  it('knows an event still, although a secret is one of its words', async () => {
    const words = ['step-finished', 'miss', 'files', 'modified', 'changed', 'cache', 'unchanged'];
    const secrets = words.map((word) => ({ id: word, kind: 'value' as const, value: Buffer.from(word) }));
    const told: BuildEvent[] = [];
    const sink = redacting((event) => told.push(event), await maskOf({ secrets }));
    const events = miss(1, 'a modified', '');
    for (const event of events) sink(event);
    expect(told.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
    expect(told.at(-1)).toMatchObject({ outcome: { status: 'miss' } });
  });

  it('leaves output as it is: the engine has masked it as a stream', () => {
    const told: BuildEvent[] = [];
    const event = output(1, 'hunter2');
    redacting((each) => told.push(each), mask)(event);
    expect(told[0]).toBe(event);
  });

  it.each([
    new UserError('no hunter2', {
      location: { file: 'hunter2/Dockerfile', line: 2 },
      excerpt: 'COPY hunter2',
      hint: 'remove hunter2',
      cause: new Error('hunter2'),
    }),
    new InfraError('no hunter2', { url: 'http://hunter2/', attempts: 3, retryable: true, cause: new Error('hunter2') }),
    new EngineBug('no hunter2', { cause: new TypeError('hunter2') }),
    new TypeError('no hunter2'),
  ])('keeps what an error is, but for its words: %s', (error) => {
    const masked = redact(error, mask);
    expect(masked).toBeInstanceOf(error.constructor);
    expect(renderError(masked)).toBe(renderError(error).replaceAll('hunter2', '***'));
    expect(masked.message).toBe('no ***');
  });

  it('masks nothing when a secret cannot be read: the step that mounts it says so', async () => {
    const none = await maskOf({ secrets: [{ id: 'a', kind: 'file', path: '/does/not/exist' }] });
    expect(none.text('as it is')).toBe('as it is');
  });
});
