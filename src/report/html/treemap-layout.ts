/** A box in any unit. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides a box into one part for each weight. A part's area is in proportion to its weight, and its shape is as close to a
 * square as rows allow (Bruls, Huizing and van Wijk, Squarified Treemaps, 2000).
 *
 * @param weights positive, the largest first
 * @returns one part for each weight, in the same order
 */
export function squarified(weights: readonly number[], box: Box): readonly Box[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = total === 0 ? 0 : (box.width * box.height) / total;
  const parts: Box[] = [];
  let left = box;
  let start = 0;
  while (start < weights.length) {
    const side = Math.min(left.width, left.height);
    let end = start + 1;
    let sum = (weights[start] ?? 0) * scale;
    // A row takes another part as long as its worst aspect ratio does not get worse.
    while (end < weights.length) {
      const next = (weights[end] ?? 0) * scale;
      const first = (weights[start] ?? 0) * scale;
      const last = (weights[end - 1] ?? 0) * scale;
      if (worst(first, next, sum + next, side) > worst(first, last, sum, side)) break;
      sum += next;
      end += 1;
    }
    const row = weights.slice(start, end).map((weight) => weight * scale);
    const laid = layRow(row, sum, left);
    parts.push(...laid.parts);
    left = laid.left;
    start = end;
  }
  return parts;
}

/** The worst aspect ratio of a row: that of its largest or its smallest part. */
function worst(largest: number, smallest: number, sum: number, side: number): number {
  const square = side * side;
  return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * smallest));
}

function layRow(areas: readonly number[], sum: number, box: Box): { readonly parts: Box[]; readonly left: Box } {
  const { x, y, width, height } = box;
  const parts: Box[] = [];
  if (width >= height) {
    const column = height === 0 ? 0 : Math.min(sum / height, width);
    let top = y;
    for (const area of areas) {
      const part = column === 0 ? 0 : area / column;
      parts.push({ x, y: top, width: column, height: part });
      top += part;
    }
    return { parts, left: { x: x + column, y, width: width - column, height } };
  }
  const row = width === 0 ? 0 : Math.min(sum / width, height);
  let start = x;
  for (const area of areas) {
    const part = row === 0 ? 0 : area / row;
    parts.push({ x: start, y, width: part, height: row });
    start += part;
  }
  return { parts, left: { x, y: y + row, width, height: height - row } };
}
