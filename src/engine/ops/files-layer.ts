import { WordError } from '../../dockerfile/syntax/error-location.js';
import type { MadeLayer } from '../../layer/layer.js';
import type { CopySelection } from '../copy/copy-request.js';
import { displayName } from '../../text/byte-name.js';
import { layOut } from '../copy/lay-out.js';
import { selectSources } from '../copy/select-sources.js';
import { makeLayer } from './make-layer.js';
import type { BuildContext } from '../ports.js';
import type { OpContext } from './op-context.js';

/**
 * What lies at `path` of a context, to be shown at the same path of an empty root.
 *
 * @param path `''` for everything
 * @param isSent as `FileSources` says it
 * @throws UserError when there is nothing at `path`
 */
export async function selectFiles(
  files: BuildContext,
  path: string,
  parts: OpContext,
  isSent?: (path: string) => Promise<boolean>,
): Promise<CopySelection> {
  // As a pattern, by which it is sent, the path is that of other files.
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
        // The root is there already.
        ...(path === '' ? {} : { whole: true }),
        ignoredBy: (hidden) => files.ignoredBy(hidden),
      },
    ],
    destination: `/${path}`,
    parents: false,
    excludes: [],
    link: true,
    created: parts.createdSeconds(),
  });
}

/** The selected files as a layer; `undefined` where there are none. */
export async function filesLayer(selection: CopySelection, parts: OpContext): Promise<MadeLayer | undefined> {
  const layout = await layOut(selection, undefined, parts.signal);
  return layout.entries.length === 0 ? undefined : makeLayer(layout, parts.ports.layers, parts.signal);
}

/**
 * The pattern that matches a path and nothing else. One without wildcards is a path as it stands, backslashes and all;
 * wildcards are named by a class of one.
 */
function literalPattern(path: string): string {
  if (!/[*?[]/.test(path)) return path;
  return path.replace(/[*?[\\]/g, (char) => (char === '\\' ? '\\\\' : `[${char}]`));
}
