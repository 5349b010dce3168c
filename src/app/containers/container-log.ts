import { appendFileSync, closeSync, openSync } from 'node:fs';

import { stringUpTo, oneOf, string } from '../../json/decoder.js';
import { decodeDocument } from '../../json/document.js';
import { object } from '../../json/object.js';
import { errorCode } from '../../errors.js';
import { open } from 'node:fs/promises';

/** A line that a container printed, in the form of Docker's json-file logs. */
export interface LogLine {
  /** With its line break, unless it is long or the last. */
  readonly log: string;
  readonly stream: 'stdout' | 'stderr';
  /** ISO 8601. */
  readonly time: string;
}

/** Bytes after which a line is cut, as Docker does. */
const LONGEST = 16 * 1024;
const NEWLINE = 0x0a;

/** Writes what a container prints. */
export class ContainerLog {
  readonly #fd: number;
  readonly #pending = new Map<'stdout' | 'stderr', Buffer>();

  constructor(file: string) {
    this.#fd = openSync(file, 'a', 0o600);
  }

  add(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    let rest = Buffer.concat([this.#pending.get(stream) ?? Buffer.alloc(0), data]);
    const lines: string[] = [];
    for (;;) {
      const at = rest.indexOf(NEWLINE);
      const end = at >= 0 && at < LONGEST ? at + 1 : rest.length > LONGEST ? LONGEST : 0;
      if (end === 0) break;
      lines.push(this.#line(stream, rest.subarray(0, end)));
      rest = rest.subarray(end);
    }
    this.#pending.set(stream, Buffer.from(rest));
    if (lines.length > 0) appendFileSync(this.#fd, lines.join(''));
  }

  close(): void {
    for (const [stream, rest] of this.#pending) if (rest.length > 0) appendFileSync(this.#fd, this.#line(stream, rest));
    closeSync(this.#fd);
  }

  #line(stream: 'stdout' | 'stderr', text: Buffer): string {
    const line: LogLine = { log: text.toString(), stream, time: new Date().toISOString() };
    return `${JSON.stringify(line)}\n`;
  }
}

const logLine = object<LogLine>({ log: string, stream: oneOf('stdout', 'stderr'), time: stringUpTo(64) });

/** Reads a log to its end. Lines that are damaged are left out. */
export class LogReader {
  readonly #file: string;
  #position = 0;
  #rest = '';

  constructor(file: string) {
    this.#file = file;
  }

  /** What was added since the last call. */
  async *next(): AsyncGenerator<LogLine, void, undefined> {
    let handle;
    try {
      handle = await open(this.#file);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return;
      throw error;
    }
    try {
      const buffer = Buffer.alloc(64 * 1024);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, this.#position);
        if (bytesRead === 0) return;
        this.#position += bytesRead;
        // As latin1, since a character may be cut in two.
        const lines = (this.#rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
        this.#rest = lines.pop() ?? '';
        for (const line of lines) {
          const parsed = parseLine(line);
          if (parsed !== undefined) yield parsed;
        }
      }
    } finally {
      await handle.close();
    }
  }
}

function parseLine(line: string): LogLine | undefined {
  try {
    return decodeDocument(logLine, Buffer.from(line, 'latin1'), { name: 'a line of a log', maxBytes: 8 * LONGEST });
  } catch {
    return undefined;
  }
}
