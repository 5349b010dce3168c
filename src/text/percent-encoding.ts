/** A part of an address with its `%XX` decoded; unchanged if one is malformed. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
