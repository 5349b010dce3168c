import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import { withDefault } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { nonNegativeInteger, string } from '../../json/decoder.js';
import { object } from '../../json/object.js';
import type { LentContent } from '../../buildkit/session/lend-content.js';
import type { EventSink } from '../../engine/events.js';
import { InfraError } from '../../errors.js';
import { makeFolders } from '../../files/make-folders.js';
import { type Digest, digestOfHex, isDigest } from '../../oci/digest.js';
import {
  addToLayoutIndex,
  layoutBlobSize,
  openLayoutBlob,
  readLayoutIndex,
  writeLayoutBlob,
} from '../../store/layout-folder.js';
import { LayoutLock } from '../../store/layout-lock.js';
import { REF_NAME } from '../../store/oci-index.js';
import type { BuilderCache } from '../options/builder-request.js';

/** The caches of a build, and what of them is in folders of this machine. */
export interface LentCaches {
  readonly from: readonly BuilderCache[];
  readonly to: readonly BuilderCache[];
  readonly content: ReadonlyMap<string, LentContent>;
  /** Notes in the folders what a build exported to them. @param result what the builder said of the build */
  keep(result: Readonly<Record<string, string>>): Promise<void>;
}

/** As buildctl has it (buildkit, `parseCacheOptions`). */
const DEFAULT_TAG = 'latest';
const MAX_RESULT = 64 * 1024;

const manifest = object({ mediaType: withDefault(string, ''), digest: string, size: nonNegativeInteger });

/**
 * Caches with `type=local` are OCI layouts in folders here, which a builder reads and writes through its client. All others it
 * reaches by itself.
 */
export function lendCaches(from: readonly BuilderCache[], to: readonly BuilderCache[], sink: EventSink): LentCaches {
  const content = new Map<string, LentContent>();
  const lend = (name: string, folder: string): void => void content.set(`local:${name}`, new LayoutContent(folder));
  const read = from.flatMap((cache) => {
    const { folder, attributes } = cache;
    if (folder === undefined) return [cache];
    const digest = attributes['digest'] ?? digestOfTag(folder, attributes['tag'] ?? DEFAULT_TAG);
    if (digest === undefined) {
      sink({ type: 'notice', message: `there is no cache in ${folder} yet` });
      return [];
    }
    lend(attributes['src'] ?? '', folder);
    return [{ ...cache, attributes: { ...attributes, digest } }];
  });
  const written = to.filter(({ folder }) => folder !== undefined);
  for (const { folder = '', attributes } of written) {
    makeFolders(folder, 0o777);
    lend(attributes['dest'] ?? '', folder);
  }
  return {
    from: read,
    to,
    content,
    keep: async (result) => {
      const described = parseOrUndefined(manifest, result['cache.manifest'] ?? '', MAX_RESULT);
      if (described === undefined || !isDigest(described.digest)) return;
      const { digest, mediaType, size } = described;
      for (const { folder = '', attributes } of written) {
        const annotations = { [REF_NAME]: attributes['tag'] ?? DEFAULT_TAG };
        const entry = { mediaType, digest, size, annotations };
        await new LayoutLock(folder).exclusively(() => addToLayoutIndex(folder, [entry]));
      }
    },
  };
}

function digestOfTag(folder: string, tag: string): string | undefined {
  return readLayoutIndex(folder)?.manifests.find(({ annotations }) => annotations?.[REF_NAME] === tag)?.digest;
}

/** The blobs of a layout. */
class LayoutContent implements LentContent {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  size(digest: Digest): number | undefined {
    return layoutBlobSize(this.#folder, digest);
  }

  read(digest: Digest, from: number, signal: AbortSignal): AsyncIterable<Uint8Array> | undefined {
    return openLayoutBlob(this.#folder, digest, signal, from);
  }

  write(digest: Digest, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    return writeLayoutBlob(this.#folder, digest, async (draft) => {
      const hash = createHash('sha256');
      const noted = counted(bytes, (chunk) => hash.update(chunk));
      await writeFile(draft, noted, { flag: 'wx', mode: 0o666 });
      const found = digestOfHex(hash.digest('hex'));
      if (found !== digest) throw new InfraError(`the builder sent ${found} as ${digest}`);
    });
  }
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  note: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    note(chunk);
    yield chunk;
  }
}
