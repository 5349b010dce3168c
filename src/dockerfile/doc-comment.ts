/**
 * What a comment directly before an instruction says of a name in it: `# NAME what it is for` (Dockerfile reference, "Documenting with
 * comments").
 */
export function docComment(comments: readonly string[], name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined;
  const found = comments.find((comment) => comment.startsWith(`${name} `));
  return found?.slice(name.length + 1);
}
