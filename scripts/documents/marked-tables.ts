/** A document with a table between the two comments that name its place. */
export function withTable(document: string, name: string, content: string): string {
  const start = `<!-- npm run generate: ${name} -->\n`;
  const end = `\n<!-- end of ${name} -->`;
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from < 0 || to < 0) throw new Error(`the document has no place for the table ${name}`);
  return `${document.slice(0, from + start.length)}\n${content}\n${document.slice(to)}`;
}
