/** Order of strings by their code units, for `sort`: the same on every machine, whatever its language. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
