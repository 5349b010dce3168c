/**
 * A document as one line of JSON. GitHub's runner finds `##[command]` anywhere in a line. It can only be inside strings, where an
 * escape means the same.
 */
export function jsonLine(document: object): string {
  return `${JSON.stringify(document).replaceAll('##[', '#\\u0023[')}\n`;
}
