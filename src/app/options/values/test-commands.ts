/**
 * Commands to run in the image, one for each text. A text that ends in a backslash goes on in the next one, as in a shell. Comments
 * and empty texts are left out.
 */
export function parseTests(_where: string, texts: readonly string[]): readonly string[] {
  const commands: string[] = [];
  let open = '';
  for (const text of texts) {
    const line = open + text;
    open = '';
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(line)) open = `${line}\n`;
    else commands.push(line);
  }
  if (open !== '') commands.push(open.trimEnd());
  return commands.map((command) => command.trim()).filter((command) => command !== '' && !command.startsWith('#'));
}
