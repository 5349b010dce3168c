import { disarmCommands } from '../../report/console/step-frame.js';
import type { CliProcess } from './cli-process.js';
import { onGithub } from './progress.js';

/** Instructions and names in an image or a cache are somebody else's text. It must not become a workflow command. */
export function print(text: string, cli: CliProcess): void {
  cli.stdout.write(onGithub(cli) ? disarmCommands(text) : text);
}
