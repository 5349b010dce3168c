import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { EngineBug } from '../../errors.js';
import { formatPlatform } from '../../oci/platform.js';
import { formatReference } from '../../oci/reference.js';
import type { BuildOptions } from '../options/build-options.js';
import type { ContextSpec } from '../options/values/context-spec.js';

/** What the frontend calls the files of a build. */
export const CONTEXT_FILES = 'context';
export const DOCKERFILE_FILES = 'dockerfile';
export const DOCKERFILE = 'Dockerfile';

export function namedFiles(name: string): string {
  return `context:${name}`;
}

/**
 * The options of a build as attributes of BuildKit's frontend `dockerfile.v0`.
 *
 * @param built where contexts are that are images of this machine, by their names
 */
export function frontendAttributes(
  options: BuildOptions,
  plan: BuildPlan,
  built: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const { run, labels, noCache, noCacheFilters, pull, target, builder, cgroupParent } = options;
  const ulimits = run.ulimits.map(({ name, soft, hard }) => `${name}=${soft}:${hard}`).join(',');
  const hosts = run.extraHosts.map(({ name, ip }) => `${name}=${ip}`).join(',');
  return {
    filename: DOCKERFILE,
    platform: formatPlatform(plan.platform),
    ...(target !== undefined && target !== '' && { target }),
    ...prefixed('build-arg:', plan.buildArgs),
    ...prefixed('label:', labels),
    ...(noCache ? { 'no-cache': '' } : noCacheFilters.length > 0 && { 'no-cache': noCacheFilters.join(',') }),
    ...(pull && { 'image-resolve-mode': 'pull' }),
    ...(builder?.network !== undefined && { 'force-network-mode': builder.network }),
    ...(cgroupParent !== undefined && { 'cgroup-parent': cgroupParent }),
    ...(hosts !== '' && { 'add-hosts': hosts }),
    ...(run.shmSize !== undefined && { 'shm-size': String(run.shmSize) }),
    ...(ulimits !== '' && { ulimit: ulimits }),
    ...contextAttributes(options.buildContexts, built),
  };
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
}

function contextAttributes(
  contexts: Readonly<Record<string, ContextSpec>>,
  built: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(contexts).map(([name, spec]) => [
      `context:${name}`,
      built.get(name) ?? contextAttribute(name, spec),
    ]),
  );
}

function contextAttribute(name: string, spec: ContextSpec): string {
  switch (spec.kind) {
    case 'image':
      return `docker-image://${formatReference(spec.reference)}`;
    case 'scratch':
      return 'docker-image://scratch';
    case 'directory':
    case 'git':
    case 'download':
      // Its files are read here, as those of the context are, and sent.
      return `local:${namedFiles(name)}`;
    case 'layout':
    case 'built':
      throw new EngineBug(`the image of build context ${name} was not lent to the builder`);
  }
}
