const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const STEPS = [
  ...[100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 6, 12, 24].map((hours) => hours * HOUR),
];

/** Milliseconds between the marks of a time axis: a round number of which at most six fit. */
export function tickEvery(length: number): number {
  return STEPS.find((step) => length / step <= 6) ?? Math.ceil(length / (6 * 24 * HOUR)) * 24 * HOUR;
}
