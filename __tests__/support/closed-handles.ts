import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, vi } from 'vitest';

/*
 * A FileHandle that nobody closes is closed by the garbage collector, which warns of it at some later time, in a test that has nothing to
 * do with it (DEP0137; an error in later versions of Node). Here it is found at the end of the file of tests that opened it, with the place
 * where it was opened.
 */

/** It has events, which its types do not tell. */
interface Closing {
  once(event: 'close', listener: () => void): void;
}

const WATCHED = Symbol.for('layer-build.watched-handles');

/** Where the handles were opened that are not closed. The handles themselves are not held, so they are collected as ever. */
const open = watchedHandles();

afterAll(async () => {
  // What a test has abandoned may be about to end.
  await vi
    .waitFor(
      () => {
        if (open.size > 0) throw new Error([...open.values()].join('\n'));
      },
      { timeout: 20_000, interval: 10 },
    )
    .finally(() => open.clear());
});

/** One for all files of tests in this process. */
function watchedHandles(): Map<symbol, string> {
  const known = globalThis as { [WATCHED]?: Map<symbol, string> };
  if (known[WATCHED] !== undefined) return known[WATCHED];
  const handles = new Map<symbol, string>();
  known[WATCHED] = handles;
  const opened = promises.open;
  promises.open = async function watchedOpen(...args: Parameters<typeof opened>): Promise<FileHandle> {
    const { stack = '' } = new Error(`nobody closed the FileHandle of ${String(args[0])}`);
    const handle = await opened(...args);
    const key = Symbol();
    handles.set(key, stack);
    (handle as FileHandle & Closing).once('close', () => handles.delete(key));
    return handle;
  };
  // For `import { open } from 'node:fs/promises'`.
  syncBuiltinESMExports();
  return handles;
}
