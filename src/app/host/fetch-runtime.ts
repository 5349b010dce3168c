import { createHash } from 'node:crypto';
import { chmod, open, readFile } from 'node:fs/promises';
import path from 'node:path';

import { withTimeLimit } from '../../async/time-limit.js';
import { InfraError, messageOf, errorCode } from '../../errors.js';
import { replaceFile } from '../../files/atomic-file.js';
import type { HttpResponse } from '../../http/exchange.js';
import type { HttpRequest } from '../../http/http-client.js';
import { RETRY_REQUIRED, type RetryPolicy } from '../../http/retry-policy.js';
import { makeFolders } from '../../files/make-folders.js';

/** Sends a request, with redirects, proxies and retries. If reading the answer fails, the whole request is tried again. */
type SendRequest = <T>(request: HttpRequest, read: (response: HttpResponse) => Promise<T>) => Promise<T>;

interface Release {
  readonly url: string;
  /** sha256 of the file, in hex. */
  readonly sha256: string;
}

export interface RuntimeFetch {
  /** Absolute path of the folder that fetched runtimes are kept in; made if missing. */
  readonly folder: string;
  /** As in `process.arch`. */
  readonly arch: string;
  readonly send: SendRequest;
  /** Called with a message when something is fetched. */
  readonly notice: (message: string) => void;
  readonly releases?: ReadonlyMap<string, Release>;
}

const VERSION = '1.4.2';
const BASE = `https://github.com/opencontainers/runc/releases/download/v${VERSION}`;

/** Static builds of runc, by Node's name of the processor. */
const RELEASES: ReadonlyMap<string, Release> = new Map([
  ['x64', { url: `${BASE}/runc.amd64`, sha256: 'ac8a90f9e225bb9322189937b230cdc5478d5753f0e31e1bda98a5cf06bd9539' }],
  ['arm64', { url: `${BASE}/runc.arm64`, sha256: 'ea54032310588e115633aa2f4bba8bf9500257f657e1deca88df5778775138db' }],
]);

/** Bytes: about twice the size of runc. */
const MAX_SIZE = 32 * 1024 * 1024;
/** Milliseconds for all attempts together. */
const TIME_LIMIT = 120_000;
/** Few attempts, so that a machine without a network reports it soon. */
const RETRY: RetryPolicy = { ...RETRY_REQUIRED, maxAttempts: 3 };

/**
 * Fetches a pinned container runtime for a machine that has none. One that was fetched before is used again, but its digest
 * is checked each time: others who can write to the folder must not decide what runs with the worker's rights.
 *
 * @returns the folder that has `runc`
 * @throws InfraError when it cannot be fetched, or has a wrong digest; the signal's reason
 */
export async function fetchRuntime(fetch: RuntimeFetch, signal: AbortSignal): Promise<string> {
  const release = (fetch.releases ?? RELEASES).get(fetch.arch);
  if (release === undefined) throw unavailable(`there is no build of runc ${VERSION} for ${fetch.arch}`);
  const folder = path.join(fetch.folder, `runc-${VERSION}-${fetch.arch}`);
  const file = path.join(folder, 'runc');
  try {
    if ((await sha256Of(file)) === release.sha256) return folder;
    fetch.notice(`neither crun nor runc is installed: fetching runc ${VERSION} from ${new URL(release.url).host}`);
    makeFolders(folder, 0o700);
    await replaceFile(file, async (draft) => {
      await download(fetch, release, draft, withTimeLimit(signal, TIME_LIMIT));
      await chmod(draft, 0o755);
    });
    return folder;
  } catch (error) {
    signal.throwIfAborted();
    const reason = messageOf(error);
    throw unavailable(`runc ${VERSION} could not be fetched: ${reason}`, error);
  }
}

async function download(fetch: RuntimeFetch, release: Release, file: string, signal: AbortSignal): Promise<void> {
  const url = new URL(release.url);
  const request: HttpRequest = { method: 'GET', url, secrets: [], retry: RETRY, signal };
  await fetch.send(request, async (response) => {
    if (response.status !== 200) {
      await response.discard();
      throw new Error(`${url.host} answered with status ${response.status}`);
    }
    const hash = createHash('sha256');
    const handle = await open(file, 'w', 0o600);
    try {
      let size = 0;
      for await (const chunk of response.body()) {
        size += chunk.length;
        if (size > MAX_SIZE) throw new Error(`${url.href} is larger than ${MAX_SIZE} bytes`);
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    const found = hash.digest('hex');
    if (found !== release.sha256) throw new Error(`the sha256 of ${url.href} is ${found}, not ${release.sha256}`);
  });
}

/** `undefined` if the file does not exist. */
async function sha256Of(file: string): Promise<string | undefined> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function unavailable(reason: string, cause?: unknown): InfraError {
  return new InfraError(`RUN steps need a container runtime: neither crun nor runc was found, and ${reason}`, {
    hint: 'Install one: apt-get install runc',
    cause,
  });
}
