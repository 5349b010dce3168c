import { InfraError, UserError } from '../../../src/errors.js';
import { ContentStore } from '../../../src/store/content-store.js';
import { ImageStore } from '../../../src/store/image-store.js';
import { loadArchive } from '../../../src/store/load-archive.js';
import { StoreFolder } from '../../../src/store/store-folder.js';
import { mendTar, mutateTarField, mutateTarMembers } from '../mutate/tar.js';
import { inScratchFolder } from '../scratch-folder.js';
import { ARCHIVES } from '../seeds/archive.js';
import { holds, inPieces, type Target } from '../target.js';

/** An archive that `layer-build load` is given. */
export const target: Target = {
  seeds: ARCHIVES,
  dictionary: ['manifest.json', 'index.json', 'oci-layout', 'blobs/sha256/', '../', '/layer.tar'],
  mutators: [mutateTarField, mutateTarMembers],
  mend: mendTar,
  longest: 16 * 1024,
  refusals: [UserError, InfraError],
  run: (input) =>
    inScratchFolder(async (root) => {
      const folder = StoreFolder.open(root);
      const content = new ContentStore(folder);
      const images = new ImageStore(folder);
      const loaded = await loadArchive({ folder, content, images }, piecesOf(input), { label: 'the archive' });
      holds(loaded.length > 0, 'an archive without an image is refused');
    }),
};

// eslint-disable-next-line @typescript-eslint/require-await -- what is read here waits for nothing
async function* piecesOf(input: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield* inPieces(input, [700]);
}
