import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One line of the registry's access log. */
export interface AccessLogEntry {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark; `''` where there is none. */
  readonly query: string;
  readonly status: number;
  /** Of the answer's body. */
  readonly bytes: number;
  readonly userAgent: string;
}

const MARKER = 'access-log-marker=';

/**
 * The requests that came to `host` so far, in the order in which they ended. A line is written after its answer was sent: a last
 * request of our own shows that those before it are there.
 *
 * @param lines those of the log that are about this host
 */
export async function readAccessLog(
  host: string,
  lines: () => Promise<readonly string[]>,
): Promise<readonly AccessLogEntry[]> {
  const marker = MARKER + randomBytes(8).toString('hex');
  await new Promise<void>((resolve, reject) => {
    get(`http://${host}/v2/?${marker}`, (response) => response.resume().once('end', resolve)).once('error', reject);
  });
  for (let tries = 0; tries < 2000; tries += 1) {
    const written = await lines();
    if (written.some((line) => line.includes(marker))) {
      return written.flatMap(parseLine).filter(({ query }) => !query.startsWith(MARKER));
    }
    await sleep(5);
  }
  throw new Error('the registry writes no access log');
}

/** Apache's combined log format. */
function parseLine(line: string): readonly AccessLogEntry[] {
  const match = /"([A-Z]+) (\S+) HTTP\/[\d.]+" (\d{3}) (\d+|-) "[^"]*" "([^"]*)"$/.exec(line);
  if (match === null) return [];
  const [, method = '', target = '', status = '', bytes = '', userAgent = ''] = match;
  const [path = '', query = ''] = target.split('?');
  return [{ method, path, query, status: Number(status), bytes: bytes === '-' ? 0 : Number(bytes), userAgent }];
}
