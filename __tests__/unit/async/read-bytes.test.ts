import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { peekBytes, readBytes } from '../../../src/async/read-bytes.js';
import { readStandardInput } from '../../../src/context/standard-input.js';
import { fileChunks } from '../../../src/files/file-chunks.js';
import { decompress } from '../../../src/layer/compression/decompress.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

/** A stream that says whether it was closed. */
function watched(...chunks: readonly Uint8Array[]) {
  const state = { closed: false };
  async function* stream(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (const chunk of chunks) yield await Promise.resolve(chunk);
    } finally {
      state.closed = true;
    }
  }
  return { state, stream: stream() };
}

describe('peekBytes', () => {
  const parts = [Buffer.from('abc'), Buffer.from('def'), Buffer.from('ghi')];

  it('gives the first bytes, and the whole stream again', async () => {
    const { state, stream } = watched(...parts);
    const { start, whole } = await peekBytes(stream, 4);
    expect(start.toString()).toBe('abcdef');
    expect(state.closed).toBe(false);
    expect((await readBytes(whole)).toString()).toBe('abcdefghi');
    expect(state.closed).toBe(true);
  });

  it('gives what there is of a stream that is shorter', async () => {
    const { start, whole } = await peekBytes(watched(...parts).stream, 100);
    expect(start.toString()).toBe('abcdefghi');
    expect((await readBytes(whole)).toString()).toBe('abcdefghi');
    const empty = await peekBytes(watched().stream, 1);
    expect([empty.start.length, (await readBytes(empty.whole)).length]).toEqual([0, 0]);
  });

  it('closes a stream that nobody has begun to read', async () => {
    const { state, stream } = watched(...parts);
    const { whole } = await peekBytes(stream, 1);
    await whole.return();
    expect(state.closed).toBe(true);
    expect(await whole.next()).toEqual({ done: true, value: undefined });
  });
});

describe('a source is closed', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder('closed-sources');
  });
  afterAll(() => removeTree(folder));

  it.each<[string, Buffer]>([
    ['plain', Buffer.alloc(1_000_000, 1)],
    ['gzip', gzipSync(Buffer.alloc(1_000_000))],
    ['gzip that is damaged', gzipSync(Buffer.from('x'.repeat(5000))).fill(7, 12)],
    ['bzip2 for which there may be no program', Buffer.from('BZh91')],
  ])('when its reader stops early: %s', async (_, bytes) => {
    const { state, stream } = watched(
      ...Array.from({ length: 50 }, (_each, at) => bytes.subarray(at * 10, at * 10 + 10)),
    );
    try {
      for await (const chunk of decompress(stream, { label: 'x' })) if (chunk.length > 0) break;
    } catch {
      // It cannot be read.
    }
    await expect.poll(() => state.closed).toBe(true);
  });

  it('when the reader is stopped before it has read anything of a large one', async () => {
    const file = join(folder, 'large.gz');
    await writeFile(file, gzipSync(Buffer.alloc(8_000_000, 'abc')));
    // The check at the end of this file finds a handle that was left open.
    for (let round = 0; round < 20; round++) {
      const signal = AbortSignal.abort(new Error('stopped'));
      await expect(readBytes(decompress(fileChunks(file), { label: 'x', signal }))).rejects.toThrow('aborted');
    }
  });

  it('when what comes on standard input is no context', async () => {
    const { state, stream } = watched(Buffer.from([65, 0, 66]), Buffer.from('more'));
    await expect(readStandardInput(stream, { directory: join(folder, 'context') })).rejects.toThrow('neither the text');
    expect(state.closed).toBe(true);
    const file = createReadStream(join(folder, 'nowhere'));
    await expect(readStandardInput(file, { directory: join(folder, 'other') })).rejects.toThrow('ENOENT');
  });
});
