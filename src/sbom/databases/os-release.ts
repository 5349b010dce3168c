import { linesOf } from './stanzas.js';

/** What an image says of the distribution that it is (os-release(5)). */
export interface Distribution {
  /** `debian`. */
  readonly id: string;
  /** `12`; a rolling release has none. */
  readonly versionId?: string;
}

/** In the order in which systemd looks; links are followed. */
export const OS_RELEASE_PLACES = ['etc/os-release', 'usr/lib/os-release'] as const;

const ID = /^[a-z0-9._-]{1,64}$/;
const VERSION_ID = /^[A-Za-z0-9._+~-]{1,64}$/;

/** @returns `undefined` if it names no distribution */
export function parseOsRelease(text: string): Distribution | undefined {
  const values = new Map<string, string>();
  for (const line of linesOf(text)) {
    const match = /^([A-Z_]+)=(.*)$/.exec(line);
    if (match?.[1] !== undefined) values.set(match[1], unquoted(match[2] ?? ''));
  }
  const id = values.get('ID') ?? '';
  if (!ID.test(id)) return undefined;
  const versionId = values.get('VERSION_ID');
  return { id, ...(versionId !== undefined && VERSION_ID.test(versionId) ? { versionId } : {}) };
}

/** Values are written as in a shell, without expansions. */
function unquoted(value: string): string {
  const text = value.trim();
  const quote = text[0];
  if (text.length < 2 || (quote !== '"' && quote !== "'") || !text.endsWith(quote)) return text;
  return text.slice(1, -1).replace(/\\([\\"'$`])/g, '$1');
}
