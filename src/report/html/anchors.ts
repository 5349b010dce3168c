/** Ids within the page, made of numbers alone. */
export function stepId(number: number): string {
  return `step-${number}`;
}

/** @param prefix of the platform whose image it is */
export function layerId(prefix: string, index: number): string {
  return `${prefix}-layer-${index + 1}`;
}
