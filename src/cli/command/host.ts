import path from 'node:path';

import { xdgFolder } from '../../app/options/process/environment.js';
import type { HOST_OPTIONS } from '../../app/options/host-options.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import { readHostSettings } from '../../app/options/read-host-settings.js';
import type { SharedValues } from '../../app/options/read-options.js';

/** The settings of a command: by default its files are in the user's own folders. */
export function hostOfCommand(given: SharedValues<typeof HOST_OPTIONS>, environment: ProcessEnvironment): HostSettings {
  const { env, cwd, home, tempDir } = environment;
  const named = env['LAYER_BUILD_ROOT'] ?? '';
  const root =
    named === ''
      ? path.join(xdgFolder(env, 'XDG_DATA_HOME', home, '.local/share'), 'layer-build')
      : path.resolve(cwd, named);
  return readHostSettings(given, { root, tempDir }, environment);
}
