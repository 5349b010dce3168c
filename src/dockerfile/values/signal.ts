import type { UserError } from '../../errors.js';
import { didYouMean } from '../../text/nearest.js';
import { WordError } from '../syntax/error-location.js';

/** Names of Linux's signals, as moby/sys has them. */
const SIGNALS = (
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN ' +
  'TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'
).split(' ');

const REAL_TIME = /^RTM(?:IN(?:\+(?:[1-9]|1[0-5]))?|AX(?:-(?:[1-9]|1[0-4]))?)$/;

/**
 * A signal for STOPSIGNAL: a number, or a name with or without SIG, in any case.
 *
 * @throws UserError for anything else
 */
export function checkSignal(signal: string): void {
  if (/^[-+]?\d+$/.test(signal)) {
    if (Number(signal) === 0 || Math.abs(Number(signal)) >= 2 ** 63) throw invalid(signal);
    return;
  }
  const name = signal.toUpperCase().replace(/^SIG/, '');
  if (!SIGNALS.includes(name) && !REAL_TIME.test(name)) throw invalid(signal);
}

function invalid(signal: string): UserError {
  return new WordError(`invalid signal: ${signal}`, signal, {
    hint: didYouMean(
      signal.toUpperCase().replace(/^(?:SIG)?/, 'SIG'),
      SIGNALS.map((name) => `SIG${name}`),
    ),
  });
}
