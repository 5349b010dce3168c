import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { unpackEntry } from '../../../../src/cache/actions/pack-entry.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder('pack-entry');
  file = join(folder, 'restored');
  mkdirSync(join(folder, 'in'));
});

afterEach(() => removeTree(folder));

/** GNU tar's archive of what lies in `in`, as @actions/cache makes it. */
function archive(names: readonly string[], ...options: readonly string[]): Buffer {
  return execFileSync('tar', ['-P', '-C', join(folder, 'in'), ...options, '-cf', '-', ...names]);
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}

describe('the entry of a pack', () => {
  it.each([['--zstd'], ['--gzip'], ['--format=posix']])('is read, packed with %s', async (option) => {
    const content = 'a pack\n'.repeat(10_000);
    writeFileSync(join(folder, 'in', 'pack'), content);
    await unpackEntry(inPieces(archive(['pack'], option)), file, SIGNAL);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it('writes only to the given file, whatever paths it names', async () => {
    const outside = join(folder, 'outside');
    writeFileSync(outside, 'evil');
    writeFileSync(join(folder, 'in', 'pack'), 'good');
    const absolute = archive([outside, 'pack'], '--zstd');
    const upwards = archive(['../outside', 'pack'], '--zstd');
    writeFileSync(outside, 'untouched');
    await unpackEntry(inPieces(absolute), file, SIGNAL);
    expect(readFileSync(file, 'utf8')).toBe('good');
    await expect(unpackEntry(inPieces(upwards), file, SIGNAL)).rejects.toThrow('leads out of the root');
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(outside, 'utf8')).toBe('untouched');
  });

  it('is refused without a pack, or with a link instead of one', async () => {
    writeFileSync(join(folder, 'in', 'other'), 'x');
    await expect(unpackEntry(inPieces(archive(['other'])), file, SIGNAL)).rejects.toThrow('does not hold our file');
    symlinkSync('/etc/passwd', join(folder, 'in', 'pack'));
    await expect(unpackEntry(inPieces(archive(['pack'])), file, SIGNAL)).rejects.toThrow('does not hold our file');
    expect(existsSync(file)).toBe(false);
  });

  it('leaves no file behind when it is cut off or is not an archive', async () => {
    writeFileSync(join(folder, 'in', 'pack'), Buffer.alloc(100_000, 'x'));
    const whole = archive(['pack'], '--zstd');
    for (const bytes of [whole.subarray(0, -20), Buffer.from('not an archive'.repeat(100)), Buffer.alloc(0)]) {
      await expect(unpackEntry(inPieces(bytes), file, SIGNAL)).rejects.toMatchObject({ name: 'InfraError' });
      expect(existsSync(file)).toBe(false);
    }
  });

  it.each([
    ['whose file is too large', ['--sparse', 'pack']],
    ['whose other files are', ['--sparse', 'other', 'pack']],
  ])('is none %s', async (_, names) => {
    for (const name of ['pack', 'other']) {
      writeFileSync(join(folder, 'in', name), '');
      truncateSync(join(folder, 'in', name), names.includes(name) ? 2 * 1024 ** 3 : 0);
    }
    await expect(unpackEntry(inPieces(archive(names)), file, SIGNAL)).rejects.toThrow('unpacks to more than');
    expect(existsSync(file)).toBe(false);
  });

  it('is refused if endless zeros follow it', async () => {
    writeFileSync(join(folder, 'in', 'pack'), 'a pack');
    const zeros = gzipSync(Buffer.alloc(64 * 1024 ** 2), { level: 1 });
    async function* bomb(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(gzipSync(archive(['pack'])));
      for (;;) yield zeros;
    }
    await expect(unpackEntry(bomb(), file, SIGNAL)).rejects.toThrow('unpacks to more than');
  });
});
