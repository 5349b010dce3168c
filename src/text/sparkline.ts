const BARS = '▁▂▃▄▅▆▇█';

/**
 * Numbers as a row of bars, which every font and Markdown can show.
 *
 * @param values none below 0
 * @param most the value of a full bar; default: the largest of them
 */
export function sparkline(values: readonly number[], most = Math.max(...values)): string {
  return values
    .map((value) => {
      const share = most <= 0 ? 0 : Math.min(value / most, 1);
      return BARS[Math.round(share * (BARS.length - 1))] ?? '';
    })
    .join('');
}
