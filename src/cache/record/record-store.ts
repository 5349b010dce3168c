import { readdir, rm } from 'node:fs/promises';

import type { DatedLayer, StepCache } from '../../engine/ports.js';
import type { HitSource } from '../../engine/reason.js';
import { NO_BUILD, type FileIdentities, type PreviousBuild, type StepRecord } from '../../engine/record.js';
import type { Layer } from '../../layer/layer.js';
import { digestHex, sha256 } from '../../oci/digest.js';
import { type TreeDigest, type ContentId, type CacheKey, contentIdOfTree } from '../../oci/identity.js';
import { FileLists } from './file-lists.js';
import type { Details } from './details.js';
import type { JournalLine } from '../journal.js';
import { datedLayer, keptBuild, type KeptBuild, MAX_RECORD_SIZE, stepRecord } from './record-codec.js';
import { writeWhole } from '../../files/atomic-file.js';
import type { Decoder } from '../../json/decoder.js';
import { readJsonFile } from '../../json/json-file.js';
import { pathFromRoot, pathInRoot } from '../../files/root-folder.js';
import type { CacheFault, CacheLocation } from '../../engine/cache-location.js';

/** The result of restoring packs before a build. */
export interface RestoreOutcome {
  /** The locations that records came from, by the record's key. Other records were here already. */
  readonly locations?: ReadonlyMap<CacheKey, CacheLocation>;
  /** Errors of locations that could not be reached. */
  readonly faults?: readonly CacheFault[];
}

export interface RecordStoreOptions extends RestoreOutcome {
  /** Removes what was restored. */
  readonly distrust?: () => Promise<void>;
  /** Brings what records name. */
  readonly details?: Details;
  /** Resolves when everything is restored. That may begin with the call: nothing is asked of servers while all records are here. */
  readonly restored?: () => Promise<unknown>;
  /** The same, if it has begun. */
  readonly begun?: () => Promise<unknown> | undefined;
  /** Restores what is only asked for when a step misses. Resolves to whether anything came. */
  readonly restoredBase?: () => Promise<boolean>;
  /** Called once for each record that is found or saved. */
  readonly note?: (line: JournalLine) => void;
}

/** A scope, in words for people, and the records that its last build used. */
export interface KeptScope {
  readonly name: string;
  readonly keys: readonly CacheKey[];
}

/**
 * Step records below the root folder. There is one file for each record, for each long list of files, for each tree (with
 * the layer that first had it), and for each scope (with the keys of the last build's steps). A file that cannot be read
 * counts as missing.
 */
export class RecordStore implements StepCache {
  readonly #root: string;
  readonly #lists: FileLists;
  readonly #scope: string;
  readonly #scopeName: string;
  readonly #note: (line: JournalLine) => void;
  readonly #noted = new Set<CacheKey>();
  readonly #saved = new Set<CacheKey>();
  readonly #distrust: () => Promise<void>;
  readonly #restored: RestoreOutcome;
  readonly #details: Details | undefined;
  readonly #restoring: Required<Pick<RecordStoreOptions, 'restored' | 'begun'>>;
  readonly #restoredBase: () => Promise<boolean>;

  /**
   * @param root absolute path of the root folder
   * @param scope keeps the explanations of different builds apart
   * @param options a callback for the records that are used, and the result of restoring packs before the build
   */
  constructor(
    root: string,
    scope: string,
    { note, distrust, details, restored, begun, restoredBase, ...outcome }: RecordStoreOptions = {},
  ) {
    this.#restored = outcome;
    this.#restoring = { restored: restored ?? noWait, begun: begun ?? noWait };
    this.#restoredBase = restoredBase ?? (() => Promise.resolve(false));
    this.#root = root;
    this.#lists = new FileLists(root);
    this.#details = details;
    this.#scope = digestHex(sha256(scope));
    this.#scopeName = scope;
    this.#note = note ?? (() => undefined);
    this.#distrust = distrust ?? (() => Promise.resolve());
  }

  /** The layers that the records below `root` name. Pruning must keep them. */
  static async layersIn(root: string): Promise<readonly Layer[]> {
    const layers = await readAll(root, 'trees', datedLayer);
    return layers.flatMap((dated) => (dated === undefined ? [] : [dated.layer]));
  }

  /** All records below `root`, except those that cannot be read. */
  static async recordsIn(root: string): Promise<readonly StepRecord[]> {
    const found = await readAll(root, 'records', stepRecord);
    return found.flatMap((record) => record ?? []);
  }

  /** The scopes below `root`, each with the records of its last build. Scopes of older versions have no name. */
  static async scopesIn(root: string): Promise<readonly KeptScope[]> {
    const kept = await readAll(root, 'scopes', keptBuild);
    return kept.flatMap((build) =>
      build === undefined ? [] : [{ name: build.scope ?? '', keys: build.steps.map(({ key }) => key) }],
    );
  }

  get faults(): readonly CacheFault[] {
    return this.#restored.faults ?? [];
  }

  sourceOf(key: CacheKey): HitSource {
    return this.#restored.locations?.get(key)?.kind ?? 'local';
  }

  get #scopeFile(): string {
    return pathInRoot(this.#root, 'scopes', this.#scope);
  }

  async find(key: CacheKey): Promise<StepRecord | undefined> {
    let record = await this.#read(key);
    if (record === undefined) {
      await this.#restoring.restored();
      record = await this.#read(key);
    }
    if (record === undefined) return undefined;
    this.#noteKey(key, { found: true });
    return record;
  }

  async findMore(): Promise<boolean> {
    return await this.#restoredBase();
  }

  async #read(key: CacheKey): Promise<StepRecord | undefined> {
    const record = await readJsonFile(this.#recordFile(key), stepRecord, MAX_RECORD_SIZE);
    return record?.key === key ? record : undefined;
  }

  async save(record: StepRecord): Promise<void> {
    const { inputs, layer, created } = record;
    const kept: StepRecord = { ...record, inputs: { ...inputs, files: await this.#lists.keep(inputs.files) } };
    await writeJson(this.#recordFile(record.key), kept);
    if (layer !== undefined) await writeJson(this.#treeFile(layer.contentId), { layer, created } satisfies DatedLayer);
    this.#saved.add(record.key);
    this.#noteKey(record.key);
  }

  async distrust(): Promise<void> {
    await this.#distrust();
    for (const key of this.#saved) await rm(this.#recordFile(key), { force: true });
    this.#saved.clear();
  }

  async filesOf({ inputs: { files } }: StepRecord): Promise<FileIdentities | undefined> {
    const found = await this.#lists.read(files);
    if (found !== undefined || typeof files !== 'string') return found;
    const brought = await this.#details?.bring(pathFromRoot('fileLists', digestHex(files)));
    return brought === true ? await this.#lists.read(files) : undefined;
  }

  async layerWithTree(tree: TreeDigest): Promise<DatedLayer | undefined> {
    await this.#restoring.begun();
    const contentId = contentIdOfTree(tree);
    const dated = await readJsonFile(this.#treeFile(contentId), datedLayer, MAX_RECORD_SIZE);
    return dated?.layer.contentId === contentId ? dated : undefined;
  }

  async previous(): Promise<PreviousBuild> {
    await this.#restoring.begun();
    const kept = await readJsonFile(this.#scopeFile, keptBuild, MAX_RECORD_SIZE);
    if (kept === undefined) return NO_BUILD;
    const steps = await Promise.all(
      kept.steps.map(async ({ key, stage, instruction }) => {
        const record = await readJsonFile(this.#recordFile(key), stepRecord, MAX_RECORD_SIZE);
        // The record may be from an equal step of another stage.
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
    // Another machine needs all these records, even those of steps that this build did not reach.
    for (const { key } of steps) this.#noteKey(key);
    const kept: KeptBuild = { scope: this.#scopeName, steps, unfinished: build.unfinished };
    await writeJson(this.#scopeFile, kept);
    this.#note({ type: 'scope', file: pathFromRoot('scopes', this.#scope) });
  }

  #noteKey(key: CacheKey, how: { readonly found?: true } = {}): void {
    if (this.#noted.has(key)) return;
    this.#noted.add(key);
    this.#note({ type: 'record', key, ...how });
  }

  #recordFile(key: CacheKey): string {
    return pathInRoot(this.#root, 'records', digestHex(key));
  }

  #treeFile(tree: ContentId): string {
    return pathInRoot(this.#root, 'trees', digestHex(tree));
  }
}

function noWait(): Promise<void> {
  return Promise.resolve();
}

async function readAll<T>(
  root: string,
  folder: 'trees' | 'records' | 'scopes',
  decoder: Decoder<T>,
): Promise<readonly (T | undefined)[]> {
  const names = await readdir(pathInRoot(root, folder)).catch(() => []);
  return Promise.all(names.map((name) => readJsonFile(pathInRoot(root, folder, name), decoder, MAX_RECORD_SIZE)));
}

function writeJson(file: string, value: unknown): Promise<void> {
  return writeWhole(file, JSON.stringify(value));
}
