import type { BuildEvent, TestInfo } from '../../engine/events.js';
import { formatDuration } from '../../text/format.js';

/** What a console calls a test: its command, and where it runs. */
export function testTitle({ platform, command }: TestInfo): string {
  return `[${platform}] ${command}`;
}

export function testResult({ exitCode, durationMs }: Extract<BuildEvent, { readonly type: 'test-finished' }>): string {
  const time = formatDuration(durationMs);
  return exitCode === 0 ? `Passed in ${time}` : `Failed with exit code ${exitCode} after ${time}`;
}
