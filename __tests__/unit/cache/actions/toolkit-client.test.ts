import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ActionsCacheLibrary } from '../../../../src/cache/actions/toolkit-client.js';
import type { EntryClient } from '../../../../src/cache/actions/entry-client.js';

const SIGNAL = new AbortController().signal;

describe('the client of the Actions cache for entries', () => {
  const start = process.cwd();
  let folder: string;
  /** The library's calls: what it was asked, and where it believed to be. */
  let calls: unknown[];

  beforeEach(() => {
    vi.resetModules();
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'layer-build-client-')));
    calls = [];
    vi.stubEnv('GITHUB_WORKSPACE', '/somewhere/else');
    vi.stubEnv('RUNNER_TEMP', undefined);
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  const surroundings = (): unknown => ({
    directory: process.cwd(),
    workspace: process.env['GITHUB_WORKSPACE'],
    temp: process.env['RUNNER_TEMP'],
  });
  const own = (): unknown => ({ directory: start, workspace: '/somewhere/else', temp: undefined });

  async function client(answer: () => Promise<void> = () => Promise.resolve()): Promise<EntryClient> {
    const library: ActionsCacheLibrary = {
      restoreCache: async (paths, key, restoreKeys, options) => {
        calls.push([paths, key, restoreKeys, options?.lookupOnly ?? false, surroundings()]);
        await answer();
        return key;
      },
      saveCache: async (paths, key) => {
        calls.push([paths, key, surroundings()]);
        await answer();
        return key === 'refused' ? -1 : 7;
      },
    };
    return (await import('../../../../src/cache/actions/toolkit-client.js')).entryClientOf(library);
  }

  it("names the file without a folder, and sets the workspace variable to the file's folder", async () => {
    const entries = await client();
    expect(await entries.restore(folder, 'pack', ['a-b-', 'a-'], SIGNAL)).toBe('a-b-');
    expect(await entries.find(folder, 'pack', 'a', SIGNAL)).toBe('a');
    expect(await entries.save(folder, 'pack', 'a-b-c', SIGNAL)).toBe(true);
    expect(await entries.save(folder, 'pack', 'refused', SIGNAL)).toBe(false);
    const there = { directory: start, workspace: folder, temp: folder };
    expect(calls).toEqual([
      [['pack'], 'a-b-', ['a-'], false, there],
      [['pack'], 'a', [], true, there],
      [['pack'], 'a-b-c', { ...there, directory: folder }],
      [['pack'], 'refused', { ...there, directory: folder }],
    ]);
    expect(surroundings()).toEqual(own());
  });

  it('restores variables and folder after a failure', async () => {
    const entries = await client(() => Promise.reject(new Error('no service')));
    await expect(entries.save(folder, 'pack', 'k', SIGNAL)).rejects.toThrow('no service');
    await expect(entries.restore(folder, 'pack', ['k'], SIGNAL)).rejects.toThrow('no service');
    expect(surroundings()).toEqual(own());
  });

  it('runs one call after another', async () => {
    let inside = 0;
    const entries = await client(async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    });
    await Promise.all([1, 2, 3].map(() => entries.save(folder, 'pack', 'k', SIGNAL)));
    expect(calls).toHaveLength(3);
  });

  it('goes back to its folder when nobody waits, but keeps the variables for a hanging call, and refuses further calls', async () => {
    let end: (() => void) | undefined;
    const entries = await client(() => new Promise((resolve) => (end = resolve)));
    const stop = new AbortController();
    const saving = entries.save(folder, 'pack', 'k', stop.signal);
    await vi.waitFor(() => expect(calls).toHaveLength(1), 240_000);
    stop.abort();
    expect(surroundings()).toEqual({ directory: start, workspace: folder, temp: folder });
    await expect(entries.restore(folder, 'pack', ['k'], SIGNAL)).rejects.toThrow(/still hangs/);
    expect(calls).toHaveLength(1);
    end?.();
    await saving;
    expect(surroundings()).toEqual(own());
    const again = entries.restore(folder, 'pack', ['k'], SIGNAL);
    await vi.waitFor(() => expect(calls).toHaveLength(2), 240_000);
    end?.();
    expect(await again).toBe('k');
  });
});
