import { listTargets } from '../dockerfile/list-targets.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import { outlineOf } from '../engine/plan/outline.js';
import { hostPlatform } from '../oci/platform.js';
import { predefinedArgs } from '../plan/global-args.js';
import { EngineBug } from '../errors.js';
import type { DescribeFunction } from './describe-function.js';
import { openAdapters } from './host/adapters.js';
import { planBuilds } from './plan-builds.js';
import { NamedContextSet } from './sources/named-contexts.js';
import { withOpenedContext } from './with-opened-context.js';

export const describe: DescribeFunction = (kind, options, host, signal) =>
  withOpenedContext(options, host, signal, async (opened, files) => {
    const { name, text } = opened.dockerfile;
    if (kind === 'targets') return { dockerfile: text, kind, targets: listTargets(parseDockerfile(text, name)) };
    const adapters = openAdapters(host, () => undefined);
    try {
      const sources = { ...adapters, remote: files, local: opened.local, signal };
      const contexts = new NamedContextSet(options.buildContexts, sources);
      // What the checks find is shown by a check.
      const tell = (): void => undefined;
      // Only one platform is shown: the first.
      const one = { ...options, platforms: options.platforms.slice(0, 1) };
      const [plan] = await planBuilds({
        options: one,
        opened,
        bases: adapters.bases,
        contexts,
        tell,
        allStages: false,
        signal,
      });
      if (plan === undefined) throw new EngineBug('a build without a platform');
      const platforms = { build: hostPlatform(process.arch), target: plan.platform };
      const predefined = predefinedArgs(platforms, plan.buildArgs, options.target ?? '');
      return { dockerfile: text, kind, outline: outlineOf(plan, predefined) };
    } finally {
      await adapters.close();
    }
  });
