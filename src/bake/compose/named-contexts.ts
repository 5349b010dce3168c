/** `service:x` means the target of that service. */
export function namedContexts(
  pairs: ReadonlyMap<string, string | null>,
  path: (text: string) => string = (text) => text,
): ReadonlyMap<string, string> | undefined {
  if (pairs.size === 0) return undefined;
  return new Map(
    [...pairs].map(([name, given]) => {
      const value = given ?? '';
      const linked = /^(?:service|target):(.*)$/s.exec(value)?.[1];
      return [name, linked === undefined ? path(value) : `target:${linked.replaceAll('.', '_')}`] as const;
    }),
  );
}
