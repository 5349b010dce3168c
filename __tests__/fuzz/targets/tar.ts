import { InfraError } from '../../../src/errors.js';
import { TarReader, type TarHeader } from '../../../src/layer/tar/tar-reader.js';
import { mendTar, mutateTarField, mutateTarMembers } from '../mutate/tar.js';
import { TAR_SEEDS, TAR_WORDS } from '../seeds/tar.js';
import { holds, inPieces, isCleanPath, outcomeOf, type Target } from '../target.js';

const refusals = [InfraError];
/** Bytes of content of a member that are looked at: a sparse file may have billions of zeros. */
const LOOKED_AT = 4096;

export const target: Target = {
  seeds: TAR_SEEDS,
  dictionary: TAR_WORDS,
  mutators: [mutateTarField, mutateTarField, mutateTarMembers],
  mend: mendTar,
  longest: 16 * 1024,
  refusals,
  run(input) {
    const whole = outcomeOf({ refusals }, () => members(input, [input.length]));
    for (const sizes of [input.length <= 2048 ? [1] : [7], [511, 1, 512]]) {
      holds(outcomeOf({ refusals }, () => members(input, sizes)) === whole, 'pieces of any size give the same');
    }
  },
};

function members(input: Buffer, sizes: readonly number[]): unknown {
  const found: (TarHeader & { content: string })[] = [];
  let open: { readonly header: TarHeader; content: string; size: number } | undefined;
  const reader = new TarReader({
    entry(header) {
      holds(open === undefined, 'a member ends before the next one');
      holds(header.size >= 0 && Number.isSafeInteger(header.size), 'a size is a number of bytes');
      holds(header.path === '' || isCleanPath(header.path), 'a path is clean');
      open = { header, content: '', size: 0 };
    },
    data(chunk) {
      holds(open !== undefined, 'content belongs to a member');
      if (open.size < LOOKED_AT) open.content += chunk.toString('latin1', 0, LOOKED_AT - open.size);
      open.size += chunk.length;
    },
    end() {
      holds(open !== undefined && open.size === open.header.size, 'a member has as many bytes as it says');
      found.push({ ...open.header, content: open.content });
      open = undefined;
    },
  });
  for (const piece of inPieces(input, sizes)) reader.write(piece);
  reader.finish();
  return [found, reader.ended];
}
