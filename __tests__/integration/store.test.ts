import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest';

import { sha256 } from '../../src/oci/digest.js';
import { removeStaleIngests } from '../../src/store/ingest-folder.js';
import { oldestLease } from '../../src/store/leases.js';
import { prune } from '../../src/store/prune.js';
import { openStore } from '../support/stored-image.js';
import { transpileInto } from '../support/transpiled-sources.js';

/** One slow writer: a blob of `size` bytes of `fill` in chunks, `times` over, and an image name for each. */
const WRITER = `
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContentStore } from './store/content-store.js';
import { ImageStore } from './store/image-store.js';
import { takeLease } from './store/leases.js';
import { StoreFolder } from './store/store-folder.js';

const [root, fill, size, times, pause] = process.argv.slice(2);
const folder = StoreFolder.open(root);
const content = new ContentStore(folder);
const images = new ImageStore(folder);
takeLease(folder);
console.log('ready');
for (let n = 0; n < Number(times); n++) {
  const bytes = Buffer.alloc(Number(size), fill + n);
  const digest = 'sha256:' + createHash('sha256').update(bytes).digest('hex');
  async function* slowly() {
    for (let at = 0; at < bytes.length; at += 65536) {
      yield bytes.subarray(at, at + 65536);
      if (Number(pause) > 0) await sleep(Number(pause));
    }
  }
  await content.ingest(slowly(), { digest, size: bytes.length });
  const target = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: bytes.length };
  await images.add({ target, imageId: digest }, [{ registry: 'docker.io', repository: 'library/app', tag: String(n) }]);
  console.log(digest);
}
`;

let program: string;
let root: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  program = fs.mkdtempSync(join(tmpdir(), 'store-program-'));
  transpileInto(
    program,
    ['content-store', 'image-store', 'leases', 'store-folder'].map((name) => `store/${name}.ts`),
  );
  fs.writeFileSync(join(program, 'writer.js'), WRITER);
});
afterAll(() => fs.rmSync(program, { recursive: true, force: true }));
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  fs.rmSync(root, { recursive: true, force: true });
});

interface Writer {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly said: () => string;
}

async function startWriter(...args: readonly (string | number)[]): Promise<Writer> {
  const child = spawn(process.execPath, [join(program, 'writer.js'), root, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let said = '';
  const ended = once(child, 'close');
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  while (!said.includes('ready')) {
    await Promise.race([once(child.stdout, 'data'), ended]);
    if (child.exitCode !== null) throw new Error(`the writer ended with ${child.exitCode}`);
  }
  return { child, ended, said: () => said };
}

/** Every blob under a final name is whole, and every image that is listed can be read. */
async function expectSound(): Promise<number> {
  const { folder, content, images } = openStore(root);
  const blobs = fs.readdirSync(join(root, 'blobs/sha256'));
  for (const name of blobs) {
    expect(sha256(fs.readFileSync(join(root, 'blobs/sha256', name))), name).toBe(`sha256:${name}`);
  }
  for (const image of await images.list()) expect(await content.size(image.target.digest)).toBe(image.target.size);
  await removeStaleIngests(folder);
  expect(fs.readdirSync(folder.ingest)).toEqual([]);
  return blobs.length;
}

it('survives kill -9 at any moment of an ingest', async () => {
  for (let round = 0; round < 8; round++) {
    const { child, ended } = await startWriter('x', 1_500_000, 50, 1);
    await sleep(15 + round * 37);
    child.kill('SIGKILL');
    await ended;
    await expectSound();
    expect(oldestLease(openStore(root).folder), 'a dead lease counts').toBeUndefined();
  }
  const { ended, said } = await startWriter('x', 1_500_000, 3, 0);
  await ended;
  expect(said().match(/sha256:/g)).toHaveLength(3);
  expect(await expectSound()).toBeGreaterThanOrEqual(3);
});

it('lets several processes write the same blobs at once', async () => {
  const writers = await Promise.all([1, 2, 3].map((pause) => startWriter('y', 800_000, 4, pause)));
  for (const writer of writers) {
    await writer.ended;
    expect(writer.child.exitCode).toBe(0);
  }
  expect(new Set(writers.map((writer) => writer.said())).size).toBe(1);
  expect(await expectSound()).toBe(4);
  expect((await openStore(root).images.list()).flatMap((image) => image.references)).toHaveLength(4);
});

it('prunes beside a running build without taking anything from it', async () => {
  const store = openStore(root);
  const before = await store.content.put(Buffer.from('before'));
  fs.utimesSync(store.content.path(before.digest), 1000, 1000);
  const { ended, said, child } = await startWriter('z', 600_000, 6, 5);
  const removed: string[] = [];
  while (child.exitCode === null) {
    removed.push(...(await prune(store, { all: true, cached: [] })).blobs);
    await sleep(20);
  }
  await ended;
  expect(child.exitCode).toBe(0);
  expect(removed).toEqual([before.digest]);
  expect(said().match(/sha256:/g)).toHaveLength(6);
  expect(await expectSound()).toBe(6);
});
