import type { StepReason } from '../../engine/reason.js';
import { reasonWords } from '../model/reason-words.js';

/** Why steps missed, in words. That there is no earlier build has one cause for all of them, so it is told once. */
export class MissWords {
  #first: number | undefined;

  of(step: number, reason: StepReason): string {
    return reason.kind === 'no-record' && (this.#first ??= step) !== step ? 'likewise' : reasonWords(reason);
  }
}
