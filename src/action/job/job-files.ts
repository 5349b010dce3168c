import path from 'node:path';

import type { HostSettings } from '../../app/options/host-settings.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import type { HOST_OPTIONS } from '../../app/options/host-options.js';
import type { OptionValues } from '../../app/options/read-options.js';
import { type DefaultFolders, readHostSettings } from '../../app/options/read-host-settings.js';
import { shortName, trustScopeOf } from './trust-scope.js';

/** Where a job keeps its files. */
export interface JobFiles {
  readonly host: HostSettings;
  /** Whether they are kept for later jobs, and whether they are below the runner's own folder, which no other job uses now. */
  readonly root: { readonly keep: boolean; readonly ofRunner: boolean };
}

/** Each trust scope has a folder of its own below the root that is given, or below the runner's. @throws UserError that names the input */
export function jobFilesOf(given: OptionValues<typeof HOST_OPTIONS, 'input'>, job: ProcessEnvironment): JobFiles {
  const settings = readHostSettings(given, foldersOf(job), job);
  const trustScope = trustScopeOf(job.env, job.files);
  const host = trustScope === '' ? settings : { ...settings, root: path.join(settings.root, shortName(trustScope)) };
  return { host, root: { keep: given.keepRoot, ofRunner: given.root === undefined } };
}

/** The runner empties its temporary folder before and after a job, and keeps it between main and post. */
function foldersOf({ env, tempDir: systemTemp }: ProcessEnvironment): DefaultFolders {
  const runnerTemp = env['RUNNER_TEMP'] ?? '';
  const tempDir = runnerTemp === '' ? systemTemp : runnerTemp;
  const toolCache = env['RUNNER_TOOL_CACHE'] ?? '';
  return {
    root: path.join(tempDir, 'layer-build'),
    tempDir,
    // On a runner that keeps its disk, the tool cache also serves later jobs.
    ...(toolCache !== '' && { runtimeFolder: path.join(toolCache, 'layer-build') }),
  };
}
