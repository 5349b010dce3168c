import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';

import { InfraError, UserError } from '../errors.js';
import { discard } from '../files/discard.js';
import { type Download, downloadChanging } from '../http/download.js';
import type { HttpResponse } from '../http/exchange.js';
import type { HttpClient, HttpRequest } from '../http/http-client.js';
import { retrying } from '../http/retry.js';
import { NO_RETRY, RETRY_REQUIRED } from '../http/retry-policy.js';
import { decompress } from '../layer/compression/decompress.js';
import type { SourceTree } from '../layer/source-tree.js';
import { digestOfHex, type Digest } from '../oci/digest.js';
import { addressOf, dottedPath, redacted } from './address.js';
import { httpAuthorization, type BuildSecrets } from './authorization.js';
import type { DownloadNotes } from './download-notes.js';
import { DownloadedFile, type DownloadFacts } from './downloaded-file.js';
import { makeFolders } from '../files/make-folders.js';

interface DownloadParts {
  readonly http: HttpClient;
  readonly notes: DownloadNotes;
  readonly secrets: BuildSecrets;
  /** Absolute path of a folder for the downloads of this build. It is made if missing; the caller removes it. */
  readonly folder: string;
  /** Bytes that a download may have. */
  readonly maxSize?: number;
}

interface Fetched extends DownloadFacts {
  readonly file: string;
  readonly etag: string | undefined;
}

const MAX_SIZE = 64 * 1024 ** 3;
/** Go's client, which BuildKit uses, asks for gzip and decompresses it. Servers choose ETags by what is asked for. */
const HEADERS = { 'accept-encoding': 'gzip' };

/** Files from web servers. Each is downloaded at most once in a build. */
export class Downloads {
  readonly #parts: DownloadParts;
  readonly #fetched = new Map<string, Promise<Fetched>>();

  constructor(parts: DownloadParts) {
    this.#parts = parts;
  }

  /**
   * A tree with one file `name`, which has the content of `url`. Nothing is downloaded before the bytes are needed, if an earlier build
   * downloaded the file, and the checksum or the server's ETag says that it is still the same.
   *
   * @throws UserError when the server refuses, or the content has another checksum; InfraError when there is no answer
   */
  async open(
    url: string,
    options: { readonly name: string; readonly checksum: Digest | undefined },
    signal: AbortSignal,
  ): Promise<SourceTree> {
    const { checksum, name } = options;
    const label = redacted(url);
    const known = await this.#known(url, checksum, signal);
    const facts = known ?? (await this.#fetchOnce(url, signal));
    if (checksum !== undefined && facts.digest !== checksum) {
      throw new UserError(`digest mismatch for ${label}: ${facts.digest} (expected: ${checksum})`, {
        hint: 'Either the file has changed, or the checksum belongs to another file.',
      });
    }
    return new DownloadedFile(label, name, facts, async () => {
      const fetched = await this.#fetchOnce(url, signal);
      if (fetched.digest === facts.digest && fetched.size === facts.size) return fetched.file;
      throw new InfraError(`${label} changed during the build`, { retryable: true });
    });
  }

  /** What is known of the file without downloading it. */
  async #known(url: string, checksum: Digest | undefined, signal: AbortSignal): Promise<DownloadFacts | undefined> {
    if (this.#fetched.has(url)) return undefined;
    const note = await this.#parts.notes.read(url);
    if (note === undefined) return undefined;
    if (checksum !== undefined) return note.digest === checksum ? note : undefined;
    // Some servers send ETags but ignore If-None-Match. With HEAD, they tell the ETag without sending the bytes.
    const request = await this.#request('HEAD', url, signal);
    const headers = { ...HEADERS, 'if-none-match': note.etag };
    const same = await this.#parts.http.send({ ...request, headers }, async (response) => {
      await response.discard();
      const etag = response.headers.etag;
      return (
        (response.status === 200 && etag === note.etag) ||
        (response.status === 304 && (etag ?? note.etag) === note.etag)
      );
    });
    return same ? note : undefined;
  }

  async #request(method: 'GET' | 'HEAD', url: string, signal: AbortSignal): Promise<HttpRequest> {
    const address = addressOf(url);
    const authorization = await httpAuthorization(this.#parts.secrets, address);
    return {
      method,
      url: address,
      path: dottedPath(url),
      authorization: authorization?.header,
      secrets: authorization?.secrets ?? [],
      retry: RETRY_REQUIRED,
      signal,
    };
  }

  #fetchOnce(url: string, signal: AbortSignal): Promise<Fetched> {
    let fetched = this.#fetched.get(url);
    if (fetched === undefined) {
      fetched = this.#fetch(url, path.join(this.#parts.folder, String(this.#fetched.size)), signal);
      this.#fetched.set(url, fetched);
    }
    return fetched;
  }

  async #fetch(url: string, file: string, signal: AbortSignal): Promise<Fetched> {
    const { http, folder, notes } = this.#parts;
    makeFolders(folder, 0o700);
    const request = await this.#request('GET', url, signal);
    const download: Download = {
      label: redacted(url),
      ask: (headers) => http.open({ ...request, headers: { ...HEADERS, ...headers }, retry: NO_RETRY }),
      failure: (response) => failure(url, response),
      budget: http.budget(request.retry),
      signal,
    };
    // A part of a file that may have changed is of no use: what cannot be resumed starts again.
    const fetched = await retrying(download.budget, signal, () => this.#save(download, file));
    const { etag, digest, size, mtime } = fetched;
    if (etag !== undefined) await notes.write(url, { etag, digest, size, mtime });
    return fetched;
  }

  async #save(download: Download, file: string): Promise<Fetched> {
    const { maxSize = MAX_SIZE } = this.#parts;
    const { label, signal } = download;
    const hash = createHash('sha256');
    let size = 0;
    const handle = await open(file, 'w', 0o600);
    let headers: HttpResponse['headers'];
    try {
      const response = await download.ask({});
      headers = response.headers;
      const sent = downloadChanging(download, response);
      const isGzip = headers['content-encoding']?.trim().toLowerCase() === 'gzip';
      const bytes = isGzip ? decompress(sent, { label, signal }) : sent;
      for await (const chunk of bytes) {
        size += chunk.length;
        if (size > maxSize) throw new UserError(`${label} has more than ${maxSize} bytes`);
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
    } catch (error) {
      await discard(file);
      throw error;
    } finally {
      await handle.close();
    }
    const modified = Date.parse(headers['last-modified'] ?? '');
    return {
      file,
      size,
      digest: digestOfHex(hash.digest('hex')),
      mtime: Number.isNaN(modified) ? 0 : Math.floor(modified / 1000),
      etag: headers.etag,
    };
  }
}

async function failure(url: string, response: HttpResponse): Promise<Error> {
  const { status } = response;
  await response.discard();
  const message = `cannot download ${redacted(url)}: the server answered ${status}`;
  if (status >= 500) return new InfraError(message, { url: redacted(url) });
  return new UserError(message, {
    hint:
      status === 401 || status === 403
        ? `Give credentials that the server accepts, as the secret HTTP_AUTH_TOKEN_${addressOf(url).hostname}.`
        : 'Check the address.',
  });
}
