import { closeSync, openSync, readSync } from 'node:fs';

import { InfraError } from '../../errors.js';
import { inflateGroup } from '../../layer/compression/inflate-group.js';
import type { LayerEntry } from '../../layer/entry.js';
import { memberReader } from '../../layer/layer-reader.js';
import type { LayerGroups, PlacedGroup } from '../../layer/compression/layer-groups.js';
import type { BlobPart } from '../../oci/blob-part.js';
import { BLOCK } from '../erofs/structures.js';
import { CheckedContent } from './checked-content.js';
import { LayerUnits, type LayerUnit } from './layer-units.js';

/** Bytes of the blob that nobody asked for, but that are fetched if they lie between what is wanted: cheaper than another request. */
const BRIDGE = 64 * 1024;
/** Groups that are fetched at most behind what is asked for, when a layer is read from one end to the other. */
const MAX_AHEAD = 8;

export interface OnDemandParts {
  /** The image without content, as `writePlan` wrote it. */
  readonly image: string;
  readonly label: string;
  readonly groups: LayerGroups;
  readonly entries: Iterable<LayerEntry>;
  /** Fetches a part of the blob. `arrived` answers it. */
  readonly want: (part: BlobPart) => void;
  /** These bytes of the image are there now, and were checked. */
  readonly filled: (start: number, end: number) => void;
}

type GroupState = 'absent' | 'coming' | { readonly file: string };

/**
 * Fills in the content of an image as it is asked for. The groups that have it are fetched, inflated and put into the image, and the sha256
 * of each file is that of the index before anybody sees a byte of it. So nothing else has to be believed: not the groups, and not who sent
 * them.
 */
export class OnDemandImage {
  readonly #parts: OnDemandParts;
  readonly #units: LayerUnits;
  readonly #content: CheckedContent;
  readonly #states: GroupState[];
  /** What somebody waits for. */
  readonly #asked = new Set<LayerUnit>();
  readonly #filled = new Set<LayerUnit>();
  /** Groups to fetch ahead. */
  #ahead = 0;

  constructor(parts: OnDemandParts) {
    this.#parts = parts;
    this.#units = new LayerUnits(parts.groups, parts.entries);
    this.#content = new CheckedContent(parts.image, parts.entries);
    this.#states = this.#units.groups.map(() => 'absent');
  }

  /**
   * Somebody waits for these bytes of the image.
   *
   * @throws InfraError when what came is not the layer; UnfitForImage
   */
  ask(from: number, end: number): void {
    const units = this.#units.within(from, end).filter((unit) => !this.#filled.has(unit));
    for (const unit of units) this.#asked.add(unit);
    for (const part of this.#missing(units)) this.#parts.want(part);
    this.#fillAsked();
  }

  /**
   * A part that was wanted is in a file, at its own place.
   *
   * @throws as `ask`
   */
  arrived({ offset, length }: BlobPart, file: string): void {
    for (const [number, group] of this.#units.groups.entries()) {
      const isIn = group.offset >= offset && group.offset + group.compressed <= offset + length;
      if (isIn && typeof this.#states[number] === 'string') this.#states[number] = { file };
    }
    this.#fillAsked();
  }

  close(): void {
    this.#content.close();
  }

  /** The parts that have the groups of the units, as few as make sense. They count as coming from now on. */
  #missing(units: readonly LayerUnit[]): readonly BlobPart[] {
    const wanted: number[] = [];
    for (const { firstGroup, endGroup } of units) {
      for (let group = firstGroup; group < endGroup; group++) if (this.#isAbsent(group)) wanted.push(group);
    }
    const [first] = wanted;
    const last = wanted.at(-1);
    if (first === undefined || last === undefined) return [];
    wanted.push(...this.#behind(first, last));
    const parts: { first: PlacedGroup; last: PlacedGroup }[] = [];
    for (const number of wanted) {
      const group = this.#units.groups[number];
      if (group === undefined) continue;
      this.#states[number] = 'coming';
      const before = parts.at(-1);
      if (before !== undefined && group.offset - endOf(before.last) <= BRIDGE) before.last = group;
      else parts.push({ first: group, last: group });
    }
    return parts.map(({ first: { offset }, last: end }) => ({ offset, length: endOf(end) - offset }));
  }

  /** Groups that are likely to be asked for next: the more, the longer a layer is read in its order. */
  #behind(first: number, last: number): readonly number[] {
    const goesOn = first > 0 && !this.#isAbsent(first - 1);
    this.#ahead = goesOn ? Math.min(MAX_AHEAD, Math.max(1, 2 * this.#ahead)) : 0;
    const found: number[] = [];
    for (let group = last + 1; found.length < this.#ahead && this.#isAbsent(group); group++) found.push(group);
    return found;
  }

  #isAbsent(group: number): boolean {
    return this.#states[group] === 'absent';
  }

  #fillAsked(): void {
    for (const unit of this.#asked) {
      const files = this.#states.slice(unit.firstGroup, unit.endGroup);
      if (!files.every((state) => typeof state === 'object')) continue;
      this.#asked.delete(unit);
      this.#filled.add(unit);
      this.#fill(unit);
      this.#parts.filled(unit.start, unit.end);
    }
  }

  #fill(unit: LayerUnit): void {
    let entries = 0;
    const content = this.#content;
    content.beginAt(unit.start);
    const reader = memberReader(this.#parts.label, {
      entry: (entry) => {
        entries++;
        content.entry(entry);
      },
      data: (chunk) => content.data(chunk),
      end: () => content.end(),
      opaque: () => undefined,
    });
    for (let number = unit.firstGroup; number < unit.endGroup; number++) {
      const [group, state] = [this.#units.groups[number], this.#states[number]];
      if (group === undefined || typeof state !== 'object') continue;
      reader.write(inflateGroup(readAt(state.file, group), group.size, this.#parts.groups.format));
    }
    content.flush();
    const isWhole = entries === unit.entries && Math.ceil(content.position / BLOCK) * BLOCK === unit.end;
    if (!isWhole) throw new InfraError(`${this.#parts.label} is not what its index says`);
  }
}

function endOf({ offset, compressed }: PlacedGroup): number {
  return offset + compressed;
}

function readAt(file: string, { offset, compressed }: PlacedGroup): Buffer {
  const bytes = Buffer.allocUnsafe(compressed);
  const fd = openSync(file, 'r');
  try {
    for (let at = 0; at < compressed;) {
      const count = readSync(fd, bytes, at, compressed - at, offset + at);
      if (count === 0) throw new InfraError(`${file} is cut off`);
      at += count;
    }
    return bytes;
  } finally {
    closeSync(fd);
  }
}
