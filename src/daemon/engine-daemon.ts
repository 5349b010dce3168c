import { EngineBug } from '../errors.js';
import { array, withDefault } from '../json/containers.js';
import { boolean, string } from '../json/decoder.js';
import { ifValid, nullish, object } from '../json/object.js';
import type { ChainId } from '../oci/chain-id.js';
import { formatReference } from '../oci/reference.js';
import { archiveBody } from './archive-body.js';
import type { ImageDaemon, LayerFiles, Loaded, LoadableImage } from './daemon.js';
import type { DaemonAddress } from './daemon-address.js';
import { atDaemon, DAEMON_PATIENCE, type DaemonPatience, EngineClient, isRefusal } from './engine-client.js';
import { type ArchiveMembers, type ArchiveParts, dockerMembers, layoutMembers } from './image-members.js';
import { knownLayers } from './known-layers.js';
import { NotTaken } from './load-answer.js';

/** What a daemon says of itself. */
interface EngineTraits {
  readonly product: 'Docker' | 'podman';
  /** `unpacked`: it keeps layers unpacked, by their chain ids; `blobs`: it keeps what it is sent (containerd's image store). */
  readonly keeps: 'unpacked' | 'blobs';
  /** The newest version of the API: the minor of `1.47`. */
  readonly api: number;
}

/** Since this version the daemon says of every manifest whether all of its content is there. */
const API_MANIFESTS = 47;
/** Since this version (Docker 23) the daemon reads layers that are compressed with zstd. */
const API_ZSTD = 42;

const CONTAINERD_STORE = 'io.containerd.snapshotter.v1';

const daemonInfo = object({ DriverStatus: ifValid(array(array(string))) });
const loadedImage = object({ Id: string });
const listedManifests = array(
  object({ Id: string, Manifests: nullish(array(object({ Available: withDefault(boolean, false) }))) }),
);

/**
 * Asks what is at the address.
 *
 * @throws HttpError when nothing is there, or it gives no answer
 */
export async function connectToEngine(
  address: DaemonAddress,
  signal: AbortSignal,
  patience: DaemonPatience = DAEMON_PATIENCE,
): Promise<ImageDaemon> {
  const client = new EngineClient(address, patience);
  try {
    const headers = await client.ping(signal);
    const api = Number(/^1\.(\d{1,4})$/.exec(String(headers['api-version']))?.[1] ?? 0);
    if (headers['libpod-api-version'] !== undefined) {
      return new EngineDaemon(address, client, { product: 'podman', keeps: 'unpacked', api });
    }
    const { DriverStatus = [] } = await client.get('info', daemonInfo, signal);
    const blobs = DriverStatus.some(([key, value]) => key === 'driver-type' && value === CONTAINERD_STORE);
    return new EngineDaemon(address, client, { product: 'Docker', keeps: blobs ? 'blobs' : 'unpacked', api });
  } catch (error) {
    client.close();
    throw error;
  }
}

class EngineDaemon implements ImageDaemon {
  readonly name: string;
  readonly #client: EngineClient;
  readonly #traits: EngineTraits;

  constructor({ text }: DaemonAddress, client: EngineClient, traits: EngineTraits) {
    this.name = `${traits.product} (${text})`;
    this.#client = client;
    this.#traits = traits;
  }

  get keepsIndexes(): boolean {
    return this.#traits.keeps === 'blobs';
  }

  close(): void {
    this.#client.close();
  }

  async load(image: LoadableImage, files: LayerFiles, signal: AbortSignal): Promise<Loaded> {
    const known = await this.#naming(signal, () => this.#known(image, signal));
    const partial = { image, known, files, signal };
    const loaded = known.size === 0 ? undefined : await this.#sendIfTaken(partial, await this.#archive(partial));
    if (loaded !== undefined) return loaded;
    // What was known a moment ago may be pruned by now: everything is sent, once.
    const whole = { ...partial, known: NOTHING };
    const archive = await this.#archive(whole);
    return await this.#naming(signal, () => this.#send(whole, archive));
  }

  async #known(image: LoadableImage, signal: AbortSignal): Promise<ReadonlySet<ChainId>> {
    const { keeps, api } = this.#traits;
    // Without an answer to whether everything is there, nothing may be left out.
    if (keeps === 'blobs' && api < API_MANIFESTS) return NOTHING;
    return await knownLayers(this.#client, image, signal);
  }

  async #archive(parts: ArchiveParts): Promise<ArchiveMembers> {
    if (this.#traits.keeps === 'blobs') return await layoutMembers(parts);
    const [platform, ...others] = parts.image.platforms;
    if (platform === undefined || others.length > 0) throw new EngineBug(`${this.name} was given a list of images`);
    return await dockerMembers(parts, platform, this.#traits.product === 'podman' || this.#traits.api >= API_ZSTD);
  }

  /** @returns `undefined` when the daemon answered that it does not take it */
  async #sendIfTaken(parts: ArchiveParts, archive: ArchiveMembers): Promise<Loaded | undefined> {
    return await this.#naming(parts.signal, async () => {
      try {
        return await this.#send(parts, archive);
      } catch (error) {
        if (error instanceof NotTaken || isRefusal(error)) return undefined;
        throw error;
      }
    });
  }

  async #send({ image, signal }: ArchiveParts, { members, sent, layers }: ArchiveMembers): Promise<Loaded> {
    const body = archiveBody(members);
    await this.#client.load(body, signal);
    if (this.#traits.keeps === 'blobs') await this.#nameBlobs(image, signal);
    else await this.#requireImage(image, signal);
    return { bytes: body.size, sent, layers };
  }

  /** The archive had the names. */
  async #requireImage({ platforms }: LoadableImage, signal: AbortSignal): Promise<void> {
    for (const { imageId } of platforms) {
      const found = await this.#client.find(`images/${imageId}/json`, loadedImage, signal);
      if (found?.Id !== imageId) throw new NotTaken(`it took the image, but has no image ${imageId}`);
    }
  }

  /** Gives the names once all content is there: containerd takes an archive in which blobs are missing. */
  async #nameBlobs({ target, references }: LoadableImage, signal: AbortSignal): Promise<void> {
    if (!(await this.#isComplete(target.digest, signal))) {
      throw new NotTaken(`it took the image, but lacks some of the content of ${target.digest}`);
    }
    for (const { tag, ...reference } of references) {
      const name = new URLSearchParams({ repo: formatReference(reference), tag });
      await this.#client.post(`images/${target.digest}/tag?${name.toString()}`, signal);
    }
  }

  async #isComplete(digest: string, signal: AbortSignal): Promise<boolean> {
    if (this.#traits.api < API_MANIFESTS) {
      return (await this.#client.find(`images/${digest}/json`, loadedImage, signal)) !== undefined;
    }
    const listed = await this.#client.get('images/json?manifests=1', listedManifests, signal);
    const manifests = listed.find(({ Id }) => Id === digest)?.Manifests ?? [];
    return manifests.length > 0 && manifests.every(({ Available }) => Available);
  }

  /** Runs `work`, whose errors get the daemon's name. */
  async #naming<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw atDaemon(this.name, 'loading the image into', error);
    }
  }
}

const NOTHING: ReadonlySet<ChainId> = new Set();
