/** The fields of one entry, by their names as written. Of a field that goes on over several lines, only the first is kept. */
export type Stanza = ReadonlyMap<string, string>;

/** Fields of one entry that are kept; real ones have less than 40. */
const MOST_FIELDS = 200;

/**
 * The entries of a text in which each line is `Name: value`, lines that begin with a blank continue a field, and empty lines part the
 * entries: a control file of Debian (deb822(5)), the headers of Python's METADATA, the database of apk.
 *
 * @param separator between name and value
 */
export function* stanzas(text: string, separator = ':'): Generator<Stanza, void, undefined> {
  let fields = new Map<string, string>();
  for (const line of linesOf(text)) {
    if (line.trim() === '') {
      if (fields.size > 0) yield fields;
      fields = new Map();
      continue;
    }
    if (line.startsWith(' ') || line.startsWith('\t')) continue;
    const end = line.indexOf(separator);
    if (end <= 0 || fields.size >= MOST_FIELDS) continue;
    const name = line.slice(0, end);
    // The first counts, as in Python's parser; the others do not occur.
    if (!fields.has(name)) fields.set(name, line.slice(end + separator.length).trim());
  }
  if (fields.size > 0) yield fields;
}

/** The lines of a text, without the list of all of them in memory. */
export function* linesOf(text: string): Generator<string, void, undefined> {
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    yield text.slice(start, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end);
    start = end + 1;
  }
}
