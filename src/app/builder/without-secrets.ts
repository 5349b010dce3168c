interface Hidden {
  /** Build arguments whose values could be secret. */
  readonly names: readonly string[];
  /** Masks values in a text. */
  readonly shown: (text: string) => string;
}

/**
 * A predicate of BuildKit's without what could be secret: build arguments that are not to be told, values of secrets in any text,
 * also in the text of the Dockerfile, and texts of files that a build argument is expanded in.
 */
export function withoutSecrets(predicate: object, hidden: Hidden): object {
  return Object.fromEntries(Object.entries(predicate).map(([name, value]) => [name, cleaned(value, name, hidden)]));
}

function cleaned(value: unknown, inside: string, hidden: Hidden): unknown {
  if (typeof value === 'string') return inside === 'data' ? cleanedBytes(value, hidden) : hidden.shown(value);
  if (Array.isArray(value)) return value.map((each) => cleaned(each, inside, hidden));
  if (typeof value !== 'object' || value === null) return value;
  const left = Object.entries(value).filter(([name]) => !isLeftOut(name, inside, hidden));
  return Object.fromEntries(
    left.map(([name, each]) => {
      // The request is not all there any more.
      const isIncomplete = hidden.names.length > 0 && COMPLETE[inside] === name;
      return [name, isIncomplete ? false : cleaned(each, name, hidden)];
    }),
  );
}

/** Where a predicate says that the request is complete: in SLSA v1 and in v0.2. */
const COMPLETE: Readonly<Record<string, string>> = { buildkit_completeness: 'request', completeness: 'parameters' };

function isLeftOut(name: string, inside: string, { names }: Hidden): boolean {
  if (inside === 'mkfile' && name === 'data') return true;
  return inside === 'args' && names.some((hiddenName) => name === `build-arg:${hiddenName}`);
}

/** Texts of files are in base64. */
function cleanedBytes(text: string, { shown }: Hidden): string {
  const plain = Buffer.from(text, 'base64').toString();
  const clean = shown(plain);
  return clean === plain ? text : Buffer.from(clean).toString('base64');
}
