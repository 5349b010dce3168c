import type { StepReason } from '../../engine/reason.js';
import type { CacheLocation } from '../../engine/cache-location.js';

/** Why a step hit or missed, in the form of report version 2: as in events, but a location is in a field called `place`. */
export type ReportedReason =
  | Exclude<StepReason, { readonly kind: 'unreachable' }>
  | { readonly kind: 'unreachable'; readonly faults: readonly ReportedFault[] };

export interface ReportedFault {
  readonly place: CacheLocation;
  readonly message: string;
}

export function reportedReason(reason: StepReason): ReportedReason {
  if (reason.kind !== 'unreachable') return reason;
  return { ...reason, faults: reason.faults.map(({ location, message }) => ({ place: location, message })) };
}
