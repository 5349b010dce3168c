import { readFileSync, writeFileSync } from 'node:fs';

import { array } from '../../json/containers.js';
import { string } from '../../json/decoder.js';
import { decodeDocument } from '../../json/document.js';
import { object, optional } from '../../json/object.js';

/** Which extended attributes overlayfs reads: `user` is its mode for user namespaces (mount option `userxattr`). */
export type XattrFamily = 'trusted' | 'user';

export const OPAQUE_XATTR: Readonly<Record<XattrFamily, string>> = {
  trusted: 'trusted.overlay.opaque',
  user: 'user.overlay.opaque',
};

/** What a snapshot's files do not say by themselves. */
export interface SnapshotNotes {
  /**
   * Directories that the layer does not name but needs as parents (`''` is the root): their owner, mode and time are those of
   * the layers below.
   */
  readonly implied: readonly string[];
  readonly opaque: readonly string[];
  /** Hard links to files of layers below, which are there when the layers are mounted together. Not in earlier notes. */
  readonly links?: readonly LowerLink[];
}

interface LowerLink {
  readonly path: string;
  readonly target: string;
}

const notes = object<SnapshotNotes>({
  implied: array(string),
  opaque: array(string),
  links: optional(array(object<LowerLink>({ path: string, target: string }))),
});
const FILE = 'notes.json';
/** Bytes: more than the paths of a million directories have. */
const MAX_SIZE = 256 * 1024 * 1024;

export function writeNotes(snapshot: string, given: SnapshotNotes): void {
  writeFileSync(`${snapshot}/${FILE}`, JSON.stringify(given));
}

/** @throws InfraError when they are damaged */
export function readNotes(snapshot: string): SnapshotNotes {
  const file = `${snapshot}/${FILE}`;
  return decodeDocument(notes, readFileSync(file), { name: file, maxBytes: MAX_SIZE });
}
