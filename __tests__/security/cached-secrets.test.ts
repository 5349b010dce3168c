import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ByteSearch, tracesOf } from '../../src/text/byte-search.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { plainEnvironment, type CommandResult } from '../support/command.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const SECRET = 'value-of-a-secret-41c7';
const ARGUMENT = 'value-of-an-argument-0d2e';

describe('the search for secrets', () => {
  it('finds a text wherever chunks end, and nothing else', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 6 });
    const chunks = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 5 }), { maxLength: 8 });
    fc.assert(
      fc.property(text, text, chunks, (one, other, parts) => {
        const seen = new ByteSearch([Buffer.from(one), Buffer.from(other)]).stream();
        const found = parts.map((part) => seen(Buffer.from(part))).at(-1) ?? false;
        expect(found).toBe(parts.join('').includes(one) || parts.join('').includes(other));
      }),
    );
  });

  it('finds a value without its line end, and in base64', () => {
    const traces = tracesOf(Buffer.from(`${SECRET}\n`)).map(String);
    expect(traces).toContain(SECRET);
    expect(traces).toContain(Buffer.from(SECRET).toString('base64').replace(/=+$/, ''));
  });

  it.each(['', ' ', '\n', 'ab', 'four'])('does not search for %j, which would be found everywhere', (value) => {
    expect(tracesOf(Buffer.from(value))).toEqual([]);
  });
});

/** What a step leaves in its cache mount `bad`. */
const WAYS: readonly (readonly [name: string, command: string])[] = [
  ['a copy', 'cp /run/secrets/s /bad/token'],
  ['a line among others', '(seq 1 50000; echo "token=$(cat /run/secrets/s)"; seq 1 50000) > /bad/npmrc'],
  ['a file in base64', 'mkdir -p /bad/a/b && base64 /run/secrets/s > /bad/a/b/auth'],
  ['the name of a file', 'touch "/bad/$(cat /run/secrets/s)"'],
  ['the target of a link', 'ln -s "/$(cat /run/secrets/s)" /bad/link'],
  ['a closed file', 'cp /run/secrets/s /bad/closed && chmod 0 /bad/closed'],
  ['the value of a secret that is a variable', 'echo "$AS_VARIABLE" > /bad/variable'],
  ['a build argument with a name like a secret', 'echo "$NPM_TOKEN" > /bad/argument'],
  ['a file that was there before', 'cat /bad/earlier; cp /run/secrets/s /bad/earlier; touch /bad/more'],
];

describe.skipIf(process.getuid?.() !== 0)('a cache mount that has a secret as', () => {
  let registry: RunningRegistry;
  let folder: string;
  let count = 0;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('cached-secrets');
    await writeProject(folder, { secret: `${SECRET}\n` });
  }, 600_000);
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function build(command: string): Promise<CommandResult & { readonly cache: string }> {
    const own = join(folder, `build-${(count += 1)}`);
    const cache = join(own, 'cache');
    const mounts = [
      '--mount=type=secret,id=s',
      '--mount=type=secret,id=s,env=AS_VARIABLE',
      '--mount=type=cache,id=bad,target=/bad',
      '--mount=type=cache,id=good,target=/good',
    ];
    const text = `FROM busybox\nARG NPM_TOKEN\nRUN ${mounts.join(' ')} echo kept > /good/kept; ${command}\n`;
    await writeProject(join(own, 'context'), { Dockerfile: text });
    const result = await runCliInProcess(
      [
        ['build', '--root', join(own, 'root'), '--registry-mirror', `http://${registry.host}`, '--progress', 'plain'],
        ['--secret', `id=s,src=${join(folder, 'secret')}`, '--build-arg', `NPM_TOKEN=${ARGUMENT}`],
        ['--cache-to', `type=local,dest=${cache},mode=max`, '--cache-policy', 'all', join(own, 'context')],
      ].flat(),
      { env: plainEnvironment() },
    );
    expect(result.code, result.stdout + result.stderr).toBe(0);
    return { ...result, cache };
  }

  /** Everything in a cache, unpacked. */
  function contents(cache: string): string {
    const blobs = join(cache, 'blobs/sha256');
    return readdirSync(blobs)
      .map((name) => readFileSync(join(blobs, name)))
      .map((bytes) => unpacked(bytes).toString('latin1'))
      .join('\n');
  }

  it.each(WAYS)('%s is not saved, and one warning names it', { timeout: 600_000 }, async (_name, command) => {
    const { stdout, stderr, cache } = await build(command);
    const told = (stdout + stderr).match(/WARNING.*cache mount.*/g) ?? [];
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/the cache mount bad is not saved: its file .* holds the value of a secret/);
    expect(stdout + stderr).not.toMatch(new RegExp(`${SECRET}|${ARGUMENT}`));
    const all = contents(cache);
    for (const value of [SECRET, ARGUMENT, Buffer.from(`${SECRET}\n`).toString('base64')])
      expect(all).not.toContain(value);
    expect(all).toContain('"id":"good"');
    expect(all).not.toContain('"id":"bad"');
  });

  it.each([
    ['/root/token', 'cp /run/secrets/s /root/token'],
    ['/etc/npmrc', '(seq 1 200000; echo "token=$(cat /run/secrets/s)"; seq 1 9) > /etc/npmrc'],
    ['/auth', 'base64 /run/secrets/s > /auth'],
  ])('no file, but its layer has it in %s, gives a warning', { timeout: 600_000 }, async (path, command) => {
    const { stdout, stderr } = await build(command);
    expect(stdout + stderr).toContain(
      `WARNING: ${path}, which a RUN step wrote into its layer, holds the value of a secret`,
    );
  });

  it('no file is saved as usual', { timeout: 600_000 }, async () => {
    const { stdout, stderr, cache } = await build('echo harmless > /bad/file');
    expect(stdout + stderr).not.toMatch(/WARNING/);
    expect(contents(cache)).toContain('"id":"bad"');
  });
});

/** A pack is a gzipped tar with gzipped files in it. */
function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const plain = gunzipSync(bytes);
  const parts = [plain];
  for (let at = plain.indexOf(GZIP); at >= 0; at = plain.indexOf(GZIP, at + 1)) {
    try {
      parts.push(gunzipSync(plain.subarray(at)));
    } catch {
      // Other bytes that look like the start of one, or one with more behind it.
    }
  }
  return Buffer.concat(parts);
}

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
