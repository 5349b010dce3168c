import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fileChunks, handleChunks } from '../../../src/files/file-chunks.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

describe('the chunks of a file', () => {
  const content = randomBytes(100_000);
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = await temporaryFolder('chunks');
    file = join(folder, 'file');
    writeFileSync(file, content);
  });

  afterAll(() => removeTree(folder));

  async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
    const all: Buffer[] = [];
    for await (const chunk of chunks) all.push(chunk);
    return Buffer.concat(all);
  }

  it.each([1000, 100_000, 1_000_000])('are all of it, in pieces of %i', async (size) => {
    expect((await collect(fileChunks(file, { size }))).equals(content)).toBe(true);
  });

  it('are given of an open file, which stays open', async () => {
    const handle = await open(file, 'r');
    expect((await collect(handleChunks(handle, { size: 999 }))).equals(content)).toBe(true);
    expect((await handle.stat()).size).toBe(content.length);
    await handle.close();
  });

  it('are an error if the file does not exist', async () => {
    await expect(collect(fileChunks(join(folder, 'none')))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  // With a stream of Node's these end the process, or this test run.
  it('end with the signal’s reason, also when it is aborted before anybody reads, or between two chunks', async () => {
    const reason = new Error('interrupted');
    const aborted = AbortSignal.abort(reason);
    const unread = fileChunks(file, { signal: aborted });
    await expect(collect(fileChunks(file, { signal: aborted }))).rejects.toBe(reason);
    await unread.return();

    const stop = new AbortController();
    const chunks = fileChunks(file, { size: 1000, signal: stop.signal });
    expect((await chunks.next()).done).toBe(false);
    stop.abort(reason);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(chunks.next()).rejects.toBe(reason);
  });
});
