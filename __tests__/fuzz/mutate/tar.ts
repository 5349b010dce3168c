import { checksum } from '../../../src/layer/tar/tar-block.js';
import { replaced, type Mutator } from './mutator.js';

const BLOCK = 512;

/** The offsets and lengths of a header's fields (POSIX ustar, and GNU's for sparse files). */
const FIELDS: readonly (readonly [start: number, length: number])[] = [
  ...([
    [0, 100],
    [100, 8],
    [108, 8],
    [116, 8],
    [124, 12],
    [136, 12],
    [156, 1],
    [157, 100],
    [257, 8],
  ] as const),
  ...([
    [329, 8],
    [337, 8],
    [345, 155],
    [386, 12],
    [398, 12],
    [410, 12],
    [482, 1],
    [483, 12],
    [508, 4],
  ] as const),
];
const TYPES = '01234567SDxgLKVA\0';
const TEXTS = [
  '',
  '\0',
  ' ',
  '7',
  '77777777777',
  '\x80\0\0\0\0\0\0\x01',
  '\xff\xff\xff\xff\xff\xff\xff\xfe',
  '../a',
  '/',
  './',
  'a/',
  '\xff',
];

/** Writes into one field of one header. */
export const mutateTarField: Mutator = (input, { random, tokens }) => {
  const headers = headersOf(input);
  if (headers.length === 0) return input;
  const at = random.pick(headers);
  const [start, length] = random.pick(FIELDS);
  const copy = Buffer.from(input);
  const field = copy.subarray(at + start, at + start + length);
  if (length === 1) field.write(TYPES.charAt(random.below(TYPES.length)), 'latin1');
  else if (random.once(3) && tokens.length > 0) field.fill(0).set(random.pick(tokens).subarray(0, length));
  else field.fill(0).write(random.pick(TEXTS), 'latin1');
  return copy;
};

/** Moves or repeats whole members, or cuts one out. */
export const mutateTarMembers: Mutator = (input, { random, other }) => {
  const [own, theirs] = [membersOf(input), membersOf(other)];
  if (own.length === 0) return input;
  const [start, end] = random.pick(own);
  const [at] = random.pick(own);
  switch (random.below(3)) {
    case 0:
      return replaced(input, start, end, Buffer.alloc(0));
    case 1:
      return replaced(input, at, at, input.subarray(start, end));
    default: {
      const [from, to] = theirs.length === 0 ? [0, 0] : random.pick(theirs);
      return replaced(input, at, at, other.subarray(from, to));
    }
  }
};

/** Gives each header the right checksum. Otherwise, every mutation would be refused at the first header. */
export function mendTar(input: Buffer): Buffer {
  const copy = Buffer.from(input);
  for (const at of headersOf(copy)) {
    const block = copy.subarray(at, at + BLOCK);
    block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  }
  return copy;
}

function membersOf(input: Buffer): (readonly [start: number, end: number])[] {
  const headers = headersOf(input);
  return headers.map((start, index) => [start, headers[index + 1] ?? input.length]);
}

/** The offsets of the headers, computed from their sizes. */
function headersOf(input: Buffer): number[] {
  const found: number[] = [];
  for (let at = 0; at + BLOCK <= input.length;) {
    const block = input.subarray(at, at + BLOCK);
    if (block.every((byte) => byte === 0)) {
      at += BLOCK;
      continue;
    }
    found.push(at);
    const size = /^[ \0]*([0-7]+)/.exec(block.toString('latin1', 124, 136))?.[1] ?? '0';
    const withoutContent = '123456'.includes(String.fromCharCode(block[156]!));
    at += BLOCK + (withoutContent ? 0 : Math.ceil(parseInt(size, 8) / BLOCK) * BLOCK);
  }
  return found;
}
