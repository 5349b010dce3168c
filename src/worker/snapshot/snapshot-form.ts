import { mkdirSync } from 'node:fs';

import { digestHex } from '../../oci/digest.js';
import type { DiffId } from '../../oci/identity.js';
import { ImageWriter } from '../erofs/image-writer.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import type { SnapshotWriter } from './snapshot-writer.js';
import { LayerUnpacker } from './unpacker.js';

/**
 * How a layer is unpacked: as a folder with its files and with overlayfs's marks; as one file that the kernel can mount; or as a folder with
 * nothing but its files, on any file system.
 */
export type SnapshotForm = 'folder' | 'erofs' | 'plain';

/** What of a snapshot has the layer's files. The other thing in it is its notes. */
const CONTENT: Readonly<Record<SnapshotForm, string>> = { folder: 'fs', erofs: 'image', plain: 'fs' };

/** A layer may have a snapshot in each form. */
export function snapshotName(diffId: DiffId, form: SnapshotForm): string {
  return form === 'folder' ? digestHex(diffId) : `${digestHex(diffId)}.${form}`;
}

export function contentOf(snapshot: string, form: SnapshotForm): string {
  return `${snapshot}/${CONTENT[form]}`;
}

interface NewSnapshot {
  readonly form: SnapshotForm;
  readonly diffId: DiffId;
  /** Does not exist yet. */
  readonly folder: string;
  readonly family: XattrFamily;
}

export function snapshotWriter({ form, diffId, folder, family }: NewSnapshot): SnapshotWriter {
  const content = contentOf(folder, form);
  if (form !== 'erofs') {
    mkdirSync(content, { recursive: true, mode: 0o755 });
    return new LayerUnpacker(content, form === 'plain' ? 'none' : family);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return new ImageWriter(content, Buffer.from(digestHex(diffId), 'hex'));
}
