/** The id of a step's row in the page. */
export function stepId(number: number): string {
  return `step-${number}`;
}

/** @param prefix names the platform whose image it is */
export function layerId(prefix: string, index: number): string {
  return `${prefix}-layer-${index + 1}`;
}
