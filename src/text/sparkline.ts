const BARS = '▁▂▃▄▅▆▇█';

/**
 * Numbers as a row of bars, which every font and Markdown can show.
 *
 * @param values none below 0
 * @param most the value of a full bar; default: the largest of them, and twice that if all are the same
 */
export function sparkline(values: readonly number[], most?: number): string {
  const largest = Math.max(...values);
  const full = most ?? (values.every((value) => value === largest) ? 2 * largest : largest);
  return values
    .map((value) => {
      const share = full <= 0 ? 0 : Math.min(value / full, 1);
      return BARS[Math.round(share * (BARS.length - 1))] ?? '';
    })
    .join('');
}
