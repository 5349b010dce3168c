import { constants } from 'node:os';

import { UserError } from '../../errors.js';
import { SIGNALS } from '../../worker/protocol/container-messages.js';
import type { SignalName } from './supervisor-session.js';

/** A signal as a person writes it: `TERM`, `SIGTERM`, `sigterm` or `15`. @throws UserError for anything else */
export function signalName(text: string): SignalName {
  const upper = text.toUpperCase().replace(/^SIG/, '');
  const byNumber = SIGNALS.find((name) => constants.signals[`SIG${name}` as NodeJS.Signals] === Number(text));
  const name = /^\d+$/.test(text) ? byNumber : SIGNALS.find((each) => each === upper);
  if (name !== undefined) return name;
  throw new UserError(`there is no signal ${JSON.stringify(text)}`, { hint: 'Write it as TERM, SIGTERM or 15.' });
}
