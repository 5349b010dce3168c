import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import path from 'node:path';

import { InfraError, UserError } from '../errors.js';
import { decompress } from '../layer/compression/decompress.js';
import type { SourceTree } from '../layer/source-tree.js';
import { digestOfHex, type Digest } from '../oci/digest.js';
import { httpAuthorization, type Authorization, type BuildSecrets } from './authorization.js';
import type { DownloadNotes } from './download-notes.js';
import { DownloadedFile, type DownloadFacts } from './downloaded-file.js';

export interface HttpQuestion {
  readonly method: 'GET' | 'HEAD';
  readonly url: URL;
  /** What the server is asked for, where that is not what the URL says. */
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly authorization: Authorization | undefined;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** To be read at most once. */
  body(): AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
}

/** Asks a web server, with redirects, proxies and retries; `read` is part of what is tried again. */
export type HttpSend = <T>(question: HttpQuestion, read: (answer: HttpAnswer) => Promise<T>) => Promise<T>;

interface DownloadParts {
  readonly send: HttpSend;
  readonly notes: DownloadNotes;
  readonly secrets: BuildSecrets;
  /** Absolute path of a folder for this build's downloads; made if missing, removed by the caller. */
  readonly folder: string;
  /** Bytes that a download may have. */
  readonly maxSize?: number;
}

interface Fetched extends DownloadFacts {
  readonly file: string;
  readonly etag: string | undefined;
}

const MAX_SIZE = 64 * 1024 ** 3;
/** What Go's client asks for and undoes by itself; servers choose ETags by it. */
const HEADERS = { 'accept-encoding': 'gzip' };

/** Files from web servers, each asked for once a build. */
export class Downloads {
  readonly #parts: DownloadParts;
  readonly #fetched = new Map<string, Promise<Fetched>>();

  constructor(parts: DownloadParts) {
    this.#parts = parts;
  }

  /**
   * A tree whose one file `name` is what lies at `url`. Where an earlier build fetched it, and the server says by its ETag
   * that it is the same still, or the checksum names it, nothing is fetched until the bytes are needed.
   *
   * @throws UserError when the server refuses it, or its content has another checksum; InfraError when there is no answer
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
        hint: 'Someone changed the file, or the checksum is that of another one.',
      });
    }
    return new DownloadedFile(label, name, facts, async () => {
      const fetched = await this.#fetchOnce(url, signal);
      if (fetched.digest === facts.digest && fetched.size === facts.size) return fetched.file;
      throw new InfraError(`${label} changed while it was built with`, { retryable: true });
    });
  }

  /** What is known of the file without fetching it. */
  async #known(url: string, checksum: Digest | undefined, signal: AbortSignal): Promise<DownloadFacts | undefined> {
    if (this.#fetched.has(url)) return undefined;
    const note = await this.#parts.notes.read(url);
    if (note === undefined) return undefined;
    if (checksum !== undefined) return note.digest === checksum ? note : undefined;
    const headers = { ...HEADERS, 'if-none-match': note.etag };
    // Some servers give ETags and know no If-None-Match: a HEAD tells as much without the bytes.
    const question = { method: 'HEAD', ...(await this.#address(url)), headers, signal } as const;
    const same = await this.#parts.send(question, async (answer) => {
      await answer.discard();
      const etag = answer.headers.etag;
      return (
        (answer.status === 200 && etag === note.etag) || (answer.status === 304 && (etag ?? note.etag) === note.etag)
      );
    });
    return same ? note : undefined;
  }

  async #address(url: string): Promise<Pick<HttpQuestion, 'url' | 'path' | 'authorization'>> {
    const address = addressOf(url);
    return {
      url: address,
      path: dottedPath(url),
      authorization: await httpAuthorization(this.#parts.secrets, address),
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
    await mkdir(this.#parts.folder, { recursive: true });
    const question = { method: 'GET', ...(await this.#address(url)), headers: HEADERS, signal } as const;
    const fetched = await this.#parts.send(question, (answer) => this.#save(url, answer, file, signal));
    const { etag, digest, size, mtime } = fetched;
    if (etag !== undefined) await this.#parts.notes.write(url, { etag, digest, size, mtime });
    return fetched;
  }

  async #save(url: string, answer: HttpAnswer, file: string, signal: AbortSignal): Promise<Fetched> {
    if (answer.status < 200 || answer.status >= 300) {
      await answer.discard();
      throw refused(url, answer.status);
    }
    const { maxSize = MAX_SIZE } = this.#parts;
    const label = redacted(url);
    const encoded = answer.headers['content-encoding']?.trim().toLowerCase() === 'gzip';
    const bytes = encoded ? decompress(answer.body(), { label, signal }) : answer.body();
    const hash = createHash('sha256');
    let size = 0;
    const handle = await open(file, 'w', 0o600);
    try {
      for await (const chunk of bytes) {
        size += chunk.length;
        if (size > maxSize) throw new UserError(`${label} has more than ${maxSize} bytes`);
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    const modified = Date.parse(answer.headers['last-modified'] ?? '');
    return {
      file,
      size,
      digest: digestOfHex(hash.digest('hex')),
      mtime: Number.isNaN(modified) ? 0 : Math.floor(modified / 1000),
      etag: answer.headers.etag,
    };
  }
}

/** @throws UserError when `url` is none */
function addressOf(url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  throw new UserError(`invalid address ${JSON.stringify(url)}`);
}

/**
 * The path of an address with `.` or `..` in it, as it was written: `URL` would resolve them, while Go's client leaves that to
 * the server, which mostly refuses them.
 */
function dottedPath(url: string): string | undefined {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
  const names = path.split('/');
  if (!names.some(isDots)) return undefined;
  const search = new URL(`http://host/${query}`).search;
  return (
    names.map((name) => (isDots(name) ? name : new URL(`http://host/${name}`).pathname.slice(1))).join('/') + search
  );
}

function isDots(name: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(name);
}

/** An address as it may be shown: without user, password, query and fragment. */
function redacted(url: string): string {
  const { protocol, host, pathname } = addressOf(url);
  return `${protocol}//${host}${pathname}`;
}

function refused(url: string, status: number): Error {
  const message = `cannot download ${redacted(url)}: the server answered ${status}`;
  if (status >= 500) return new InfraError(message, { retryable: true, url: redacted(url) });
  return new UserError(message, {
    hint:
      status === 401 || status === 403
        ? `It asks for credentials, or others: give them as the secret HTTP_AUTH_TOKEN_${addressOf(url).hostname}.`
        : 'Look at the address.',
  });
}
