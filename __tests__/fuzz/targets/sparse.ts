import { BLOCK, InvalidTar } from '../../../src/layer/tar/tar-block.js';
import { checkedMap, MapBlocks, parseMapText, SparseExpander } from '../../../src/layer/tar/tar-sparse.js';
import { holds, inPieces, type Target } from '../target.js';

/** Bytes: a larger file takes long, and shows nothing more. */
const MOST = 1024 ** 2;

/** Of the input, the first byte picks the form of the map, the first line is the file's size, and the map follows. */
export const target: Target = {
  seeds: ['a9\n0,1,4,2', 'b9\n2\n0\n1\n4\n2\n', `b5000\n60\n${'1\n0\n'.repeat(60)}`, 'a0\n', 'a5\n5,0'].map((text) =>
    Buffer.from(text),
  ),
  dictionary: [',', '\n', '-1', '9007199254740993', '4194304', '400001'],
  refusals: [InvalidTar],
  run(input) {
    const end = input.indexOf(0x0a);
    const size = Number(input.toString('latin1', 1, end));
    const rest = input.subarray(end + 1);
    const segments = input[0] === 0x61 ? parseMapText(rest.toString('latin1')) : fromBlocks(rest);
    if (segments === undefined || !Number.isSafeInteger(size)) return;
    const stored = segments.reduce((sum, number, at) => (at % 2 === 0 ? sum : sum + number), 0);
    const map = checkedMap(size, segments, stored);
    if (size > MOST) return;
    const data = Buffer.alloc(stored, 'x');
    const whole = expand(map, data, [stored]);
    holds(whole.length === size, 'a file has as many bytes as it says');
    holds(expand(map, data, [1, 7]).equals(whole), 'pieces of any size give the same');
  },
};

function fromBlocks(bytes: Buffer): readonly number[] | undefined {
  const map = new MapBlocks();
  for (const block of inPieces(bytes, [BLOCK])) {
    const segments = map.add(Buffer.concat([block, Buffer.alloc(BLOCK - block.length)]));
    if (segments !== undefined) return segments;
  }
  return undefined;
}

function expand(map: ReturnType<typeof checkedMap>, data: Buffer, sizes: readonly number[]): Buffer {
  const chunks: Buffer[] = [];
  const expander = new SparseExpander(map, (chunk) => chunks.push(Buffer.from(chunk)));
  for (const piece of inPieces(data, sizes)) expander.write(piece);
  expander.finish();
  return Buffer.concat(chunks);
}
