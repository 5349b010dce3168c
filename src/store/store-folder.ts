import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync } from 'node:fs';
import { join } from 'node:path';

import { InfraError } from '../errors.js';
import { writeWhole } from '../files/atomic-file.js';
import { pathInRoot, topFolders, type RootFolder } from '../files/root-folder.js';
import { digestAlgorithm, digestHex, type Digest } from '../oci/digest.js';
import type { DiffId } from '../oci/identity.js';
import { ownIdentity } from '../files/process-identity.js';
import { refuseLinks } from './refuse-links.js';
import { makeFolders } from '../files/make-folders.js';

const OWN_FOLDERS: readonly RootFolder[] = ['indexes', 'imageIds', 'imageTags', 'imageSizes', 'leases', 'ingest'];

/**
 * The folders of a store, below one root that may be deleted at any time. `files/root-folder.ts` names them.
 *
 * Files get their final names by a rename, so that readers never see a part of a file. Nothing is synced to the disk. A killed process
 * only leaves files in `ingest`: what it wrote is still in the kernel. After a crash of the machine a blob may have lost bytes. Its size
 * and digest show that when it is read, and it is fetched or made again. That costs less than an fsync for each blob of every build.
 */
export class StoreFolder {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /**
   * Makes the missing folders. Images may have content that other users must not see, and other users may be able to open the root. So each
   * folder in it is made private, also one that an earlier version left open. The mode of the root itself does not change.
   *
   * @throws InfraError if they cannot be made; UserError if one is a link
   */
  static open(root: string): StoreFolder {
    const folder = new StoreFolder(root);
    refuseLinks(root);
    try {
      makeFolders(root, 0o700);
      const own = [...folder.blobs.map(({ path }) => path), ...OWN_FOLDERS.map((name) => pathInRoot(root, name))];
      for (const path of own) makeFolders(path, 0o700);
      closeToOthers(root);
    } catch (error) {
      throw new InfraError(`cannot use ${root} as the store`, {
        cause: error,
        hint: 'Choose a folder that can be written to with --root.',
      });
    }
    return folder;
  }

  blob(digest: Digest): string {
    return pathInRoot(this.root, 'blobs', digestAlgorithm(digest), digestHex(digest));
  }

  index(diffId: DiffId): string {
    return pathInRoot(this.root, 'indexes', digestHex(diffId));
  }

  /** How large the layers of an image are. @param target the digest of its manifest or index */
  imageSizes(target: Digest): string {
    return pathInRoot(this.root, 'imageSizes', digestHex(target));
  }

  get blobs(): readonly { readonly algorithm: 'sha256' | 'sha512'; readonly path: string }[] {
    return (['sha256', 'sha512'] as const).map((algorithm) => ({
      algorithm,
      path: pathInRoot(this.root, 'blobs', algorithm),
    }));
  }

  get indexes(): string {
    return pathInRoot(this.root, 'indexes');
  }
  get imageIds(): string {
    return pathInRoot(this.root, 'imageIds');
  }
  get imageTags(): string {
    return pathInRoot(this.root, 'imageTags');
  }
  get leases(): string {
    return pathInRoot(this.root, 'leases');
  }
  get ingest(): string {
    return pathInRoot(this.root, 'ingest');
  }

  /** Writes a small file of the store as a whole. */
  async write(file: string, content: string | Uint8Array): Promise<void> {
    await writeWhole(file, content, { draft: this.newIngestPath() });
  }

  /** A new path in `ingest`, different for each call and process. Its name starts with the process's identity. */
  newIngestPath(): string {
    return pathInRoot(this.root, 'ingest', `${ownIdentity()}.${randomBytes(8).toString('hex')}`);
  }
}

/** Makes our folders directly below a root private. Only folders with our names are changed: all others are not ours. */
function closeToOthers(root: string): void {
  for (const name of topFolders()) {
    const stats = lstatSync(join(root, name), { throwIfNoEntry: false });
    if (stats?.isDirectory() !== true || (stats.mode & 0o77) === 0 || stats.uid !== process.getuid?.()) continue;
    chmodSync(join(root, name), 0o700);
  }
}
