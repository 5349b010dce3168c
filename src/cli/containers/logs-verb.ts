import { setTimeout as delay } from 'node:timers/promises';

import { LogReader, type LogLine } from '../../app/containers/container-log.js';
import { one, SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import { parsePointInTime } from '../../text/point-in-time.js';
import type { CliProcess } from '../command/cli-process.js';
import type { Verb } from '../command/verb.js';
import { containerVerb } from './container-verb.js';

/** Milliseconds between two looks at a log that grows. */
const LOOK = 100;

export const logsVerb: Verb = containerVerb({
  name: 'logs',
  summary: 'show what a container printed',
  operands: 'CONTAINER',
  count: [1, 1],
  examples: [{ does: 'The last lines, and all that come', command: 'layer-build logs -f --tail 20 web' }],
  flags: {
    follow: { flag: ['-f', '--follow'], takes: SWITCH, help: 'go on until the container has ended' },
    tail: { flag: ['-n', '--tail'], takes: one('LINES', lineCount, 'all'), help: 'how many of the last lines' },
    since: {
      flag: '--since',
      takes: one('TIME', pointInTime),
      help: 'only what was printed since then: 10m, 2026-01-31T12:00:00Z',
    },
    until: { flag: '--until', takes: one('TIME', pointInTime), help: 'only what was printed before' },
    details: { flag: '--details', takes: SWITCH, help: 'no effect: there are no details' },
    timestamps: { flag: ['-t', '--timestamps'], takes: SWITCH, help: 'with times' },
  },
  run: async ({ containers, flags, operands: [query = ''], cli }) => {
    const { container } = await containers.store.find(query);
    const reader = new LogReader(containers.store.log(container.id));
    const { since = -Infinity, until = Infinity } = flags;
    const print = async (line: LogLine): Promise<void> => {
      const time = Date.parse(line.time);
      if (time >= since && time <= until) await printLine(line, flags.timestamps, cli);
    };
    const last: LogLine[] = [];
    for await (const line of reader.next()) {
      if (flags.tail === undefined) await print(line);
      else {
        last.push(line);
        if (last.length > flags.tail) last.shift();
      }
    }
    for (const line of last) await print(line);
    while (flags.follow && Date.now() <= until) {
      // Looked at before the log: what was printed until then is in it.
      const state = (await containers.store.read(container.id))?.state.status;
      for await (const line of reader.next()) await print(line);
      if (state !== 'running') break;
      await delay(LOOK, undefined, { signal: cli.signal });
    }
    return 0;
  },
});

function printLine({ log, stream, time }: LogLine, timestamps: boolean, cli: CliProcess): Promise<void> {
  const text = Buffer.from(timestamps ? `${time} ${log}` : log);
  return cli.writeBytes(text, stream);
}

function pointInTime(where: string, text: string): number {
  try {
    return parsePointInTime(text);
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`${where}: ${error.message}`, { hint: error.hint });
    throw error;
  }
}

/** `undefined` is all. */
function lineCount(where: string, text: string): number | undefined {
  if (text === 'all' || /^-\d+$/.test(text)) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError(`${where}: ${JSON.stringify(text)} is not a number of lines`);
}
