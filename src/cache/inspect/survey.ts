import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { packedPath } from '../pack/packed-path.js';
import { pathInRoot } from '../../files/root-folder.js';
import { RecordStore } from '../record/record-store.js';
import { readUses } from '../record/record-uses.js';
import type { StepRecord } from '../../engine/record.js';
import type { Layer } from '../../layer/layer.js';
import { digestHex, type Digest } from '../../oci/digest.js';
import { formatReference } from '../../oci/reference.js';
import type { LocalBlobs } from '../local-blobs.js';
import { surveyMounts, type SurveyedMount } from './survey-mounts.js';
import type { RestoredPack } from '../pack/restored-packs.js';

/** A step's record, how it was used, and where its layer is. */
export interface SurveyedRecord {
  readonly record: StepRecord;
  /** Names of the scopes whose last build used it. */
  readonly scopes: readonly string[];
  /** How many builds found it. */
  readonly hits: number;
  /** When a build last found or made it, in milliseconds since the epoch. */
  readonly lastUsed: number;
  /** Where the layer's bytes are, the nearest first; empty for a step without a layer, or if they are lost. */
  readonly locations: readonly string[];
}

export interface CacheSurvey {
  /** The most recently used first. */
  readonly records: readonly SurveyedRecord[];
  readonly mounts: readonly SurveyedMount[];
  /** The number of unpacked layers. */
  readonly snapshots: number;
  readonly totals: {
    /** Bytes of the records' layers. Each blob counts once. */
    readonly bytes: number;
    /** The part of these bytes that is on this machine. */
    readonly bytesHere: number;
  };
}

export interface SurveyParts {
  /** Absolute path of the folder below which everything is kept. */
  readonly root: string;
  readonly local: LocalBlobs;
  readonly packs: readonly RestoredPack[];
  /** The name of `local` for people. It is not always this machine: a pack may be looked at in a folder of its own. */
  readonly here: string;
}

/** Looks at everything that a root keeps for later builds, without marking anything as used. */
export async function surveyCache(parts: SurveyParts): Promise<CacheSurvey> {
  const { root, local } = parts;
  const [found, scopes, uses] = await Promise.all([
    RecordStore.recordsIn(root),
    RecordStore.scopesIn(root),
    readUses(root),
  ]);
  const present = await presentBlobs(local, found);
  const records = found.map((record): SurveyedRecord => {
    const use = uses.get(digestHex(record.key));
    const listed = parts.packs.flatMap(({ listing }) => listing.files.get(packedPath.record(record.key)) ?? []);
    return {
      record,
      scopes: scopes.filter(({ keys }) => keys.includes(record.key)).map(({ name }) => name),
      // A pack has the counts of earlier machines, and this machine's too after it was saved from here.
      hits: Math.max(use?.hits ?? 0, ...listed.map(({ hits }) => hits)),
      lastUsed: Math.max(use?.lastUsed ?? 0, Date.parse(record.created), ...listed.map(({ used }) => Date.parse(used))),
      locations: record.layer === undefined ? [] : locationsOf(record, record.layer, present, parts),
    };
  });
  const layers = new Map(found.flatMap(({ layer }) => (layer === undefined ? [] : [[layer.blob.digest, layer]])));
  const bytesOf = (wanted: (digest: Digest) => boolean): number =>
    [...layers.values()].reduce((sum, { blob }) => sum + (wanted(blob.digest) ? blob.size : 0), 0);
  return {
    records: records.sort((a, b) => b.lastUsed - a.lastUsed),
    mounts: await surveyMounts(root, parts.packs),
    snapshots: await countSnapshots(root),
    totals: { bytes: bytesOf(() => true), bytesHere: bytesOf((digest) => present.has(digest)) },
  };
}

function locationsOf(
  { remakes }: StepRecord,
  { blob }: Layer,
  present: ReadonlySet<Digest>,
  { packs, here }: SurveyParts,
): readonly string[] {
  return [
    ...(present.has(blob.digest) ? [here] : []),
    ...packs.flatMap(({ location, listing }) =>
      listing.blobs.some(({ digest }) => digest === blob.digest) ? [location.name] : [],
    ),
    ...packs.flatMap(({ listing }) =>
      listing.registryBlobs
        .filter(({ digest }) => digest === blob.digest)
        .map(({ registry, repository }) => formatReference({ registry, repository })),
    ),
    ...(remakes === true ? ['made again from the context'] : []),
  ].filter((location, index, all) => all.indexOf(location) === index);
}

/** The blobs whose files exist. Their content is checked when they are read, and by `verifyRoot`. */
async function presentBlobs(local: LocalBlobs, records: readonly StepRecord[]): Promise<ReadonlySet<Digest>> {
  const digests = new Set(records.flatMap(({ layer }) => (layer === undefined ? [] : [layer.blob.digest])));
  const present = await Promise.all(
    [...digests].map(async (digest) => {
      const stats = await stat(local.path(digest)).catch(() => undefined);
      return stats === undefined ? [] : [digest];
    }),
  );
  return new Set(present.flat());
}

async function countSnapshots(root: string): Promise<number> {
  const folder = pathInRoot(root, 'snapshots');
  const families = await readdir(folder).catch(() => []);
  const names = await Promise.all(families.map((family) => readdir(path.join(folder, family)).catch(() => [])));
  return names.flat().length;
}
