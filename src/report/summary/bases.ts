import { narrowCode, narrowText } from '../github-markdown.js';
import { ageWords, basesOf, movedWords, shortWithAlgorithm } from '../model/base-images.js';
import type { Report } from '../model/report.js';

const BASES = 20;

/** Each base image: its digest, how old it is, and whether its name led elsewhere in the last run. */
export function baseSection(report: Report): readonly string[] {
  const bases = basesOf(report);
  if (bases.length === 0) return [];
  const rows = bases.slice(0, BASES).map((base) => {
    const moved = movedWords(base);
    const change = moved === '' ? '' : `<br>🔀 ${narrowText(moved, 200)}`;
    const digest = narrowCode(shortWithAlgorithm(base.digest), 100);
    return `| ${narrowCode(base.name, 200)}<br>${digest}${change} | ${ageWords(base)} |`;
  });
  const more = bases.length - rows.length;
  return ['| Base image | Age |', '| --- | --- |', ...rows, ...(more > 0 ? ['', `and ${more} more`] : [])];
}
