/** One range for each line, as BuildKit's documents have them. */
export function lineRanges(line: number, endLine: number): readonly object[] {
  return Array.from({ length: endLine - line + 1 }, (_, index) => ({
    start: { line: line + index },
    end: { line: line + index },
  }));
}
