import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import type * as ToolCacheModule from '@actions/tool-cache';

/** Of @actions/tool-cache, what is used here. */
export type ToolCache = Pick<typeof ToolCacheModule, 'find' | 'downloadTool' | 'cacheFile'>;

interface Release {
  readonly url: string;
  /** sha256 of the file, in hex. */
  readonly sha256: string;
}

const VERSION = '1.4.2';
const BASE = `https://github.com/opencontainers/runc/releases/download/v${VERSION}`;

/** Static builds of runc by the name that Node has for the processor. */
const RELEASES: ReadonlyMap<string, Release> = new Map([
  ['x64', { url: `${BASE}/runc.amd64`, sha256: 'ac8a90f9e225bb9322189937b230cdc5478d5753f0e31e1bda98a5cf06bd9539' }],
  ['arm64', { url: `${BASE}/runc.arm64`, sha256: 'ea54032310588e115633aa2f4bba8bf9500257f657e1deca88df5778775138db' }],
]);

/** The download is not waited for longer: the built-in runtime does the work too. Milliseconds. */
const PATIENCE = 30_000;

/**
 * A pinned OCI runtime for a machine that has none: from the runner's tool cache, else downloaded, checked against its digest,
 * and kept there.
 *
 * @param arch as in `process.arch`
 * @returns the folder that `runc` lies in; `undefined` when there is none for this processor, or it cannot be had
 */
export async function fetchRuntime(
  tools: ToolCache,
  arch: string,
  warn: (message: string) => void,
  releases: ReadonlyMap<string, Release> = RELEASES,
): Promise<string | undefined> {
  const release = releases.get(arch);
  if (release === undefined) return undefined;
  try {
    const kept = tools.find('runc', VERSION, arch);
    if (kept !== '') return kept;
    const file = await withPatience(tools.downloadTool(release.url));
    const found = await sha256Of(file);
    if (found !== release.sha256) throw new Error(`its sha256 is ${found}, not ${release.sha256}`);
    await chmod(file, 0o755);
    return await tools.cacheFile(file, 'runc', 'runc', VERSION, arch);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`runc ${VERSION} could not be fetched, so steps run in the built-in runtime: ${reason}`);
    return undefined;
  }
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE / 1000} s`)), PATIENCE);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
