import { realpathSync } from 'node:fs';
import path from 'node:path';

import { isRemote } from '../../bake/resolve/locations.js';
import type { ResolvedTarget } from '../../bake/resolve/resolve-targets.js';
import type { TargetFields } from '../../bake/target/fields.js';
import { UserError } from '../../errors.js';

const RUN_RIGHTS = ['network.host', 'security.insecure'] as const;

interface Allowed {
  /** `network.host`, `security.insecure`, `ssh`. */
  readonly rights: ReadonlySet<string>;
  /** Absolute paths, or `*` for all. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/**
 * Refuses targets that ask for more than was allowed: files come from whoever can change the repository. What is below the working
 * directory is allowed.
 *
 * @param allow as `--allow` takes it
 * @param cwd absolute
 * @throws UserError that says what to allow
 */
export function checkAllowed(targets: readonly ResolvedTarget[], allow: readonly string[], cwd: string): void {
  const allowed = readAllowed(allow, cwd);
  const missing = new Map<string, string>();
  for (const { name, fields } of targets) {
    for (const right of rightsOf(fields)) if (!allowed.rights.has(right)) missing.set(right, name);
    const { reads, writes } = pathsOf(fields);
    for (const each of reads) if (!isBelow(each, allowed.reads, cwd)) missing.set(`fs.read=${each}`, name);
    for (const each of writes) if (!isBelow(each, allowed.writes, cwd)) missing.set(`fs.write=${each}`, name);
  }
  const [first] = missing;
  if (first === undefined) return;
  throw new UserError(`target ${first[1]} asks for what is not allowed: ${first[0]}`, {
    hint: `If that is meant, allow it: ${[...missing.keys()].map((each) => `--allow=${each}`).join(' ')}`,
  });
}

/**
 * Refuses to read a file that a definition names, such as an included one, if it is elsewhere and that was not allowed.
 *
 * @param file absolute, or from `cwd`
 * @throws UserError that says what to allow
 */
export function checkReadable(file: string, allow: readonly string[], cwd: string): void {
  if (isBelow(file, readAllowed(allow, cwd).reads, cwd)) return;
  throw new UserError(`the definition asks for what is not allowed: fs.read=${file}`, {
    hint: `If that is meant, allow it: --allow=fs.read=${file}`,
  });
}

/** What of the rights of RUN steps was allowed. */
export function allowedRights(allow: readonly string[]): readonly string[] {
  return RUN_RIGHTS.filter((right) => allow.includes(right));
}

function readAllowed(allow: readonly string[], cwd: string): Allowed {
  const rights = new Set<string>();
  const reads = [cwd];
  const writes = [cwd];
  for (const text of allow) {
    const [key = '', ...rest] = text.split('=');
    const value = rest.join('=');
    const place = value === '*' ? '*' : path.resolve(cwd, value);
    if (text === 'ssh' || RUN_RIGHTS.some((right) => right === text)) rights.add(text);
    else if (value !== '' && (key === 'fs' || key === 'fs.read')) reads.push(place);
    else if (!(value !== '' && key === 'fs.write') && !/^image(?:\.push|\.load)?$/.test(key))
      throw new UserError(`${JSON.stringify(text)} cannot be allowed`, {
        hint: 'Known are network.host, security.insecure, ssh, fs=PATH, fs.read=PATH and fs.write=PATH.',
      });
    if (value !== '' && (key === 'fs' || key === 'fs.write')) writes.push(place);
  }
  return { rights, reads, writes };
}

function rightsOf({ entitlements = [], ssh = [] }: TargetFields): readonly string[] {
  const forwards = ssh.some(({ paths }) => paths.length === 0);
  return [...entitlements, ...(forwards ? ['ssh'] : [])];
}

function pathsOf(fields: TargetFields): { readonly reads: readonly string[]; readonly writes: readonly string[] } {
  const { context = '.', dockerfile = 'Dockerfile', contexts, secret = [], ssh = [], output = [] } = fields;
  const isLocal = !isRemote(context);
  const inline = fields['dockerfile-inline'] !== undefined;
  const named = [...(contexts?.values() ?? [])].flatMap(localPathOf);
  const caches = (list: TargetFields['cache-from'], key: string): readonly string[] =>
    (list ?? []).flatMap(({ type, attributes }) => (type === 'local' ? (attributes.get(key) ?? []) : []));
  return {
    reads: [
      ...(isLocal ? [context] : []),
      ...(isLocal && !inline ? [dockerfilePath(context, dockerfile)] : []),
      ...named,
      ...secret.flatMap(({ src }) => (src === '' ? [] : [src])),
      ...ssh.flatMap(({ paths }) => paths),
      ...caches(fields['cache-from'], 'src'),
    ],
    writes: [
      ...output.flatMap(({ dest }) => (dest === '' || dest === '-' ? [] : [dest])),
      ...caches(fields['cache-to'], 'dest'),
    ],
  };
}

/** Where the Dockerfile is, whose path starts from the context. */
export function dockerfilePath(context: string, dockerfile: string): string {
  if (dockerfile.startsWith('cwd://')) return dockerfile.slice('cwd://'.length);
  return path.isAbsolute(dockerfile) ? dockerfile : path.join(context, dockerfile);
}

function localPathOf(context: string): readonly string[] {
  if (context.startsWith('cwd://')) return [context.slice('cwd://'.length)];
  if (context.startsWith('oci-layout://')) return [context.slice('oci-layout://'.length).replace(/[:@][^/]*$/, '')];
  return isRemote(context) || /^(?:target|docker-image):/.test(context) ? [] : [context];
}

/** Links are followed as far as they exist: one below the working directory may lead out of it. */
function isBelow(place: string, roots: readonly string[], cwd: string): boolean {
  const real = realPath(path.resolve(cwd, place));
  return roots.some((root) => {
    if (root === '*') return true;
    const relative = path.relative(realPath(root), real);
    return (
      relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative))
    );
  });
}

function realPath(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    const parent = path.dirname(place);
    return parent === place ? place : path.join(realPath(parent), path.basename(place));
  }
}
