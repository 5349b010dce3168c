import { formatReference } from '../../../oci/reference.js';
import type { GitAddress } from '../../../dockerfile/values/git-address.js';
import type { ContextSource } from './context-source.js';
import type { ContextSpec } from './context-spec.js';

/** Where the build context comes from, as people write it. An address may hold credentials. */
export function contextText(source: ContextSource): string {
  switch (source.kind) {
    case 'directory':
      return source.path;
    case 'stdin':
      return '-';
    case 'git':
      return gitText(source.address);
    case 'download':
      return source.url;
  }
}

/** What `--build-context` gave, without a folder's path, which differs from machine to machine. An address may hold credentials. */
export function namedContextText(name: string, spec: ContextSpec): string {
  switch (spec.kind) {
    case 'directory':
      return `local:${name}`;
    case 'image':
      return `docker-image://${formatReference(spec.reference)}`;
    case 'scratch':
      return 'docker-image://scratch';
    case 'layout':
      return `oci-layout://${name}`;
    case 'git':
      return gitText(spec.address);
    case 'download':
      return spec.url;
    case 'built':
      return `target:${spec.target}`;
  }
}

function gitText({ remote, ref, subdir }: GitAddress): string {
  return `${remote}#${ref}${subdir === '' ? '' : `:${subdir}`}`;
}
