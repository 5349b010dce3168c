import { isDigest } from '../../../oci/digest.js';

import { followersOf, isRun, LEAST_SAVING, savingOf, savingWords, type Evidence, type RemedyStep } from './evidence.js';
import type { PinBase } from './remedy.js';

/** The tag of a base names another image than in the last build, and steps ran because of it. */
export function pinBase(from: RemedyStep, evidence: Evidence): PinBase | undefined {
  const { why, status } = from;
  const [, reference = ''] = /^from\s+(?:--platform=\S+\s+)?([\w./:-]+)(?:\s|$)/i.exec(from.instruction) ?? [];
  if (status !== 'miss' || why.kind !== 'changed' || reference === '') return undefined;
  const moved = why.changes.find((change) => change.input === 'base');
  if (moved === undefined || moved.from.reference !== moved.to.reference || moved.from.digest === undefined)
    return undefined;
  const digest = evidence.facts.get(from.number)?.pin;
  const followers = followersOf(from, evidence);
  const saving = savingOf(followers);
  if (!followers.some(isRun)) return undefined;
  if (digest === undefined || !isDigest(digest) || saving.savesMs < LEAST_SAVING) return undefined;
  const words = `the tag moved: FROM ${reference}@${digest} keeps this base until you change it (${savingWords(saving.savesMs)} when it moves)`;
  return { kind: 'pin-base', words, reference, digest, ...saving };
}
