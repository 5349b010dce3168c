import type { Digest } from '../oci/digest.js';
import type { ObjectPlaces } from './port/object-settings.js';

/**
 * Beside BuildKit's own manifest of the same name, and never in its place: builds by either engine find what they left there. Blobs are
 * named by their content, so both can use them.
 */
const OURS = '.layer-build';

/** Where in a bucket the parts of a cache are: blobs where BuildKit has them too. */
export class ObjectKeys {
  readonly manifestsPrefix: string;
  readonly blobsPrefix: string;
  readonly #name: string;

  constructor({ manifestsPrefix, blobsPrefix, name }: ObjectPlaces) {
    this.manifestsPrefix = manifestsPrefix;
    this.blobsPrefix = blobsPrefix;
    this.#name = name;
  }

  /** As the user named it. */
  get shownName(): string {
    return `${this.manifestsPrefix}${this.#name}`;
  }

  get manifest(): string {
    return `${this.manifestsPrefix}${this.#name}${OURS}`;
  }

  blob(digest: Digest): string {
    return `${this.blobsPrefix}${digest}`;
  }

  isOurManifest(key: string): boolean {
    return key.startsWith(this.manifestsPrefix) && key.endsWith(OURS);
  }

  /** What comes after the prefix of blobs, if that is a digest. */
  digestOf(key: string): string | undefined {
    const name = key.startsWith(this.blobsPrefix) ? key.slice(this.blobsPrefix.length) : '';
    return /^sha(?:256:[a-f0-9]{64}|512:[a-f0-9]{128})$/.test(name) ? name : undefined;
  }
}
