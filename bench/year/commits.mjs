/** Seconds. */
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** Pushes of a pull request before it is merged. */
const PUSHES = 6;
/** Hours from a pull request's first push to its merge. */
const OPEN_FOR = 30;
/** Share of the pushes that also change the lock file. */
const CHANGES_LOCK = 0.06;
/** Share of the pushes that change nothing that the image has: documents, other packages. */
const CHANGES_NOTHING = 0.12;
/** The base image moves, and with it the system packages. */
const BASE_MOVES = 7 * DAY;

/**
 * A synthetic year of commits: pull requests are opened, pushed to six times and merged, each for one of the repository's images.
 * Four fifths of the pushes are made on weekdays from 8 to 20 o'clock. Every push and every merge is one build. The same arguments
 * give the same year.
 *
 * @param perHour builds an hour, on average over the year
 * @yields {{ at: number, ref: string, image: number, state: { base: string, lock: string, source: string } }} in the order of time
 */
export function* builds({ perHour, images, days }) {
  const random = generator(perHour);
  const main = Array.from({ length: images }, () => ({ lock: 0, source: 0 }));
  const total = Math.round(perHour * 24 * days);
  const open = [];
  let opened = 0;
  for (let number = 0; number < total; number += 1) {
    const at = timeOf(number / total, days);
    while (open.length < Math.max(1, Math.round((perHour * OPEN_FOR) / (PUSHES + 1)))) {
      opened += 1;
      open.push({
        number: opened,
        image: Math.floor(random() * images),
        pushes: 0,
        lock: undefined,
        source: undefined,
      });
    }
    const slot = Math.floor(random() * open.length);
    const pull = open[slot];
    const image = main[pull.image];
    const base = `base ${Math.floor(at / BASE_MOVES)}`;
    if (pull.pushes === PUSHES) {
      if (pull.lock !== undefined) image.lock = pull.lock;
      if (pull.source !== undefined) image.source = `${pull.number}.${PUSHES}`;
      open.splice(slot, 1);
      yield { at, ref: 'main', image: pull.image, state: { base, lock: `${image.lock}`, source: `${image.source}` } };
      continue;
    }
    pull.pushes += 1;
    const what = random();
    if (what < CHANGES_LOCK) pull.lock = `lock ${pull.number}.${pull.pushes}`;
    if (what < 1 - CHANGES_NOTHING) pull.source = `${pull.number}.${pull.pushes}`;
    // A pull request is built as it would be merged: with what main has now.
    const state = { base, lock: `${pull.lock ?? image.lock}`, source: `${image.source} + ${pull.source ?? ''}` };
    yield { at, ref: `pull ${pull.number}`, image: pull.image, state };
  }
}

/** Hours of a week, from Monday on. */
const WEEK = 168;
const isWorkingHour = (hour) => hour < 120 && hour % 24 >= 8 && hour % 24 < 20;
/** The share of a week's builds that are before each of its hours. */
const BEFORE = [0];
for (let hour = 0; hour < WEEK; hour += 1) BEFORE.push(BEFORE[hour] + (isWorkingHour(hour) ? 0.8 / 60 : 0.2 / 108));

/** Seconds since the year's first Monday. @param share of the year's builds that were before */
function timeOf(share, days) {
  const weeks = share * (days / 7);
  const inWeek = weeks % 1;
  let hour = 0;
  while (BEFORE[hour + 1] <= inWeek) hour += 1;
  const inHour = (inWeek - BEFORE[hour]) / (BEFORE[hour + 1] - BEFORE[hour]);
  return (Math.floor(weeks) * WEEK + hour + inHour) * HOUR;
}

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
