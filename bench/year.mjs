// node bench/year.mjs [--days N]: what two builders keep in two kinds of cache over a synthetic year of commits, by models of the caches
// and by our own rules of what is kept. Nothing is built: it takes about ten minutes. Prints the table of docs/scaling.md.
import { parseArgs } from 'node:util';
import { builds } from './year/commits.mjs';
import { LOCATIONS, ModelCache } from './year/model-cache.mjs';
import { buildkit, ours } from './year/policies.mjs';
import { WHOLE } from './year/project.mjs';

const { values } = parseArgs({ options: { days: { type: 'string', default: '364' } } });
/** Builds an hour on average, and the images among which they are spread. Of the largest one, four weeks are as good as a year. */
const TEAMS = [
  { perHour: 5, images: 1, days: Number(values.days) },
  { perHour: 50, images: 10, days: Number(values.days) },
  { perHour: 500, images: 100, days: Math.min(Number(values.days), 28) },
];

const RUNS = [
  [LOCATIONS.actions, ours],
  [LOCATIONS.actions, buildkit],
  [LOCATIONS.registry, ours],
  [LOCATIONS.registry, buildkit],
];

const rows = [];
for (const team of TEAMS) {
  for (const [location, policy] of RUNS) {
    const cache = new ModelCache(location);
    let seconds = 0;
    let count = 0;
    for (const build of builds(team)) {
      seconds += policy.build(cache, build);
      count += 1;
    }
    const { counts } = cache;
    const aDay = (number) => number / team.days;
    rows.push([
      `${team.perHour}, ${team.images} ${team.images === 1 ? 'image' : 'images'}, ${team.days} days`,
      location.name,
      policy.name,
      `${(100 * (1 - seconds / (count * WHOLE))).toFixed(1)} %`,
      `${(aDay(counts.uploaded) / 1e9).toFixed(2)}`,
      `${(aDay(counts.downloaded) / 1e9).toFixed(2)}`,
      `${(cache.bytes / 1e9).toFixed(2)}`,
      `${Math.round(aDay(counts.evicted))}`,
      `${counts.highest}`,
      `${counts.refused}`,
    ]);
  }
}
const HEAD = [
  'builds an hour, on average',
  'cache',
  'builder',
  'time from the cache',
  'GB up a day',
  'GB down a day',
  'GB kept',
  'evicted a day',
  'most uploads in a minute',
  'refused',
];
const line = (cells) => `| ${cells.join(' | ')} |`;
process.stdout.write(`${[line(HEAD), line(HEAD.map(() => '---')), ...rows.map(line)].join('\n')}\n`);
