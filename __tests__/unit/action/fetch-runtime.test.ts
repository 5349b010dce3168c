import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fetchRuntime, type ToolCache } from '../../../src/action/fetch-runtime.js';
import { digestHex, sha256 } from '../../../src/oci/digest.js';

const PROGRAM = '#!/bin/sh\necho runc\n';
const RELEASES = new Map([['x64', { url: 'https://releases.example/runc', sha256: digestHex(sha256(PROGRAM)) }]]);

let folder: string;
let calls: string[];
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fetch-runtime-'));
  calls = [];
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function tools(options: { kept?: string; content?: string; fails?: boolean } = {}): ToolCache {
  return {
    find: (name, version, arch) => {
      calls.push(`find ${name} ${version} ${arch ?? ''}`);
      return options.kept ?? '';
    },
    downloadTool: (url) => {
      calls.push(`download ${url}`);
      if (options.fails === true) return Promise.reject(new Error('no route'));
      const file = join(folder, 'download');
      writeFileSync(file, options.content ?? PROGRAM, { mode: 0o600 });
      return Promise.resolve(file);
    },
    cacheFile: (file, target, name) => {
      calls.push(`keep ${target} ${name} ${(statSync(file).mode & 0o777).toString(8)}`);
      return Promise.resolve('/tools/runc');
    },
  };
}

const fetch = (cache: ToolCache, arch = 'x64'): Promise<string | undefined> =>
  fetchRuntime(cache, arch, (message) => warnings.push(message), RELEASES);

describe('fetchRuntime', () => {
  it('downloads, checks and keeps the program', async () => {
    expect(await fetch(tools())).toBe('/tools/runc');
    expect(calls).toEqual(['find runc 1.4.2 x64', 'download https://releases.example/runc', 'keep runc runc 755']);
    expect(warnings).toEqual([]);
  });

  it('takes what the runner keeps', async () => {
    expect(await fetch(tools({ kept: '/kept' }))).toBe('/kept');
    expect(calls).toHaveLength(1);
  });

  it('never uses a program that is not the pinned one', async () => {
    expect(await fetch(tools({ content: 'other' }))).toBeUndefined();
    expect(calls.some((call) => call.startsWith('keep'))).toBe(false);
    expect(warnings[0]).toContain('its sha256 is');
  });

  it('goes on without it when it cannot be had', async () => {
    expect(await fetch(tools({ fails: true }))).toBeUndefined();
    expect(warnings[0]).toContain('no route');
    expect(await fetch(tools(), 'mips')).toBeUndefined();
  });
});
