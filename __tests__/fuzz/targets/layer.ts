import { isDeepStrictEqual } from 'node:util';

import { InfraError } from '../../../src/errors.js';
import { IndexBuilder } from '../../../src/layer/index-builder.js';
import { LayerEntries } from '../../../src/layer/layer-entries.js';
import { decodeIndex, encodeIndex, type LayerIndex } from '../../../src/layer/layer-index.js';
import { TarReader } from '../../../src/layer/tar/tar-reader.js';
import { treeDigest } from '../../../src/layer/tree-digest.js';
import { diffIdOfHex } from '../../../src/oci/identity.js';
import { mendTar, mutateTarField, mutateTarMembers } from '../mutate/tar.js';
import { TAR_SEEDS, TAR_WORDS } from '../seeds/tar.js';
import { holds, type Target } from '../target.js';

/** Bytes of files, holes included: hashing more takes long, and shows nothing more. */
const MOST_CONTENT = 16 * 1024 ** 2;

class TooMuch extends Error {}

export const target: Target = {
  seeds: TAR_SEEDS,
  dictionary: TAR_WORDS,
  mutators: [mutateTarField, mutateTarMembers],
  mend: mendTar,
  longest: 16 * 1024,
  refusals: [InfraError, TooMuch],
  run(input) {
    const index = indexOf(input);
    const again = decodeIndex(encodeIndex(index));
    holds(isDeepStrictEqual([...again.entries], [...index.entries]), 'an index can be kept and read');
    holds(again.repeats?.size === index.repeats?.size, 'its repeats can be kept and read');
    holds(treeDigest(again.entries) === index.treeDigest, 'its tree digest is the same');
  },
};

function indexOf(tar: Buffer): LayerIndex {
  const builder = new IndexBuilder('layer');
  const entries = new LayerEntries('layer');
  let isOpen = false;
  let content = 0;
  const reader = new TarReader({
    entry(header) {
      content += header.size;
      if (content > MOST_CONTENT) throw new TooMuch();
      const member = entries.next(header);
      isOpen = member.kind === 'entry';
      if (member.kind === 'entry') builder.entry(member.entry);
      else if (member.kind === 'opaque') builder.opaque(member.path);
    },
    data: (chunk) => {
      if (isOpen) builder.data(chunk);
    },
    end: () => {
      if (isOpen) builder.end();
      isOpen = false;
    },
  });
  reader.write(tar);
  reader.finish();
  const finished = builder.finish();
  const diffId = diffIdOfHex('0'.repeat(64));
  const { repeats } = finished;
  const tree = treeDigest(finished.entries);
  return { entries: finished.entries, diffId, treeDigest: tree, ...(repeats.size === 0 ? {} : { repeats }) };
}
