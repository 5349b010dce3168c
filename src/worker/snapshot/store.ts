import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

import { moveEntry, publishFolder } from '../../files/publish.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import type { DiffId } from '../../oci/identity.js';
import { BlobUnavailable, type BlobDelivery } from './blob-delivery.js';
import type { WireLayer } from '../protocol/layer-messages.js';
import { removeTree } from '../kernel/remove-tree.js';
import type { ImageMounts } from '../erofs/image-mounts.js';
import { UnfitForImage } from '../erofs/image-writer.js';
import type { ServedFiles } from '../lazy/served-files.js';
import { retime } from './set-file-times.js';
import { contentOf, snapshotName, type SnapshotForm } from './snapshot-form.js';
import { readNotes, writeNotes, type SnapshotNotes } from './snapshot-notes.js';
import type { Unpacking } from './unpack-layer.js';
import { ArrivingLayer } from './arriving-layer.js';
import type { OnDemandImages } from './on-demand-images.js';
import { OnDemandLayer } from './on-demand-layer.js';
import type { UnfinishedLayer } from './unfinished-layer.js';
import type { Storage } from './choose-form.js';

export interface SnapshotsOptions {
  /** The folder for the snapshots of this family, which only root can enter. */
  readonly folder: string;
  /** A private folder on the same file system. */
  readonly scratch: string;
  readonly unpacking: Unpacking;
  readonly images: ImageMounts;
  readonly onDemand: OnDemandImages;
  /** Finds out how new snapshots are kept. It is asked when there is a layer to unpack. */
  readonly storage: () => Promise<Storage>;
}

/** Asks for what a layer is made of. */
export interface LayerQuestions {
  /** @returns the file with the layer's index; `undefined` if it is not known */
  index(): Promise<string | undefined>;
  blob(): BlobDelivery;
}

/** A snapshot that overlayfs can use. */
export interface Lower {
  readonly notes: SnapshotNotes;
  /** The layer's files. */
  readonly files: string;
  readonly form: SnapshotForm;
}

/**
 * Layers, each unpacked once on this machine, with its `notes.json`: as `<folder>/<diff id>/fs`, or as
 * `<folder>/<diff id>.erofs/image`. A snapshot gets its final name by a rename when it is complete, so whatever has a final
 * name can be used. If two builds make the same one, one of them drops its own.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  /** By the snapshot's name. */
  readonly #making = new Map<string, Promise<void>>();
  #chosen: Promise<Storage> | undefined;
  readonly #unfinished = new Map<DiffId, UnfinishedLayer>();
  /** Layers of which no part can be had alone. */
  readonly #undivided = new Set<DiffId>();
  /** By the snapshots' folders. Each step asks for those of all its layers. */
  readonly #notes = new Map<string, SnapshotNotes>();
  #drafts = 0;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
  }

  /**
   * @param ask asks for the blob when the layer must be unpacked
   * @param form in which it must be; by default any that this machine can use
   * @throws InfraError, BlobUnavailable
   */
  async ensure(layer: WireLayer, ask: () => BlobDelivery, form?: SnapshotForm): Promise<void> {
    const { diffId } = layer;
    const folderDoes = form !== 'plain';
    if (folderDoes && this.#exists(diffId, 'folder')) return;
    const wanted = form ?? (await this.#storage()).form;
    const name = snapshotName(diffId, wanted);
    // If it does not come whole, we ask for it ourselves.
    if (wanted === 'erofs') await this.#unfinished.get(diffId)?.whole?.catch(() => undefined);
    for (;;) {
      if (this.#exists(diffId, wanted) || (folderDoes && this.#exists(diffId, 'folder'))) return;
      const making = this.#making.get(name);
      if (making === undefined) {
        const work = this.#make(layer, wanted, ask).finally(() => this.#making.delete(name));
        this.#making.set(name, work);
        await work;
        continue;
      }
      try {
        await making;
      } catch (error) {
        // The other request could not get the blob: ask for it ourselves.
        if (!(error instanceof BlobUnavailable)) throw error;
      }
    }
  }

  /**
   * As `ensure`, but as soon as steps can use the layer.
   *
   * @returns the layer if some of it still comes, or may be wrong
   */
  async begin(layer: WireLayer, ask: LayerQuestions): Promise<UnfinishedLayer | undefined> {
    const { diffId } = layer;
    // Nearly all layers of nearly all steps.
    if (this.#exists(diffId, 'folder')) return undefined;
    const known = this.#unfinished.get(diffId);
    const isWhole = this.#exists(diffId, 'erofs');
    const isMade = known === undefined && this.#making.has(snapshotName(diffId, 'erofs'));
    const served = isWhole || isMade ? undefined : (await this.#storage()).served;
    if (served !== undefined) {
      const first = this.#unfinished.get(diffId) ?? this.#showOnDemand(layer, served, ask);
      if ((await first?.planned) !== undefined) return first;
      if (first?.whole === undefined) {
        const second = this.#unfinished.get(diffId) ?? this.#arrive(layer, served, ask);
        if ((await second.planned) !== undefined) return second;
      }
    }
    await this.ensure(layer, () => ask.blob());
    return undefined;
  }

  /** The layer as a lower directory, after `ensure` or `begin`. @throws SyscallError */
  async lower(diffId: DiffId): Promise<Lower> {
    const form = this.#exists(diffId, 'folder') ? 'folder' : 'erofs';
    const unfinished = this.#exists(diffId, form) ? undefined : await this.#unfinished.get(diffId)?.planned;
    if (unfinished !== undefined) return { ...unfinished, form };
    const snapshot = this.#folder(diffId, form);
    const content = contentOf(snapshot, form);
    const files = form === 'folder' ? content : await this.#options.images.mount(content);
    return { notes: this.#notesOf(snapshot), files, form };
  }

  /** The layer in the form `plain`, after `ensure`. */
  plain(diffId: DiffId): string {
    return this.#folder(diffId, 'plain');
  }

  /**
   * Makes an overlay's upper directory the snapshot of the layer that was captured from it. It must not be mounted any more.
   */
  adopt(upper: string, diffId: DiffId, notes: SnapshotNotes): void {
    const draft = this.#draft();
    mkdirSync(draft, { mode: 0o755 });
    moveEntry(upper, contentOf(draft, 'folder'));
    writeNotes(draft, notes);
    publishFolder(draft, this.#folder(diffId, 'folder'));
  }

  /**
   * Turns the snapshot of the layer `made`, which is not kept, into the snapshot of `kept`, a layer with the same tree.
   * `index` is the index of `kept`. If `kept` has a snapshot already, the one of `made` is only removed: nothing will ask
   * for it.
   */
  async keep(made: DiffId, kept: DiffId, index: LayerIndex, signal: AbortSignal): Promise<void> {
    const draft = this.#draft();
    if (!this.#exists(made, 'folder')) return;
    this.#notes.delete(this.#folder(made, 'folder'));
    moveEntry(this.#folder(made, 'folder'), draft);
    try {
      if (this.#exists(kept, 'folder')) return;
      await retime(contentOf(draft, 'folder'), index, signal);
      publishFolder(draft, this.#folder(kept, 'folder'));
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }

  /** Removes all snapshots. No step may be using them. */
  async removeAll(): Promise<void> {
    const { folder, images } = this.#options;
    this.#notes.clear();
    await images.unmountAll();
    await Promise.all((await readdir(folder)).map((name) => removeTree(`${folder}/${name}`)));
  }

  /** When no step uses them any more: nothing may be mounted below the worker's folder when that is removed. */
  async close(): Promise<void> {
    await this.#options.images.unmountAll();
    const storage = await this.#chosen?.catch(() => undefined);
    await storage?.served?.close();
  }

  async #make(layer: WireLayer, form: SnapshotForm, ask: () => BlobDelivery): Promise<void> {
    const draft = this.#draft();
    const delivery = ask();
    let made = form;
    try {
      await this.#options.unpacking.unpack(layer, delivery, draft, form);
    } catch (error) {
      if (!(error instanceof UnfitForImage)) throw error;
      made = 'folder';
      await this.#options.unpacking.unpack(layer, delivery, draft, made);
    }
    publishFolder(draft, this.#folder(layer.diffId, made));
  }

  #storage(): Promise<Storage> {
    this.#chosen ??= this.#options.storage();
    return this.#chosen;
  }

  #showOnDemand(layer: WireLayer, files: ServedFiles, ask: LayerQuestions): UnfinishedLayer | undefined {
    const { diffId, indexDigest } = layer;
    if (indexDigest === undefined || this.#undivided.has(diffId)) return undefined;
    const { images, onDemand, unpacking } = this.#options;
    const draft = this.#draft();
    const warn = (warnings: readonly string[]): void => {
      if (warnings.length > 0) unpacking.onUnpacked(layer, warnings);
    };
    const indexFile = ask.index();
    const unfinished = new OnDemandLayer({ layer, indexFile, draft, files, images, onDemand, warn });
    this.#keep(layer, unfinished, draft);
    void unfinished.planned.then((planned) => planned ?? this.#undivided.add(diffId));
    return unfinished;
  }

  #arrive(layer: WireLayer, files: ServedFiles, ask: LayerQuestions): UnfinishedLayer {
    const { diffId } = layer;
    const { images, unpacking } = this.#options;
    const draft = this.#draft();
    const onWhole = (warnings: readonly string[]): void => {
      unpacking.onUnpacked(layer, warnings);
      publishFolder(draft, this.#folder(diffId, 'erofs'));
      this.#unfinished.delete(diffId);
    };
    const [indexFile, delivery] = [ask.index(), ask.blob()];
    const unfinished = new ArrivingLayer({
      layer,
      indexFile,
      delivery,
      draft,
      files,
      images,
      pool: unpacking.pool,
      onWhole,
    });
    this.#keep(layer, unfinished, draft);
    return unfinished;
  }

  /** Until it turns out that the layer cannot be had in this way. */
  #keep({ diffId }: WireLayer, unfinished: UnfinishedLayer, draft: string): void {
    this.#unfinished.set(diffId, unfinished);
    const drop = (): void => {
      if (this.#unfinished.get(diffId) === unfinished) this.#unfinished.delete(diffId);
      rmSync(draft, { recursive: true, force: true });
    };
    unfinished.broken.catch(drop);
    void unfinished.planned.then((planned) => planned ?? drop());
  }

  #folder(diffId: DiffId, form: SnapshotForm): string {
    return `${this.#options.folder}/${snapshotName(diffId, form)}`;
  }

  #notesOf(snapshot: string): SnapshotNotes {
    const known = this.#notes.get(snapshot);
    if (known !== undefined) return known;
    const notes = readNotes(snapshot);
    this.#notes.set(snapshot, notes);
    return notes;
  }

  #exists(diffId: DiffId, form: SnapshotForm): boolean {
    return existsSync(this.#folder(diffId, form));
  }

  #draft(): string {
    return `${this.#options.scratch}/draft-${++this.#drafts}`;
  }
}
