import path from 'node:path';

import { dockerConfigDirOf, type Environment } from './environment.js';

/** What Docker's and BuildKit's programs know of builders. */
export interface UsualBuilders {
  /** BUILDKIT_HOST, else BUILDX_BUILDER: what `auto` asks when nothing else is named. */
  readonly usual?: string;
  /** BUILDX_CONFIG, else `buildx` beside Docker's config.json; absolute. */
  readonly buildxFolder: string;
}

/** @param home the user's home folder, absolute */
export function usualBuildersOf(env: Environment, home: string, cwd: string): UsualBuilders {
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const usual = given('BUILDKIT_HOST') ?? given('BUILDX_BUILDER');
  const folder = given('BUILDX_CONFIG');
  return {
    ...(usual !== undefined && { usual }),
    buildxFolder:
      folder === undefined ? path.join(dockerConfigDirOf(env, home, cwd), 'buildx') : path.resolve(cwd, folder),
  };
}
