import type { BuildResult } from '../../app/options/build-options.js';
import type { Environment } from '../../app/options/process/environment.js';
import type { PushedDigest } from '../../app/options/values/pushed-digests.js';
import { array } from '../../json/containers.js';
import { oneOf, positiveInteger, stringUpTo } from '../../json/decoder.js';
import { decodeDocument } from '../../json/document.js';
import { type Decoded, object } from '../../json/object.js';
import { digestHex, sha256 } from '../../oci/digest.js';
import { digest } from '../../oci/digest-schema.js';
import { parseReference, type RepositoryName, sameRepository } from '../../oci/reference.js';

/** What a job notes of an image that it has pushed by its digest. */
const digestNote = object({
  version: oneOf(1),
  /** Repositories, as references name them. */
  names: array(stringUpTo(512), 100),
  digest,
  /** The job with its matrix. */
  job: stringUpTo(4096),
  /** Attempts of a run count from 1. */
  attempt: positiveInteger,
});
export type DigestNote = Decoded<typeof digestNote>;

/** Artifacts with notes have names that start with it. */
export const NOTE_PREFIX = 'layer-build-digests-';
/** The one file in such an artifact. Bytes. */
export const NOTE_FILE = 'digest.json';
const MAX_NOTE_SIZE = 64 * 1024;

/** @throws InfraError for what is not a note */
export function parseNote(bytes: Uint8Array): DigestNote {
  return decodeDocument(digestNote, bytes, { name: 'a note about a pushed digest', maxBytes: MAX_NOTE_SIZE });
}

/**
 * The note about what a job has pushed by digest.
 *
 * @param variant what tells the jobs of a matrix apart
 * @returns `undefined` if all names have tags
 */
export function noteOf(
  { tags, digest: pushed }: Pick<BuildResult, 'tags' | 'digest'>,
  variant: string,
  env: Environment,
): DigestNote | undefined {
  const names = tags.filter((name) => parseReference(name).tag === undefined);
  if (names.length === 0) return undefined;
  const attempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? '1');
  return { version: 1, names, digest: pushed, job: variant, attempt: Number.isInteger(attempt) ? attempt : 1 };
}

/** Another name for each attempt and each image of a job: the names of a run's artifacts are all different. */
export function noteName(note: DigestNote): string {
  return NOTE_PREFIX + digestHex(sha256(JSON.stringify(note))).slice(0, 16);
}

/**
 * What the notes of a run say about the wanted repositories. If a job ran again, its last attempt counts.
 *
 * @param wanted the repositories of the joined image's names
 */
export function digestsFrom(notes: readonly DigestNote[], wanted: readonly RepositoryName[]): readonly PushedDigest[] {
  const newest = new Map<string, number>();
  for (const { job, attempt } of notes) newest.set(job, Math.max(attempt, newest.get(job) ?? 0));
  return notes
    .filter(({ job, attempt }) => attempt === newest.get(job))
    .flatMap((note) => {
      const repositories = note.names.map((name) => parseReference(name));
      const name = repositories.find((one) => wanted.some((other) => sameRepository(one, other)));
      if (name === undefined) return [];
      const { registry, repository } = name;
      return [{ registry, repository, digest: note.digest }];
    });
}
