import type { LayerEntry } from '../../layer/entry.js';
import {
  placedGroups,
  type LayerGroup,
  type LayerGroups,
  type PlacedGroup,
} from '../../layer/compression/layer-groups.js';
import { BLOCK } from '../erofs/structures.js';
import { contentBlocks } from './image-plan.js';

/** Groups that have whole files together: a group, or all groups of one large file. */
export interface LayerUnit {
  /** The first group, and the one after the last. */
  readonly firstGroup: number;
  readonly endGroup: number;
  /** How many entries it has. */
  readonly entries: number;
  /** Bytes of the image that its files take. */
  readonly start: number;
  readonly end: number;
}

/** What of a blob must be read for what of an image. */
export class LayerUnits {
  readonly groups: readonly PlacedGroup[];
  /** In the order of the image. Those without any content are not there: nobody asks for them. */
  readonly units: readonly LayerUnit[];

  constructor(groups: LayerGroups, entries: Iterable<LayerEntry>) {
    this.groups = placedGroups(groups);
    this.units = [...unitsOf(this.groups, entries)].filter(({ start, end }) => end > start);
  }

  /** The units that have any of these bytes of the image. */
  within(from: number, end: number): readonly LayerUnit[] {
    const found: LayerUnit[] = [];
    for (let at = this.#firstBehind(from); at < this.units.length; at++) {
      const unit = this.units[at];
      if (unit === undefined || unit.start >= end) break;
      found.push(unit);
    }
    return found;
  }

  /** The number of the first unit that ends behind `from`. */
  #firstBehind(from: number): number {
    let [low, high] = [0, this.units.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.units[middle]?.end ?? Infinity) > from) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function* unitsOf(groups: readonly LayerGroup[], entries: Iterable<LayerEntry>): Generator<LayerUnit> {
  const { blocks } = contentBlocks(entries);
  const rest = entries[Symbol.iterator]();
  let firstGroup = 0;
  let position = 0;
  while (firstGroup < groups.length) {
    const count = groups[firstGroup]?.entries ?? 0;
    let endGroup = firstGroup + 1;
    while (groups[endGroup]?.entries === 0) endGroup++;
    let [start, end] = [position, position];
    for (let taken = 0; taken < count; taken++) {
      const file = rest.next().value as LayerEntry | undefined;
      const block = file?.type === 'file' ? blocks.get(file.path) : undefined;
      if (block === undefined || file?.type !== 'file') continue;
      if (end === position) start = block * BLOCK;
      end = (block + Math.ceil(file.size / BLOCK)) * BLOCK;
    }
    yield { firstGroup, endGroup, entries: count, start, end };
    position = end;
    firstGroup = endGroup;
  }
}
