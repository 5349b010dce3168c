import { BlockBuffers } from '../../async/send-in-blocks.js';
import { SingleFlight } from '../../async/single-flight.js';
import type { HttpClient } from '../../http/http-client.js';
import { AskedObjects, type AskedObjectsParts } from '../../objects/asked-objects.js';
import type { LoadObjects } from '../../objects/load-objects.js';
import { ObjectArtifact, type Uploaded } from '../../objects/object-artifact.js';
import { addressOf } from '../../objects/object-error.js';
import { ObjectKeys } from '../../objects/object-keys.js';
import type { ObjectCacheSettings } from '../../objects/port/object-settings.js';

/** Of all uploads of a process together: 64 MiB at most. */
const BLOCKS = 4;
const BLOCK_SIZE = 16 * 1024 * 1024;

/** Opens the caches in object stores that a process uses. No request is made before one is used. */
export class ObjectCaches {
  readonly #http: HttpClient;
  readonly #load: LoadObjects;
  readonly #retry: AskedObjectsParts['retry'];
  readonly #buffers = new BlockBuffers(BLOCKS, BLOCK_SIZE);
  readonly #uploads = new SingleFlight<Uploaded>();

  constructor(http: HttpClient, load: LoadObjects, retry?: AskedObjectsParts['retry']) {
    this.#http = http;
    this.#load = load;
    this.#retry = retry;
  }

  artifact(settings: ObjectCacheSettings): ObjectArtifact {
    const name = nameOf(settings);
    const id = `${name} at ${addressOf(settings.store).href}`;
    return new ObjectArtifact(this.objects(settings), settings, { name, id, uploads: this.#uploads });
  }

  objects(settings: ObjectCacheSettings): AskedObjects {
    return new AskedObjects({
      settings: settings.store,
      name: nameOf(settings),
      http: this.#http,
      load: this.#load,
      buffers: this.#buffers,
      retry: this.#retry,
    });
  }
}

/** For people: `s3 my-bucket/manifests/main`. */
function nameOf({ store, places }: ObjectCacheSettings): string {
  const place = store.kind === 's3' ? store.bucket : `${store.accountName}/${store.container}`;
  return `${store.kind} ${place}/${new ObjectKeys(places).shownName}`;
}
