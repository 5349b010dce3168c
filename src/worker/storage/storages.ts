import { InfraError, messageOf } from '../../errors.js';
import type { ImageMounts } from '../erofs/image-mounts.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import type { StorageDriver } from '../protocol/storage-drivers.js';
import { chooseForm, type OverlayForm } from '../snapshot/choose-form.js';
import type { ContainerPlace } from '../trees/container-place.js';
import type { LayerStorage } from '../trees/layer-storage.js';
import { ShortNames } from './short-names.js';
import { OverlayStorage } from './overlay-storage.js';
import { Snapshots } from '../snapshot/store.js';
import type { OnDemandImages } from '../snapshot/on-demand-images.js';
import type { Unpacking } from '../snapshot/unpack-layer.js';
import { PoolFiles } from '../thin/pool-files.js';
import { ThinVolumes } from '../thin/thin-volumes.js';
import { BtrfsVolumes } from '../volumes/btrfs-volumes.js';
import { ClonedStorage } from '../volumes/cloned-storage.js';
import { CopiedStorage } from '../volumes/copied-storage.js';
import type { VolumeDriver } from '../volumes/volume-driver.js';
import { lackOfOverlay } from './overlay-lack.js';

export interface StoragesParts {
  readonly driver: StorageDriver;
  readonly kernel: KernelCalls;
  readonly family: XattrFamily;
  readonly images: ImageMounts;
  readonly unpacking: Unpacking;
  readonly onDemand: () => OnDemandImages;
  /** `:`-separated folders to look for programs in. */
  readonly path: string;
  /** The folder for what is kept, and a private one on the same file system. */
  readonly folder: string;
  readonly scratch: string;
  /** A private folder in memory. */
  readonly memory: string;
  /** Where the files of containers are kept, and a pool of thin volumes. */
  readonly containerFiles: string;
  readonly thinPool: string;
  readonly warn: (message: string, hint?: string) => void;
}

/** The ways in which this machine keeps layers: the one that was chosen, and those of containers that were made in another way. */
export class Storages {
  readonly #parts: StoragesParts;
  readonly #opened = new Map<ContainerPlace, Promise<LayerStorage>>();
  #chosen: Promise<ContainerPlace> | undefined;

  constructor(parts: StoragesParts) {
    this.#parts = parts;
  }

  /**
   * Opens the storage at the first need.
   *
   * @param place that of a container; by default the one that was chosen
   * @throws InfraError when this machine cannot do it
   */
  async open(place?: ContainerPlace): Promise<LayerStorage> {
    this.#chosen ??= this.#choose();
    const kind = place ?? (await this.#chosen);
    let opened = this.#opened.get(kind);
    if (opened === undefined) {
      opened = this.#open(kind);
      this.#opened.set(kind, opened);
    }
    return opened;
  }

  /** Removes all layers that are kept, in whichever way. What containers wrote stays. */
  async removeKept(): Promise<void> {
    // Whoever takes another driver now wants the room back all the same.
    if (new PoolFiles(this.#parts.thinPool).exists) {
      try {
        await (await this.open('devicemapper')).removeAll();
      } catch (error) {
        this.#parts.warn(`the volumes of device mapper stay: ${messageOf(error)}`);
      }
    }
    await (await this.open()).removeAll();
  }

  /** When no step uses them any more. */
  async close(): Promise<void> {
    for (const opened of this.#opened.values()) await (await opened.catch(() => undefined))?.close();
  }

  async #choose(): Promise<ContainerPlace> {
    const { driver, kernel, family, scratch, warn } = this.#parts;
    switch (driver) {
      case 'auto': {
        const lack = await lackOfOverlay(kernel, family, `${scratch}/overlay-probe`);
        if (lack === undefined) return 'overlay';
        warn(
          `overlayfs cannot be used here, so each RUN gets a copy of all layers below it (--storage-driver vfs): ${lack}`,
          'Keep the data (--root) on a file system that overlayfs can use, such as ext4 or xfs, not on an overlay or NFS.',
        );
        return 'vfs';
      }
      case 'overlay2':
      case 'erofs':
      case 'lazy':
        return 'overlay';
      default:
        return driver;
    }
  }

  async #open(kind: ContainerPlace): Promise<LayerStorage> {
    const { kernel, family } = this.#parts;
    switch (kind) {
      case 'overlay':
        return new OverlayStorage({
          kernel,
          family,
          snapshots: this.#snapshots(),
          names: new ShortNames(`${this.#parts.memory}/lowers`),
        });
      case 'vfs':
        return new CopiedStorage({ kernel, path: this.#parts.path, snapshots: this.#snapshots() });
      case 'btrfs':
        return this.#cloned(
          new BtrfsVolumes({ path: this.#parts.path, folder: this.#parts.scratch }),
          'Keep the data (--root) on btrfs, and install btrfs-progs; or use --storage-driver auto.',
        );
      case 'devicemapper':
        return this.#cloned(
          new ThinVolumes(this.#parts),
          'It needs root, a kernel with dm-thin-pool and loop devices, dmsetup, and e2fsprogs; or use --storage-driver auto.',
        );
    }
  }

  async #cloned(driver: VolumeDriver, hint: string): Promise<LayerStorage> {
    const lack = await driver.lack();
    if (lack !== undefined) throw new InfraError(`this machine cannot use ${driver.name}: ${lack}`, { hint });
    return new ClonedStorage({ ...this.#parts, driver });
  }

  #snapshots(): Snapshots {
    const { folder, scratch, images, unpacking, onDemand, driver, kernel, family, path, warn } = this.#parts;
    const form: OverlayForm = driver === 'erofs' || driver === 'lazy' ? driver : 'overlay';
    const machine = { kernel, family, images, path, folder: `${scratch}/arriving`, warn };
    return new Snapshots({
      folder,
      scratch,
      unpacking,
      images,
      onDemand: onDemand(),
      storage: () => chooseForm(form, machine),
    });
  }
}
