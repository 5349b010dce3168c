import { UserError } from '../../errors.js';

const SIZE = /^(\d+(?:\.\d+)?) ?([kmgtp]?)(?:i?b)?$/i;
const UNITS = ['', 'k', 'm', 'g', 't', 'p'];
const NAMES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes of a size such as `64m`. @throws UserError */
export function parseByteSize(text: string, path: string): number {
  const [, count, unit = ''] = SIZE.exec(text) ?? [];
  if (count === undefined) throw new UserError(`${path}: ${JSON.stringify(text)} is no size`);
  return Math.trunc(Number(count) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
}

/** As docker writes sizes: four digits and a unit; nothing for 0. */
export function byteSizeText(bytes: number): string | undefined {
  if (bytes === 0) return undefined;
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < NAMES.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${Number(size.toPrecision(4))}${NAMES[unit] ?? ''}`;
}
