import { mkdir, mkdtemp, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactClient } from '@actions/artifact';

import { withTimeLimit } from '../../async/time-limit.js';
import { settledBefore } from '../../async/abortable.js';
import { discard } from '../../files/discard.js';
import { type DigestNote, NOTE_FILE, NOTE_PREFIX, noteName, parseNote } from './digest-notes.js';

/** The client for the artifacts of this run. Loaded only when it is used, since the library is large. */
export type LoadArtifacts = () => Promise<
  Pick<ArtifactClient, 'uploadArtifact' | 'listArtifacts' | 'downloadArtifact'>
>;

/** Days that a note is kept: jobs of one run are over by then. */
const RETENTION_DAYS = 1;
/** Notes of one run that are read. */
const MOST_NOTES = 500;
const MAX_BYTES = 1024 * 1024;
const LONGEST_MS = 120_000;

/** Leaves a note for the jobs of this run that come later. @param tempDir absolute */
export async function leaveNote(
  note: DigestNote,
  loadArtifacts: LoadArtifacts,
  tempDir: string,
  stop: AbortSignal,
): Promise<void> {
  const files = { [NOTE_FILE]: JSON.stringify(note) };
  await uploadTexts(noteName(note), files, loadArtifacts, tempDir, stop, { retentionDays: RETENTION_DAYS });
}

/**
 * Uploads an artifact.
 *
 * @param files texts by the names of the files
 * @param tempDir absolute
 * @returns the artifact's number, if the server told it
 */
export async function uploadTexts(
  name: string,
  files: Readonly<Record<string, string>>,
  loadArtifacts: LoadArtifacts,
  tempDir: string,
  stop: AbortSignal,
  options: { readonly retentionDays?: number } = {},
): Promise<number | undefined> {
  const signal = bounded(stop);
  const folder = await mkdtemp(path.join(tempDir, 'layer-build-artifact-'));
  try {
    const paths = Object.entries(files).map(([file, text]) => [path.join(folder, file), text] as const);
    for (const [file, text] of paths) await writeFile(file, text);
    const client = await loadArtifacts();
    const upload = client.uploadArtifact(
      name,
      paths.map(([file]) => file),
      folder,
      options,
    );
    return (await settledBefore(signal, upload)).id;
  } finally {
    await discard(folder);
  }
}

/** All notes of this run. @param tempDir absolute */
export async function readNotes(
  loadArtifacts: LoadArtifacts,
  tempDir: string,
  stop: AbortSignal,
): Promise<readonly DigestNote[]> {
  const signal = bounded(stop);
  const client = await loadArtifacts();
  const { artifacts } = await settledBefore(signal, client.listArtifacts({ latest: true }));
  const named = artifacts.filter(({ name, size }) => name.startsWith(NOTE_PREFIX) && size <= MAX_BYTES);
  const folder = await mkdtemp(path.join(tempDir, 'layer-build-notes-'));
  try {
    const notes: DigestNote[] = [];
    for (const [index, { id }] of named.slice(0, MOST_NOTES).entries()) {
      const place = path.join(folder, String(index));
      await mkdir(place);
      await settledBefore(signal, client.downloadArtifact(id, { path: place }));
      notes.push(parseNote(await readStart(path.join(place, NOTE_FILE))));
    }
    return notes;
  } finally {
    await discard(folder);
  }
}

/** The library tries again for a long time. */
function bounded(signal: AbortSignal): AbortSignal {
  return withTimeLimit(signal, LONGEST_MS);
}

/** The artifact may hold anything: no more than a note can have is read. */
async function readStart(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
