import type { MadeLayer } from '../layer/layer.js';
import type { CopySelection } from './copy/copy-request.js';
import { layOut } from './copy/lay-out.js';
import { selectSources } from './copy/select-sources.js';
import { makeLayer } from './layer-work.js';
import type { BuildContext } from './ports.js';
import type { WorkParts } from './work-parts.js';

/**
 * What lies at `path` of a context, to be shown at the same path of an empty root.
 *
 * @param path `''` for everything
 * @throws UserError when there is nothing at `path`
 */
export function selectFiles(files: BuildContext, path: string, parts: WorkParts): Promise<CopySelection> {
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
export async function filesLayer(selection: CopySelection, parts: WorkParts): Promise<MadeLayer | undefined> {
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
