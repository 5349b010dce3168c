import { InfraError } from '../../errors.js';
import type { HttpClient } from '../../http/http-client.js';
import { readBody } from '../../http/read-body.js';
import { bytesBody } from '../../http/request-body.js';
import type { RetryPolicy } from '../../http/retry-policy.js';
import { withDefault } from '../../json/containers.js';
import { boolean, string, stringUpTo } from '../../json/decoder.js';
import { JsonDocument } from '../../json/document.js';
import { nullish, object } from '../../json/object.js';

/** An address that gives the right to read or write one blob, for some minutes. */
export class SignedUrl {
  readonly url: URL;

  /** @throws InfraError for an address that cannot be used for a transfer */
  constructor(text: string) {
    if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
      throw new InfraError('the Actions cache returned an invalid address for a blob');
    }
    this.url = new URL(text);
  }

  /** The parts that errors must not show. */
  get secrets(): readonly string[] {
    const { search, searchParams } = this.url;
    return [search.slice(1), searchParams.get('sig') ?? ''];
  }
}

export interface FoundEntry {
  /** Its full key: the key that was asked for may be only a prefix. */
  readonly key: string;
  readonly download: SignedUrl;
}

export type Reservation =
  | { readonly kind: 'reserved'; readonly upload: SignedUrl }
  /**
   * An entry with this key exists, or a job is making one, or a job that died has begun one. It may even be this job's own,
   * from an earlier attempt whose answer (with the address for the upload) was lost.
   */
  | { readonly kind: 'taken' };

interface ServiceAddress {
  readonly url: URL;
  readonly token: string;
}

const METHODS = '/twirp/github.actions.results.api.v1.CacheService/';
const MAX_ANSWER = 64 * 1024;
const MAX_SHOWN = 300;

/** The second version of GitHub's cache service (Twirp over JSON). */
export class CacheService {
  readonly #http: HttpClient;
  readonly #address: ServiceAddress;
  readonly #retry: RetryPolicy;

  constructor(http: HttpClient, address: ServiceAddress, retry: RetryPolicy) {
    this.#http = http;
    this.#address = address;
    this.#retry = retry;
  }

  /**
   * @param others keys to look for when nothing is found for `key`
   * @returns the entry that the service finds by its own rules: a key also matches the entries that it is a prefix of
   */
  async find(
    key: string,
    version: string,
    signal: AbortSignal,
    others: readonly string[] = [],
  ): Promise<FoundEntry | undefined> {
    const document = await this.#call('GetCacheEntryDownloadURL', { key, restore_keys: others, version }, signal);
    if (document === undefined || !isOk(document)) return undefined;
    const { matched_key: found, signed_download_url: download } = document.decode(foundEntry);
    return { key: found, download: new SignedUrl(download) };
  }

  /** @throws InfraError when the service refuses it for any reason but that the key is taken */
  async reserve(key: string, version: string, signal: AbortSignal): Promise<Reservation> {
    const document = await this.#call('CreateCacheEntry', { key, version }, signal);
    if (document === undefined) return { kind: 'taken' };
    if (!isOk(document)) throw this.#refusal(document);
    return { kind: 'reserved', upload: new SignedUrl(document.decode(reservedEntry).signed_upload_url) };
  }

  /** Makes an uploaded entry visible. */
  async finalize(key: string, version: string, size: number, signal: AbortSignal): Promise<void> {
    try {
      const request = { key, version, size_bytes: String(size) };
      const document = await this.#call('FinalizeCacheEntryUpload', request, signal);
      if (document === undefined) throw new InfraError('the Actions cache has another entry in the making');
      if (!isOk(document)) throw this.#refusal(document);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof InfraError)) throw error;
      // An earlier attempt may have succeeded although its answer was lost.
      if ((await this.find(key, version, signal))?.key !== key) throw error;
    }
  }

  /** @returns `undefined` for a conflict with another entry */
  async #call(
    method: string,
    fields: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<JsonDocument | undefined> {
    const request = {
      method: 'POST',
      url: new URL(METHODS + method, this.#address.url),
      headers: { 'content-type': 'application/json' },
      authorization: `Bearer ${this.#address.token}`,
      body: bytesBody(Buffer.from(JSON.stringify(fields))),
      secrets: [this.#address.token],
      retry: this.#retry,
      signal,
    } as const;
    return await this.#http.send(request, async (answer) => {
      if (answer.status === 409) {
        await answer.discard();
        return undefined;
      }
      if (answer.status !== 200) throw await this.#http.failure(answer, request);
      return JsonDocument.parse(await readBody(answer, MAX_ANSWER), 'an answer of the Actions cache', MAX_ANSWER);
    });
  }

  #refusal(document: JsonDocument): InfraError {
    const { message = '' } = document.decode(refusal);
    const words = message.replaceAll(this.#address.token, '***').slice(0, MAX_SHOWN);
    return new InfraError(`the Actions cache refused an entry${words === '' ? '' : `: ${words}`}`);
  }
}

/** Twirp leaves out fields that are false. */
const outcome = object({ ok: withDefault(boolean, false) });
const foundEntry = object({ matched_key: stringUpTo(512), signed_download_url: string });
const reservedEntry = object({ signed_upload_url: string });
const refusal = object({ message: nullish(string) });

function isOk(document: JsonDocument): boolean {
  return document.decode(outcome).ok;
}
