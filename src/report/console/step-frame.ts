import { oneLine } from '../../text/sanitize-line.js';

/** What surrounds a step's block in a plain log. The methods return the text to print: whole lines, or nothing. */
export interface StepFrame {
  /** @param end how the step ended, if that is known already: a step may be over before its turn in the log */
  begin(title: string, end?: string): string;
  end(): string;
  /** These two surround untrusted output. Between them, no line is read as a command. */
  openUntrusted(): string;
  closeUntrusted(): string;
  /** Untrusted text within a line of ours. */
  inline(text: string): string;
}

/** A log that only people and grep read. */
export const PLAIN_FRAME: StepFrame = {
  begin: (title) => `${title}\n`,
  end: () => '',
  openUntrusted: () => '',
  closeUntrusted: () => '',
  inline: oneLine,
};

/**
 * A log that GitHub's runner reads for workflow commands. Each step is a group. Untrusted output goes between
 * `stop-commands` and its token, which only the runner and we know. Masks still work there.
 *
 * @param newToken returns an unguessable word, a new one at each call
 */
export function githubFrame(newToken: () => string): StepFrame {
  let token = '';
  const inline = (text: string): string => disarmCommands(oneLine(text));
  return {
    begin: (title, end) => `::group::${oneLine(title).replaceAll('%', '%25')}${end === undefined ? '' : ` (${end})`}\n`,
    end: () => '::endgroup::\n',
    openUntrusted: () => {
      token = newToken();
      return `::stop-commands::${token}\n`;
    },
    closeUntrusted: () => `::${token}::\n`,
    inline,
  };
}

/**
 * Turns every workflow command in untrusted lines, such as an error that quotes a step's output, into plain text. The runner
 * finds `##[command]` anywhere in a line, and `::command::` at its start; it treats U+0085 as a space.
 */
export function disarmCommands(text: string): string {
  return text.replaceAll('##[', '##\\[').replace(/(^|[\n\r])([\s\x85]*):(?=:)/g, '$1$2:\\');
}
