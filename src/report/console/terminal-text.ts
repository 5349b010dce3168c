/** Which control sequences in a program's output are kept. */
export type ControlSequences =
  /** Colours. Sequences that move the cursor, set titles or ask the terminal for something are dropped. */
  | 'colours'
  /** None: we cut and place the text ourselves. */
  | 'none';

/** Characters of an unfinished sequence that wait for the rest. No terminal knows a longer sequence. */
const LONGEST = 64;

/**
 * Turns a program's output, which comes in arbitrary chunks, into text that is safe to print. UTF-8 is decoded across chunks
 * (invalid bytes become U+FFFD), and control sequences (ECMA-48) are dropped except those that are asked for. Line breaks,
 * carriage returns and tabs stay. It keeps a few characters at most, however long a line is.
 */
export class TerminalText {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #keep: ControlSequences;
  #held = '';
  /** Inside a string sequence (title, clipboard …), which ends with BEL or ST and may be of any length. */
  #inString = false;

  constructor(keep: ControlSequences) {
    this.#keep = keep;
  }

  push(bytes: Uint8Array): string {
    return this.#filter(this.#decoder.decode(bytes, { stream: true }), false);
  }

  /** What was held back, at the end of the output. */
  end(): string {
    return this.#filter(this.#decoder.decode(), true);
  }

  #filter(chunk: string, last: boolean): string {
    let text = this.#held + chunk;
    this.#held = '';
    let clean = '';
    while (text !== '') {
      if (this.#inString) {
        text = this.#skipString(text);
        continue;
      }
      const start = text.search(ESCAPES);
      if (start < 0) return clean + printable(text);
      clean += printable(text.slice(0, start));
      text = text.slice(start);
      const sequence = SEQUENCE.exec(text)?.[0];
      if (sequence !== undefined) {
        if (STRING_START.test(sequence)) this.#inString = true;
        else if (this.#keep === 'colours' && COLOUR.test(sequence)) clean += sequence;
        text = text.slice(sequence.length);
      } else if (!last && text.length < LONGEST && UNFINISHED.test(text)) {
        this.#held = text;
        return clean;
      } else text = text.slice(1);
    }
    return clean;
  }

  #skipString(text: string): string {
    const end = STRING_END.exec(text);
    if (end !== null) {
      this.#inString = false;
      return text.slice(end.index + end[0].length);
    }
    // A line break ends such a string, so that an unfinished one cannot swallow the log.
    const line = text.search(/[\n\r]/);
    if (line >= 0) {
      this.#inString = false;
      return text.slice(line);
    }
    if (text.endsWith('\u001b')) this.#held = '\u001b';
    return '';
  }
}

/* eslint-disable no-control-regex -- control characters are what this file is about */
const ESCAPES = /[\u001b\u009b\u0090\u009d\u009e\u009f\u0098]/;
/** CSI, the start of a string (OSC, DCS, PM, APC, SOS), or a two-character escape; each as ESC + letter or as one C1 code. */
const SEQUENCE =
  /^(?:(?:\u001b\[|\u009b)[0-?]{0,48}[ -/]{0,8}[@-~]|\u001b[PX\]^_]|[\u0090\u009d\u009e\u009f\u0098]|\u001b[ -/]{0,8}[0-OQ-WYZ\\`-~])/;
const STRING_START = /^(?:\u001b[PX\]^_]|[\u0090\u009d\u009e\u009f\u0098])/;
const STRING_END = /\u0007|\u001b\\|\u009c/;
const COLOUR = /^\u001b\[[0-9;:]*m$/;
const UNFINISHED = /^(?:\u001b|(?:\u001b\[|\u009b)[0-?]*[ -/]*|\u001b[ -/]*)$/;
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/* eslint-enable no-control-regex */

function printable(text: string): string {
  return text.replace(UNPRINTABLE, '');
}
