import { MULTI_PLATFORM } from '../options/multi-platform.js';
import { isHarmlessName } from '../../engine/values/harmless-names.js';
import type { BuildOptions } from '../options/build-options.js';
import { namedContextText } from '../options/values/context-text.js';

/**
 * What a build was asked for, by the names that BuildKit's Dockerfile frontend has for it. A build argument is in it only if it is
 * empty, or its name says that it is no secret: the same rule as for records (`GivenValues`).
 */
export function requestArguments(
  options: BuildOptions,
  buildArgs: Readonly<Record<string, string>>,
  shown: (text: string) => string,
): Readonly<Record<string, string>> {
  const { target, labels, noCache, noCacheFilters, run, buildContexts } = options;
  const args: Record<string, string> = {};
  for (const [name, value] of Object.entries(buildArgs)) {
    if (value === '' || isHarmlessName(name)) args[`build-arg:${name}`] = value;
  }
  const isMulti = buildArgs[MULTI_PLATFORM] ?? '';
  // The frontend notes what it makes of the argument.
  if (isMulti !== '') args['multi-platform'] = isMulti;
  for (const [name, value] of Object.entries(labels)) args[`label:${name}`] = value;
  for (const [name, spec] of Object.entries(buildContexts)) args[`context:${name}`] = namedContextText(name, spec);
  if (target !== undefined && target !== '') args['target'] = target;
  if (noCache) args['no-cache'] = '';
  else if (noCacheFilters.length > 0) args['no-cache'] = noCacheFilters.join(',');
  if (run.network === 'none') args['force-network-mode'] = run.network;
  if (run.extraHosts.length > 0) args['add-hosts'] = run.extraHosts.map(({ name, ip }) => `${name}=${ip}`).join(',');
  if (run.shmSize !== undefined) args['shm-size'] = String(run.shmSize);
  if (run.ulimits.length > 0) {
    args['ulimit'] = run.ulimits.map(({ name, soft, hard }) => `${name}=${soft}:${hard}`).join(',');
  }
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [shown(name), shown(value)]));
}
