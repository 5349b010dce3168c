import { UserError } from '../../errors.js';
import type { Dockerfile } from '../syntax/ast.js';
import { parseDockerfile } from '../parse.js';
import { beforeBlank, DEFAULT_SETTINGS, parseCheckSettings, type CheckSettings } from './check-settings.js';
import { Checks, type Finding } from './checks.js';
import { checkContinuations, checkFile } from './file-checks.js';
import { checkInstruction } from './instruction-checks.js';

/** The build argument whose value replaces the file's `# check=…`. */
export const CHECK_ARGUMENT = 'BUILDKIT_DOCKERFILE_CHECK';

export interface CheckedDockerfile {
  readonly dockerfile: Dockerfile;
  /** For the checks that need more than the text. */
  readonly checks: Checks;
}

/**
 * Reads a Dockerfile and runs the checks that need only its text. If the file has an error, the findings before it are reported
 * first.
 *
 * @param argument value of the build argument, where it is given
 * @throws UserError for a file that cannot be read, and for settings that make no sense
 */
export function parseAndCheck(
  source: Uint8Array | string,
  name: string,
  argument: string | undefined,
  tell: (finding: Finding) => void,
): CheckedDockerfile {
  const given = argument === undefined ? undefined : settingsOf(argument, `build argument ${CHECK_ARGUMENT}`);
  let checks = Checks.telling(given ?? DEFAULT_SETTINGS, tell);
  const dockerfile = parseDockerfile(source, name, {
    cut: (file, lines) => {
      const { check } = file.directives;
      if (given === undefined && check !== undefined) {
        checks = Checks.telling(settingsOf(beforeBlank(check), 'check options'), tell);
      }
      checkContinuations(lines, checks);
    },
    parsed: (instruction) => checkInstruction(instruction, checks),
  });
  checkFile(dockerfile, checks);
  return { dockerfile, checks };
}

function settingsOf(text: string, where: string): CheckSettings {
  try {
    return parseCheckSettings(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`failed to parse ${where}: ${error.message}`, { hint: error.hint, cause: error });
  }
}
