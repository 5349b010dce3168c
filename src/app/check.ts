import type { WarningEvent } from '../engine/events.js';
import type { CheckFunction, CheckResult } from './check-function.js';
import { openAdapters } from './host/adapters.js';
import { planBuilds } from './plan-builds.js';
import { NamedContextSet } from './sources/named-contexts.js';
import { withOpenedContext } from './with-opened-context.js';

export const check: CheckFunction = (options, host, signal) =>
  withOpenedContext(options, host, signal, async (opened, files) => {
    const { name, text } = opened.dockerfile;
    const findings: WarningEvent[] = [];
    const result = { dockerfile: { name, text: new TextDecoder().decode(text) }, findings };
    const tell = (warning: WarningEvent): void => void findings.push(warning);
    // No events: the transfers of a few documents are of no interest.
    const adapters = openAdapters(host, () => undefined);
    try {
      const allStages = options.target === undefined;
      const sources = { ...adapters, remote: files, local: opened.local, signal };
      const contexts = new NamedContextSet(options.buildContexts, sources);
      await planBuilds({ options, opened, bases: adapters.bases, contexts, tell, allStages, signal });
      return result satisfies CheckResult;
    } catch (error) {
      return { ...result, failure: error };
    } finally {
      await adapters.close();
    }
  });
