import { readdir } from 'node:fs/promises';
import path from 'node:path';

import type { DatedLayer, StepCache } from '../../engine/ports.js';
import type { HitSource } from '../../engine/reason.js';
import { NO_BUILD, type FileIdentities, type PreviousBuild, type StepRecord } from '../../engine/record.js';
import type { Layer } from '../../layer/layer.js';
import { digestHex, sha256 } from '../../oci/digest.js';
import { type TreeDigest, type ContentId, type CacheKey, contentIdOfTree } from '../../oci/identity.js';
import { FileLists } from './file-lists.js';
import type { JournalLine } from '../journal.js';
import { datedLayer, keptBuild, type KeptBuild, MAX_RECORD_SIZE, stepRecord } from './record-codec.js';
import { writeWhole } from '../../files/atomic-file.js';
import { readJsonFile } from '../../json/json-file.js';
import type { CacheFault, CacheLocation } from '../../engine/cache-location.js';

/** What was asked of other places before a build. */
export interface RecordOrigins {
  /** The place that brought a record, by the record's key; others were here. */
  readonly places?: ReadonlyMap<CacheKey, CacheLocation>;
  /** Places that could not be asked. */
  readonly faults?: readonly CacheFault[];
}

export interface RecordStoreOptions extends RecordOrigins {
  /** Is told of each record that is found or saved, once. */
  readonly note?: (line: JournalLine) => void;
}

/** A scope, in words for people, and the records that its last build used. */
export interface KeptScope {
  readonly name: string;
  readonly keys: readonly CacheKey[];
}

/**
 * Step records in a folder, one file a record: `records/<key>`, `lists/<digest>` for what a record says of many files,
 * `trees/<tree digest>` for the layer that first had a tree, `scopes/<scope>` for the keys of the last build's steps. A file
 * that cannot be read counts as absent.
 */
export class RecordStore implements StepCache {
  readonly #folder: string;
  readonly #lists: FileLists;
  readonly #scope: string;
  readonly #scopeName: string;
  readonly #note: (line: JournalLine) => void;
  readonly #noted = new Set<CacheKey>();
  readonly #origins: RecordOrigins;

  /**
   * @param folder absolute path; made when the first record is saved
   * @param scope keeps the explanations of different builds apart
   * @param options who is told of what is used, and what other places brought before the build
   */
  constructor(folder: string, scope: string, { note, ...origins }: RecordStoreOptions = {}) {
    this.#origins = origins;
    this.#folder = folder;
    this.#lists = new FileLists(path.join(folder, 'lists'));
    this.#scope = digestHex(sha256(scope));
    this.#scopeName = scope;
    this.#note = note ?? (() => undefined);
  }

  /** The layers that records below `folder` name: what pruning must keep for them. */
  static async layersIn(folder: string): Promise<readonly Layer[]> {
    const trees = path.join(folder, 'trees');
    const names = await readdir(trees).catch(() => []);
    const layers = await Promise.all(
      names.map((name) => readJsonFile(path.join(trees, name), datedLayer, MAX_RECORD_SIZE)),
    );
    return layers.flatMap((dated) => (dated === undefined ? [] : [dated.layer]));
  }

  /** All records below `folder`; what cannot be read is left out. */
  static async recordsIn(folder: string): Promise<readonly StepRecord[]> {
    const records = path.join(folder, 'records');
    const names = await readdir(records).catch(() => []);
    const found = await Promise.all(
      names.map((name) => readJsonFile(path.join(records, name), stepRecord, MAX_RECORD_SIZE)),
    );
    return found.flatMap((record) => record ?? []);
  }

  /** The scopes below `folder`, each with the records of its last build; those that an older version left have no name. */
  static async scopesIn(folder: string): Promise<readonly KeptScope[]> {
    const scopes = path.join(folder, 'scopes');
    const names = await readdir(scopes).catch(() => []);
    const kept = await Promise.all(
      names.map((name) => readJsonFile(path.join(scopes, name), keptBuild, MAX_RECORD_SIZE)),
    );
    return kept.flatMap((build) =>
      build === undefined ? [] : [{ name: build.scope ?? '', keys: build.steps.map(({ key }) => key) }],
    );
  }

  get faults(): readonly CacheFault[] {
    return this.#origins.faults ?? [];
  }

  sourceOf(key: CacheKey): HitSource {
    return this.#origins.places?.get(key)?.kind ?? 'local';
  }

  get #scopeFile(): string {
    return path.join(this.#folder, 'scopes', this.#scope);
  }

  async find(key: CacheKey): Promise<StepRecord | undefined> {
    const record = await readJsonFile(this.#recordFile(key), stepRecord, MAX_RECORD_SIZE);
    if (record?.key !== key) return undefined;
    this.#noteKey(key, { found: true });
    return record;
  }

  async save(record: StepRecord): Promise<void> {
    const { inputs, layer, created } = record;
    const kept: StepRecord = { ...record, inputs: { ...inputs, files: await this.#lists.keep(inputs.files) } };
    await writeJson(this.#recordFile(record.key), kept);
    if (layer !== undefined) await writeJson(this.#treeFile(layer.contentId), { layer, created } satisfies DatedLayer);
    this.#noteKey(record.key);
  }

  filesOf({ inputs }: StepRecord): Promise<FileIdentities | undefined> {
    return this.#lists.read(inputs.files);
  }

  async layerWithTree(tree: TreeDigest): Promise<DatedLayer | undefined> {
    const contentId = contentIdOfTree(tree);
    const dated = await readJsonFile(this.#treeFile(contentId), datedLayer, MAX_RECORD_SIZE);
    return dated?.layer.contentId === contentId ? dated : undefined;
  }

  async previous(): Promise<PreviousBuild> {
    const kept = await readJsonFile(this.#scopeFile, keptBuild, MAX_RECORD_SIZE);
    if (kept === undefined) return NO_BUILD;
    const steps = await Promise.all(
      kept.steps.map(async ({ key, stage, instruction }) => {
        const record = await readJsonFile(this.#recordFile(key), stepRecord, MAX_RECORD_SIZE);
        // A record may have been made by an equal step of another stage.
        return record === undefined ? undefined : { ...record, stage, instruction };
      }),
    );
    const evicted = kept.steps
      .filter((_, index) => steps[index] === undefined)
      .map(({ stage, instruction }) => ({ stage, instruction }));
    return {
      steps: steps.filter((step) => step !== undefined),
      unfinished: kept.unfinished,
      ...(evicted.length > 0 && { evicted }),
    };
  }

  async savePrevious(build: PreviousBuild): Promise<void> {
    const steps = build.steps.map(({ key, stage, instruction }) => ({ key, stage, instruction }));
    // Another machine needs the records too, also of steps that this build did not come to.
    for (const { key } of steps) this.#noteKey(key);
    const kept: KeptBuild = { scope: this.#scopeName, steps, unfinished: build.unfinished };
    await writeJson(this.#scopeFile, kept);
    this.#note({ type: 'scope', file: `cache/scopes/${this.#scope}` });
  }

  #noteKey(key: CacheKey, how: { readonly found?: true } = {}): void {
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.#note({ type: 'record', key, ...how });
  }

  #recordFile(key: CacheKey): string {
    return path.join(this.#folder, 'records', digestHex(key));
  }

  #treeFile(contentId: ContentId): string {
    return path.join(this.#folder, 'trees', digestHex(contentId));
  }
}

function writeJson(file: string, value: unknown): Promise<void> {
  return writeWhole(file, JSON.stringify(value));
}
