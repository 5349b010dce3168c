const AGES: readonly (readonly [seconds: number, name: string])[] = [
  [31_536_000, 'year'],
  [2_592_000, 'month'],
  [604_800, 'week'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** How long ago something was made, in docker's words: `3 hours ago`. */
export function age(created: string): string {
  const seconds = Math.max(0, (Date.now() - Date.parse(created)) / 1000);
  const [unit, name] = AGES.find(([least]) => seconds >= least) ?? [1, 'second'];
  const count = Math.floor(seconds / unit);
  return `${count} ${name}${count === 1 ? '' : 's'} ago`;
}
