import { formatBytes, formatDuration } from '../text/format.js';
import type { TrendPoint } from './model/report.js';
import { rateWords } from './model/work-words.js';

/** What a trend shows of each run. */
export interface TrendFigure {
  readonly name: string;
  readonly of: (point: TrendPoint) => number;
  readonly words: (value: number) => string;
  /** The value of a full bar; default: the largest. */
  readonly most?: number;
}

export const TREND_FIGURES: readonly TrendFigure[] = [
  { name: 'time', of: ({ durationMs }) => durationMs, words: formatDuration },
  { name: 'from the cache', of: ({ hitRate: rate }) => rate, words: rateWords, most: 1 },
  { name: 'image size', of: ({ size }) => size, words: formatBytes },
  { name: 'fetched and pushed', of: ({ bytes }) => bytes, words: formatBytes },
];
