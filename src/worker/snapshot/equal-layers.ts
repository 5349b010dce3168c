/**
 * Keeps only the highest of equal layers (from steps that made the same, mostly nothing): it repeats all that the lower ones say, and
 * overlayfs does not accept a folder twice.
 */
export function highestOfEach<T>(layers: readonly T[], keyOf: (layer: T) => string): readonly T[] {
  const last = new Map(layers.map((layer, position) => [keyOf(layer), position]));
  return layers.filter((layer, position) => last.get(keyOf(layer)) === position);
}
