import { readFileSync, writeFileSync } from 'node:fs';

import { array, mapOf } from '../../json/containers.js';
import { string } from '../../json/decoder.js';
import { decodeDocument } from '../../json/document.js';
import { object, optional } from '../../json/object.js';

/** What cannot be seen from a snapshot's files. */
export interface SnapshotNotes {
  /**
   * Directories that the layer does not name but needs as parents (`''` is the root). Their owner, mode and time come from
   * the layers below.
   */
  readonly implied: readonly string[];
  /** Directories that hide what the layers below have in them. */
  readonly opaque: readonly string[];
  /**
   * Hard links to files of layers below. They can only be made when the layers are mounted together. Absent in older notes.
   */
  readonly links?: readonly LowerLink[];
  /** What the layer removes of the layers below; only in the form `plain`, which has no marks for it among its files. */
  readonly whiteouts?: readonly string[];
  /** Extended attributes of folders, which a folder of the layers below gets; only in the form `plain`. Values in base64. */
  readonly attributes?: readonly FolderAttributes[];
}

interface FolderAttributes {
  readonly path: string;
  readonly xattrs: Readonly<Record<string, string>>;
}

interface LowerLink {
  readonly path: string;
  readonly target: string;
}

const notes = object<SnapshotNotes>({
  implied: array(string),
  opaque: array(string),
  links: optional(array(object<LowerLink>({ path: string, target: string }))),
  whiteouts: optional(array(string)),
  attributes: optional(array(object<FolderAttributes>({ path: string, xattrs: mapOf(string) }))),
});
const FILE = 'notes.json';
/** Bytes. The paths of a million directories take less. */
const MAX_SIZE = 256 * 1024 * 1024;

export function writeNotes(snapshot: string, given: SnapshotNotes): void {
  writeFileSync(`${snapshot}/${FILE}`, JSON.stringify(given));
}

/** @throws InfraError when they are damaged */
export function readNotes(snapshot: string): SnapshotNotes {
  const file = `${snapshot}/${FILE}`;
  return decodeDocument(notes, readFileSync(file), { name: file, maxBytes: MAX_SIZE });
}
