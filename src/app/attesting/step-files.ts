import path from 'node:path';

import type { CopyAction, Owner } from '../../attestation/build-steps.js';
import type { CopyOperation } from '../../plan/operation.js';

/** What each copy of a COPY or ADD has in common. */
export function copyOptions(
  { chown, chmod }: CopyOperation,
  shown: (text: string) => string,
): Pick<CopyAction, 'owner' | 'mode' | 'modeStr' | 'timestamp' | 'createDestPath'> {
  const octal = /^[0-7]+$/.test(chmod);
  return {
    ...(chown !== '' && { owner: ownerOf(shown(chown)) }),
    ...(chmod === '' || octal ? { mode: octal ? Number.parseInt(chmod, 8) : -1 } : { modeStr: shown(chmod) }),
    timestamp: -1,
    createDestPath: true,
  };
}

/** Of a path in files, not of an address or of a here-document. */
export function copyOfPath(
  text: string,
  { keyword, parents, excludes, unpack }: CopyOperation,
  shown: (text: string) => string,
): Pick<
  CopyAction,
  | 'src'
  | 'allowWildcard'
  | 'allowEmptyWildcard'
  | 'followSymlink'
  | 'dirCopyContents'
  | 'attemptUnpackDockerCompatibility'
  | 'include_patterns'
  | 'exclude_patterns'
  | 'required_paths'
> {
  const pivot = text.indexOf('/./');
  const start = !parents ? text : pivot < 0 ? '/' : text.slice(0, pivot);
  const pattern = pivot < 0 ? text : text.slice(pivot + '/./'.length);
  const below = path.posix.resolve('/', pattern).slice(1);
  const isPattern = /[*?[]/.test(text);
  return {
    src: shown(path.posix.resolve('/', start)),
    allowWildcard: true,
    allowEmptyWildcard: true,
    followSymlink: true,
    dirCopyContents: true,
    ...((unpack ?? keyword === 'ADD') && { attemptUnpackDockerCompatibility: true }),
    ...(parents && { include_patterns: [shown(below)] }),
    ...(parents && !isPattern && { required_paths: [shown(path.posix.resolve('/', start, below))] }),
    ...(excludes.length > 0 && { exclude_patterns: excludes.map(shown) }),
  };
}

function ownerOf(chown: string): NonNullable<CopyAction['owner']> {
  const [user = '', group] = chown.split(':');
  return { user: ownerNamed(user), ...(group !== undefined && { group: ownerNamed(group) }) };
}

function ownerNamed(name: string): Owner {
  return { User: /^\d+$/.test(name) ? { byId: Number(name) } : { byName: { name } } };
}
