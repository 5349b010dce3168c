import type { IncomingCall } from '../wire/grpc-server.js';

/**
 * What a builder says beside a call. Texts that are not ASCII come escaped, and another name says so (buildkit,
 * `session/filesync`). Before 0.12 they come as they are: as UTF-8, of which Node makes a character for each byte.
 */
export function callTexts(metadata: IncomingCall['metadata'], name: string): readonly string[] {
  const texts = metadata.get(name) ?? [];
  const [encoded = ''] = metadata.get(`${name}-encoded`) ?? [];
  if (!/^(?:1|t|true)$/i.test(encoded)) return texts.map((text) => Buffer.from(text, 'latin1').toString());
  return texts.map((text) => unescaped(text.replaceAll('+', ' ')));
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
