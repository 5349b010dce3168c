/** What a source gives, in lists of a given length, for what costs less for many at once. */
export async function* inBatches<T>(
  source: Iterable<T> | AsyncIterable<T>,
  length: number,
): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  for await (const item of source) {
    batch.push(item);
    if (batch.length < length) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
