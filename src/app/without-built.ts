import type { BuildOptions } from './options/build-options.js';

/** What another target makes is not known without a build. Who only looks at a Dockerfile does without it. */
export function withoutBuilt(options: BuildOptions): BuildOptions {
  const contexts = Object.entries(options.buildContexts).map(
    ([context, spec]) => [context, spec.kind === 'built' ? ({ kind: 'scratch' } as const) : spec] as const,
  );
  return { ...options, buildContexts: Object.fromEntries(contexts) };
}
