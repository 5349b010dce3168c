import { readFileSync, writeFileSync } from 'node:fs';

import { list, optional, record, text } from '../protocol/shape.js';

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
  readonly links?: readonly LowerLink[] | undefined;
}

export interface LowerLink {
  readonly path: string;
  readonly target: string;
}

const notes = record({
  implied: list(text),
  opaque: list(text),
  links: optional(list(record({ path: text, target: text }))),
});
const FILE = 'notes.json';

export function writeNotes(snapshot: string, given: SnapshotNotes): void {
  writeFileSync(`${snapshot}/${FILE}`, JSON.stringify(given));
}

export function readNotes(snapshot: string): SnapshotNotes {
  return notes(JSON.parse(readFileSync(`${snapshot}/${FILE}`, 'utf8')), FILE);
}
