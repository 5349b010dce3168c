import { describe, expect, it } from 'vitest';

import { runCli } from '../../../src/cli/run.js';
import { fakeProcess } from './fake-process.js';

/** The text that Debian's docker prints before it asks, without the networks that there are not here. */
const ASKED = [
  {
    argv: [],
    said: `WARNING! This will remove:
  - all stopped containers
  - all dangling images
  - all dangling build cache

`,
  },
  {
    argv: ['-a', '--volumes', '--filter', 'until=1h', '--filter', 'label=x'],
    said: `WARNING! This will remove:
  - all stopped containers
  - all images without at least one container associated to them
  - all build cache

  Items to be pruned will be filtered with:
  - label=x
  - until=1h

`,
  },
];

describe('system prune', () => {
  it.each(ASKED)('says on a terminal what $argv removes, and removes nothing without a yes', async ({ argv, said }) => {
    const asked: string[] = [];
    const cli = fakeProcess({
      ask: (question) => {
        asked.push(question);
        return Promise.resolve('');
      },
    });
    expect(await runCli(['system', 'prune', ...argv], cli)).toBe(0);
    expect(cli.err()).toBe(said);
    expect(asked).toEqual(['Are you sure you want to continue? [y/N] ']);
  });

  it.each([
    ['dangling=true', 'there is no filter "dangling"'],
    ['until=soon', '"soon" is neither a time nor a duration'],
  ])('refuses the filter %s before it asks', async (filter, said) => {
    const cli = fakeProcess({ ask: () => Promise.reject(new Error('asked')) });
    expect(await runCli(['system', 'prune', '--filter', filter], cli)).toBe(1);
    expect(cli.err()).toContain(said);
  });
});
