import { formatMoment } from '../../text/format.js';
import type { TrendPoint } from '../model/report.js';
import { TREND_FIGURES, type TrendFigure } from '../trend-figures.js';
import { markup, type Markup } from './markup.js';

/** A chart for each figure: a bar for each run, the newest last. */
export function trendSection(trend: readonly TrendPoint[]): Markup {
  const first = formatMoment(trend[0]?.startedAt ?? '');
  return markup`<p class="quiet">This run, and before it the last ${trend.length - 1} that had something new to save, since ${first}.</p>
<div class="trend">${TREND_FIGURES.map((figure) => chart(figure, trend))}</div>`;
}

function chart({ name, of, words, most }: TrendFigure, trend: readonly TrendPoint[]): Markup {
  const values = trend.map(of);
  const full = most ?? Math.max(...values);
  const width = 100 / trend.length;
  const bars = trend.map((point, index) => {
    const value = of(point);
    const height = full <= 0 ? 0 : Math.min(value / full, 1) * 100;
    const last = index === trend.length - 1 ? ' now' : '';
    return markup`<rect class="run${last}" x="${(index * width).toFixed(2)}%" width="${(width * 0.8).toFixed(2)}%" y="${(100 - Math.max(height, 2)).toFixed(2)}%" height="${Math.max(height, 2).toFixed(2)}%"><title>${formatMoment(point.startedAt)}: ${words(value)}</title></rect>`;
  });
  const now = words(values.at(-1) ?? 0);
  const [least, largest] = [words(Math.min(...values)), words(Math.max(...values))];
  const range = least === largest ? `always ${least}` : `between ${least} and ${largest}`;
  return markup`<figure><figcaption>${name} <strong>${now}</strong></figcaption>
<svg class="runs" width="100%" height="60" role="img" aria-label="${`${name}: now ${now}, ${range}`}">${bars}</svg><p class="quiet">${range}</p></figure>`;
}
