import path from 'node:path';

import type { WarningEvent } from '../engine/events.js';
import { discard } from '../files/discard.js';
import type { CheckFunction, CheckResult } from './check-function.js';
import { NamedContextSet } from './sources/named-contexts.js';
import { openContext } from './sources/open-context.js';
import { openRemote, type OpenedRemote } from './sources/open-remote.js';
import { planBuilds } from './plan-builds.js';
import { openAdapters } from './host/adapters.js';
import { makeTemporaryFolder } from '../files/temporary-folder.js';

export const check: CheckFunction = async (options, host, signal) => {
  const tempDir = makeTemporaryFolder(host.tempDir);
  let remote: OpenedRemote | undefined;
  try {
    remote = await openRemote(host, options, path.join(tempDir, 'remote'));
    const { files } = remote;
    const opened = await openContext(options, files, tempDir, signal);
    const { name, text } = opened.dockerfile;
    const findings: WarningEvent[] = [];
    const result = { dockerfile: { name, text: new TextDecoder().decode(text) }, findings };
    const tell = (warning: WarningEvent): void => void findings.push(warning);
    // No events: the transfers of a few documents are of no interest.
    const adapters = openAdapters(host, () => undefined);
    try {
      const allStages = options.target === undefined;
      const contexts = new NamedContextSet(options.buildContexts, {
        ...adapters,
        remote: files,
        local: opened.local,
        signal,
      });
      await planBuilds({ options, opened, bases: adapters.bases, contexts, tell, allStages, signal });
      return result satisfies CheckResult;
    } catch (error) {
      return { ...result, failure: error };
    } finally {
      await adapters.close();
    }
  } finally {
    remote?.close();
    await discard(tempDir);
  }
};
