const HOUR = 3600;
const DAY = 24 * HOUR;

/** How long ago something was made, in docker's words: `3 hours ago`, `About a minute ago`. `N/A` if it is not known. */
export function age(created: string | undefined, now = Date.now()): string {
  const time = Date.parse(created ?? '');
  // The zero time of Go stands for none.
  if (Number.isNaN(time) || created?.startsWith('0001-01-01') === true) return 'N/A';
  return `${duration(Math.max(0, (now - time) / 1000))} ago`;
}

/** As docker/go-units words it. */
function duration(seconds: number): string {
  const hours = Math.round(seconds / HOUR);
  if (seconds < 1) return 'Less than a second';
  if (seconds < 2) return '1 second';
  if (seconds < 60) return `${Math.floor(seconds)} seconds`;
  if (seconds < 120) return 'About a minute';
  if (seconds < HOUR) return `${Math.floor(seconds / 60)} minutes`;
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 2 * 7 * 24) return `${Math.floor(hours / 24)} days`;
  if (hours < 2 * 30 * 24) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 2 * 365 * 24) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(seconds / DAY / 365)} years`;
}

/** A time in ISO 8601 and UTC as Go prints it: `2026-11-30 03:35:01 +0000 UTC`. */
export function goTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)} +0000 UTC`;
}
