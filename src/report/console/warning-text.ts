import type { WarningEvent } from '../../engine/events.js';

/**
 * A warning for a log, `WARNING (line 3): what is wrong. What to do.`, in two parts, so that the first may have a colour.
 */
export function warningText({ message, hint, line }: WarningEvent): { readonly label: string; readonly words: string } {
  return {
    label: line === undefined ? 'WARNING:' : `WARNING (line ${line}):`,
    words: hint === undefined ? message : `${message} ${hint}`,
  };
}
