import { oneLine } from '../../text/sanitize-line.js';

/** What surrounds a step's block in a plain log. Each method gives the text to print, complete lines or none. */
export interface StepFrame {
  begin(title: string): string;
  end(): string;
  /** Around output that others wrote; between the two no line of it may be taken for more than text. */
  openUntrusted(): string;
  closeUntrusted(): string;
  /** Text of others within a line of ours. */
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
 * A log that GitHub's runner reads for workflow commands: a group a step, and what others wrote is put between
 * `stop-commands` and its token, which only the runner and we know. Masks go on working there.
 *
 * @param newToken an unguessable word, a new one each call
 */
export function githubFrame(newToken: () => string): StepFrame {
  let token = '';
  const inline = (text: string): string => disarmCommands(oneLine(text));
  return {
    begin: (title) => `::group::${oneLine(title).replaceAll('%', '%25')}\n`,
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
 * Lines of others, such as an error that quotes a step's output, with every workflow command in them made plain text. The
 * runner finds `##[command]` anywhere in a line, and `::command::` at its start; it takes U+0085 for a space.
 */
export function disarmCommands(text: string): string {
  return text.replaceAll('##[', '##\\[').replace(/(^|[\n\r])([\s\x85]*):(?=:)/g, '$1$2:\\');
}
