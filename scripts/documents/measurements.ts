import { withTable } from './marked-tables.js';
import { table } from './words.js';

/** What is compared in the README, by the words of bench/RESULTS.md. */
const TASKS = ['fresh machine, cold', 'fresh machine, nothing changed', 'fresh machine, one source file changed'];
const PEERS = [
  { peer: 'buildkitd, registry cache, mode=max', title: 'BuildKit, as in build-push-action' },
  { peer: 'buildah, --cache-from and --cache-to', title: 'buildah' },
  { peer: 'dockerd, inline cache', title: 'docker build, inline cache' },
];

/** The README with what was measured. */
export function withMeasurements(readme: string, results: string): string {
  const rows = results
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  const timesOf = (task: string, peer: string): readonly [ours: string, theirs: string] => {
    const row = rows.find(([, name, other]) => name === task && other === peer);
    const [ours, theirs] = row?.slice(3) ?? [];
    if (ours === undefined || theirs === undefined) throw new Error(`bench/RESULTS.md has no row ${task}, ${peer}`);
    return [ours, theirs];
  };
  const lines = TASKS.map((task) => {
    const times = PEERS.map(({ peer }) => timesOf(task, peer));
    const cells = [times[0]?.[0] ?? '', ...times.map(([, theirs]) => theirs)].map((time) => `${time} s`);
    const least = Math.min(...cells.map(parseFloat));
    const name = task.replace('fresh machine, ', '');
    return [name, ...cells.map((cell) => (parseFloat(cell) === least ? `**${cell}**` : cell))];
  });
  return withTable(readme, 'measurements', table(['', 'layer-build', ...PEERS.map(({ title }) => title)], lines));
}
