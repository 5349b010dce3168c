/** What of an image's config each keyword sets, in words. */
const PARTS: Readonly<Record<string, string>> = {
  USER: 'user',
  WORKDIR: 'working directory',
  SHELL: 'shell',
  EXPOSE: 'ports',
  VOLUME: 'volumes',
  CMD: 'command',
  ENTRYPOINT: 'entrypoint',
  STOPSIGNAL: 'stop signal',
  HEALTHCHECK: 'health check',
  ONBUILD: 'triggers',
  MAINTAINER: 'author',
};

/** What an instruction sets in the image's config: `label version`, `ENV MODE`, `user`. Values are not shown. */
export function configParts(instruction: string): readonly string[] {
  const keyword = instruction.split(/\s/, 1)[0]?.toUpperCase() ?? '';
  if (keyword === 'ENV') return pairNames(instruction).map((name) => `ENV ${name}`);
  if (keyword === 'LABEL') return pairNames(instruction).map((name) => `label ${name}`);
  const part = PARTS[keyword];
  return part === undefined ? [] : [part];
}

/** The names that an ENV or LABEL sets: `A=1 B=2`, or the old form `A 1`. Values in quotes do not count. */
export function pairNames(instruction: string): readonly string[] {
  const text = instruction.replace(/^\S+\s+/, '');
  const first = /^[^\s="']+(?=\s|$)/.exec(text)?.[0];
  if (first !== undefined) return [first];
  const bare = text.replace(/=(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*/g, '=');
  return [...bare.matchAll(/(?:^|\s)["']?([^\s="']+)["']?=/g)].flatMap(([, name]) => name ?? []);
}
