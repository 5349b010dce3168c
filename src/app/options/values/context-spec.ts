import path from 'node:path';

import { parseGitContext, type GitAddress } from '../../../dockerfile/values/git-address.js';
import { UserError } from '../../../errors.js';
import { isDigest, type Digest } from '../../../oci/digest.js';
import { type Reference, parseReference } from '../../../oci/reference.js';

/** What a named context can be (`--build-context NAME=…`). */
export type ContextSpec =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'image'; readonly reference: Reference }
  /** `docker-image://scratch`. */
  | { readonly kind: 'scratch' }
  | { readonly kind: 'layout'; readonly directory: string; readonly tag?: string; readonly digest?: Digest }
  | { readonly kind: 'git'; readonly address: GitAddress }
  | { readonly kind: 'download'; readonly url: string }
  /** What another target of the same run makes (`layer-build bake`). */
  | { readonly kind: 'built'; readonly target: string };

const IMAGE = 'docker-image://';
const LAYOUT = 'oci-layout://';

/**
 * Reads the value of a named context as `docker buildx build` does. Relative paths start from `cwd`.
 *
 * @throws UserError for a scheme that is not known, and for what can be no image's name
 */
export function parseContextSpec(text: string, cwd: string): ContextSpec {
  if (text.startsWith(IMAGE)) return parseImage(text.slice(IMAGE.length));
  if (text.startsWith(LAYOUT)) return parseLayout(text.slice(LAYOUT.length), cwd);
  const git = parseGitContext(text);
  if (git !== undefined) return { kind: 'git', address: git };
  if (/^https?:\/\//.test(text)) return { kind: 'download', url: text };
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
  if (scheme !== undefined) {
    throw new UserError(`unsupported context source ${JSON.stringify(text)}`, {
      hint: `Write a folder, ${IMAGE}IMAGE, ${LAYOUT}FOLDER, or the address of a git repository or a file.`,
    });
  }
  return { kind: 'directory', path: path.resolve(cwd, text) };
}

function parseImage(name: string): ContextSpec {
  return name === 'scratch' ? { kind: 'scratch' } : { kind: 'image', reference: parseReference(name) };
}

/** `FOLDER[:TAG][@DIGEST]` (buildx, `util/ocilayout`). */
function parseLayout(text: string, cwd: string): ContextSpec {
  const at = text.lastIndexOf('@');
  const digest = text.slice(at + 1);
  const named = at >= 0 && isDigest(digest) ? text.slice(0, at) : text;
  const colon = named.lastIndexOf(':');
  const tag = /^:(\w[\w.-]{0,127})$/.exec(colon < 0 ? '' : named.slice(colon))?.[1];
  return {
    kind: 'layout',
    directory: path.resolve(cwd, tag === undefined ? named : named.slice(0, colon)),
    ...(tag === undefined ? {} : { tag }),
    ...(named !== text && isDigest(digest) ? { digest } : {}),
  };
}
