import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from './command.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

interface ListedImage {
  /** Of the members of all layers, without a leading `./` and the `/` at the end of a folder's. */
  readonly names: readonly string[];
  /** The image config as the image carries it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * What skopeo says of an image, and what GNU tar finds in its layers: where an image has very many files, this is much quicker than
 * to unpack it, as `flattenImage` does.
 *
 * @param source as skopeo names it
 */
export async function listImage(source: string): Promise<ListedImage> {
  const folder = await temporaryFolder('list');
  try {
    await must(['skopeo', 'copy', '--quiet', '--src-tls-verify=false', '--insecure-policy', source, `dir:${folder}`]);
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
      readonly config: { readonly digest: string };
      readonly layers: readonly { readonly digest: string }[];
    };
    const file = ({ digest }: { readonly digest: string }): string => join(folder, digest.replace('sha256:', ''));
    const lists: string[] = [];
    for (const layer of manifest.layers) lists.push(await must(['tar', '--list', '--gzip', '--file', file(layer)]));
    const names = lists.flatMap((list) => list.split('\n')).map((name) => name.replace(/^\.\/|\/$/g, ''));
    const config = JSON.parse(await readFile(file(manifest.config), 'utf8')) as ListedImage['config'];
    return { names, config };
  } finally {
    await removeTree(folder);
  }
}
