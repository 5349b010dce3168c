import type { BuildEvent } from '../../engine/events.js';
import { errorReport } from '../model/error-report.js';
import { jsonLine } from './json-line.js';

/** Events as JSON lines. `docs/events.md` describes them. */
export class JsonConsole {
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  readonly sink = (event: BuildEvent): void => {
    this.#write(jsonLine(eventDocument(event)));
  };
}

function eventDocument(event: BuildEvent): object {
  if (event.type === 'step-output' || event.type === 'test-output') {
    const { data, ...rest } = event;
    return { ...rest, ...outputFields(data) };
  }
  if (event.type === 'step-failed') return { ...event, error: errorReport(event.error) };
  return event;
}

/** As text if the chunk is valid UTF-8, else as base64: a chunk may end in the middle of a character. */
function outputFields(data: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data) };
  } catch {
    return { base64: Buffer.from(data).toString('base64') };
  }
}
