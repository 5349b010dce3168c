import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { cacheClientOf, type ActionsCacheLibrary } from '../../../src/action/cache-client.js';

describe('the client of the Actions cache', () => {
  const start = process.cwd();
  let parent: string;
  /** The library's calls: paths, key, and where the process was meanwhile. */
  let calls: unknown[];

  beforeEach(() => {
    parent = realpathSync(mkdtempSync(join(tmpdir(), 'layer-build-client-')));
    calls = [];
    vi.stubEnv('GITHUB_WORKSPACE', '/somewhere/else');
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(parent, { recursive: true, force: true });
  });

  function library(answer: () => Promise<void>): ActionsCacheLibrary {
    const note = async (paths: readonly string[], key: string): Promise<void> => {
      calls.push({ paths, key, directory: process.cwd(), workspace: process.env['GITHUB_WORKSPACE'] });
      await answer();
    };
    return {
      isFeatureAvailable: () => true,
      restoreCache: (paths, key) => note(paths, key).then(() => key),
      saveCache: (paths, key) => note(paths, key).then(() => 7),
    };
  }

  it('names the folder by its own name alone, whatever the machine calls its parent', async () => {
    const client = cacheClientOf(library(() => Promise.resolve()));
    await expect(client.save(parent, 'bundle', 'key')).resolves.toBe(7);
    await expect(client.restore(parent, 'bundle', 'key')).resolves.toBe('key');
    const call = { paths: ['bundle'], key: 'key', directory: parent, workspace: parent };
    expect(calls).toEqual([call, call]);
  });

  it.each([
    ['after a success', () => Promise.resolve()],
    ['after a failure', () => Promise.reject(new Error('no service'))],
  ])('puts directory and variable back %s', async (_, answer) => {
    await cacheClientOf(library(answer))
      .save(parent, 'bundle', 'key')
      .catch(() => undefined);
    expect(calls).toHaveLength(1);
    expect(process.cwd()).toBe(start);
    expect(process.env['GITHUB_WORKSPACE']).toBe('/somewhere/else');
  });

  it('leaves a variable that was not set unset', async () => {
    vi.stubEnv('GITHUB_WORKSPACE', undefined);
    await cacheClientOf(library(() => Promise.resolve())).save(parent, 'bundle', 'key');
    expect('GITHUB_WORKSPACE' in process.env).toBe(false);
  });
});
