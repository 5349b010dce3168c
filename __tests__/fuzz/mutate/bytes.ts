import type { Random } from '../random.js';
import { replaced, type Mutator } from './mutator.js';

/** Numbers at which programs often fail. */
const NUMBERS: readonly bigint[] = [
  ...[0n, 1n, -1n, 2n, 7n, 8n, 15n, 16n, 31n, 32n, 63n, 64n, 100n, 127n, 128n, 255n, 256n, 511n, 512n, 513n],
  ...[0x7fffn, 0x8000n, 0xffffn, 0x10000n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 0x100000000n],
  ...[2n ** 53n - 1n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n, -(2n ** 31n), -(2n ** 53n), 10n ** 21n],
];

const flipBit: Mutator = (input, { random }) => withByte(input, random, (byte) => byte ^ (1 << random.below(8)));

const setByte: Mutator = (input, { random }) => withByte(input, random, () => random.below(256));

const addToByte: Mutator = (input, { random }) => withByte(input, random, (byte) => byte + random.below(71) - 35);

const setNumber: Mutator = (input, { random }) => {
  const size = random.pick([2, 4, 8]);
  if (input.length < size) return input;
  const copy = Buffer.from(input);
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt.asIntN(64, random.pick(NUMBERS)));
  const written = bytes.subarray(8 - size);
  copy.set(random.once(2) ? written : written.reverse(), random.below(input.length - size + 1));
  return copy;
};

/** Replaces a number that is written in digits. */
const setDigits: Mutator = (input, { random }) => {
  const numbers = [...input.toString('latin1').matchAll(/\d+/g)];
  if (numbers.length === 0) return input;
  const { index, 0: digits } = random.pick(numbers);
  const number = random.once(3) ? BigInt(digits.slice(0, 30)) + BigInt(random.below(5) - 2) : random.pick(NUMBERS);
  const text = number.toString(random.once(4) ? 8 : 10);
  const padded = random.once(2) ? text.padStart(digits.length, '0') : text;
  return replaced(input, index, index + digits.length, Buffer.from(padded));
};

const removeBlock: Mutator = (input, { random }) => {
  const [start, end] = block(input, random);
  return replaced(input, start, end, Buffer.alloc(0));
};

const copyBlock: Mutator = (input, { random }) => {
  const [start, end] = block(input, random);
  const at = random.below(input.length + 1);
  return replaced(input, at, random.once(2) ? at : at + end - start, input.subarray(start, end));
};

/** Repeats a part many times: a text that is fast once may be slow a thousand times. */
const repeatBlock: Mutator = (input, { random }) => {
  const [start, end] = block(input, random);
  const times = 2 ** random.below(12);
  const block_ = input.subarray(start, Math.min(end, start + 64));
  return replaced(input, start, start, Buffer.concat(Array.from({ length: times }, () => block_)));
};

const insertBytes: Mutator = (input, { random }) => {
  const at = random.below(input.length + 1);
  const one = random.below(256);
  const bytes = Array.from({ length: random.length(64) }, () => (random.once(2) ? one : random.below(256)));
  return replaced(input, at, at, Buffer.from(bytes));
};

const insertToken: Mutator = (input, { random, tokens }) => {
  if (tokens.length === 0) return input;
  const token = random.pick(tokens);
  const at = random.below(input.length + 1);
  return replaced(input, at, random.once(2) ? at : at + token.length, token);
};

/** The beginning of one input and the end of another. */
const splice: Mutator = (input, { random, other }) =>
  Buffer.concat([input.subarray(0, random.below(input.length + 1)), other.subarray(random.below(other.length + 1))]);

const insertOther: Mutator = (input, { random, other }) => {
  const [start, end] = block(other, random);
  const at = random.below(input.length + 1);
  return replaced(input, at, random.once(2) ? at : at + end - start, other.subarray(start, end));
};

const swapLines: Mutator = (input, { random }) => {
  const lines = input.toString('latin1').split('\n');
  const [one, two] = [random.below(lines.length), random.below(lines.length)];
  if (random.once(2)) lines.splice(one, 0, lines[two]!);
  else [lines[one], lines[two]] = [lines[two]!, lines[one]!];
  return Buffer.from(lines.join('\n'), 'latin1');
};

export const BYTE_MUTATORS: readonly Mutator[] = [
  ...[flipBit, setByte, addToByte, setNumber, setDigits, removeBlock, copyBlock, insertBytes],
  ...[insertToken, insertToken, splice, insertOther, swapLines, repeatBlock],
];

function withByte(input: Buffer, random: Random, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(input);
  const at = random.below(input.length);
  if (input.length > 0) copy[at] = change(copy[at]!) & 0xff;
  return copy;
}

function block(input: Buffer, random: Random): readonly [start: number, end: number] {
  const start = random.below(input.length + 1);
  return [start, Math.min(input.length, start + random.length(input.length))];
}
