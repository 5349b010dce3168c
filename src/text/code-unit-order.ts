/** Compares texts by code unit, as `sort` does by itself: the same on every machine, unlike an order of a language. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
