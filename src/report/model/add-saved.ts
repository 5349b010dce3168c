import type { CacheReportBuilder } from './cache-report.js';
import type { LocationReport, Report } from './report.js';
import { layerOwners } from './layer-owners.js';

/** The report of a build whose cache was saved later, by another process. @param saved what happened then */
export function addSaved(report: Report, saved: CacheReportBuilder): Report {
  const { places, leftOut } = report.cache;
  const later = saved.report(layerOwners(report.steps));
  const isSame = (left: LocationReport, right: LocationReport): boolean =>
    left.kind === right.kind && left.name === right.name;
  const known = places.map((place) => {
    const more = later.places.find((one) => isSame(one, place));
    return more === undefined ? place : joined(place, more);
  });
  const fresh = later.places.filter((place) => !places.some((one) => isSame(one, place)));
  return { ...report, cache: { places: [...known, ...fresh], leftOut: [...leftOut, ...later.leftOut] } };
}

function joined(before: LocationReport, after: LocationReport): LocationReport {
  const budget = after.budget ?? before.budget;
  return {
    ...before,
    saved: {
      bytes: before.saved.bytes + after.saved.bytes,
      durationMs: before.saved.durationMs + after.saved.durationMs,
      entries: [...before.saved.entries, ...after.saved.entries],
    },
    ...(budget !== undefined && { budget }),
    remarks: [...new Set([...before.remarks, ...after.remarks])],
    faults: [...before.faults, ...after.faults],
  };
}
