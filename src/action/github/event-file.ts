import type { Environment } from '../../app/options/process/environment.js';
import type { FileProbe } from '../../app/options/process/file-probe.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import type { Decoder } from '../../json/decoder.js';

/** Bytes: GitHub sends no event of more than 25 MB. */
const MAX_SIZE = 32 * 1024 * 1024;

/** The event that the job runs for; `undefined` if GitHub gives no file of it, or the decoder does not accept the file. */
export function readEventFile<T>(
  decoder: Decoder<T>,
  env: Environment,
  files: Pick<FileProbe, 'readText'>,
): T | undefined {
  return parseOrUndefined(decoder, files.readText(env['GITHUB_EVENT_PATH'] ?? '') ?? '', MAX_SIZE);
}
