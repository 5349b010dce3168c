import { WordError } from '../../dockerfile/syntax/error-location.js';
import { MAX_LAYER_ENTRIES } from '../../layer/layer-structure.js';
import type { MadeLayer } from '../../layer/layer.js';
import type { CopySelection } from '../copy/copy-request.js';
import { displayName } from '../../text/byte-name.js';
import { layOut } from '../copy/lay-out.js';
import { selectSources } from '../copy/select-sources.js';
import { makeLayer } from './make-layer.js';
import type { BuildContext } from '../ports.js';
import type { OpContext } from './op-context.js';

/**
 * What is at `path` of a context, to be laid out at the same path of an empty root.
 *
 * @param path `''` for everything
 * @param isSent as in `FileSources`
 * @throws UserError when there is nothing at `path`
 */
export async function selectFiles(
  files: BuildContext,
  path: string,
  shared: OpContext,
  isSent?: (path: string) => Promise<boolean>,
): Promise<CopySelection> {
  // BuildKit's client sends what the path matches as a pattern, and those are other files.
  if (/[*?[\\]/.test(path) && (await isSent?.(path)) === false) {
    throw new WordError(
      `"${displayName(path)}" not found in ${files.label}: it is a pattern, which does not match itself`,
      path,
      {
        hint: 'Mount the directory around it.',
      },
    );
  }
  return selectSources({
    keyword: 'COPY',
    sources: [
      {
        kind: 'pattern',
        tree: files,
        pattern: `/${literalPattern(path)}`,
        written: path,
        keepOwners: false,
        unpack: false,
        // The root exists already.
        ...(path === '' ? {} : { whole: true }),
        ignoredBy: (hidden) => files.ignoredBy(hidden),
      },
    ],
    destination: `/${path}`,
    parents: false,
    excludes: [],
    link: true,
    created: shared.createdSeconds(),
    limit: {
      most: MAX_LAYER_ENTRIES,
      passed: () =>
        new WordError(
          `"${displayName(path)}" has more than the ${MAX_LAYER_ENTRIES} files that a mount can have`,
          path,
          {
            hint: 'Mount a directory further down, or leave out what the build does not need by .dockerignore.',
          },
        ),
    },
  });
}

/** The selected files as a layer; `undefined` if there are none. @param cacheOnly as in `makeLayer` */
export async function filesLayer(
  selection: CopySelection,
  cacheOnly: boolean,
  shared: OpContext,
): Promise<MadeLayer | undefined> {
  const layout = await layOut(selection, undefined, shared.signal);
  return layout.entries.size === 0 ? undefined : makeLayer(layout, cacheOnly, shared);
}

/**
 * The pattern that matches only `path`. A pattern without wildcards is taken as a path, backslashes included; a wildcard is written
 * as a character class of its own.
 */
function literalPattern(path: string): string {
  if (!/[*?[]/.test(path)) return path;
  return path.replace(/[*?[\\]/g, (char) => (char === '\\' ? '\\\\' : `[${char}]`));
}
