import type { EventSink } from '../../engine/events.js';
import type { LocalImages } from '../../app/local-images.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import { many, type Options } from '../../app/options/option.js';
import type { OptionValues } from '../../app/options/read-options.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import type { UnsupportedOption } from '../../app/options/unsupported-options.js';
import { UserError } from '../../errors.js';
import type { CliProcess } from '../command/cli-process.js';
import type { VerbExample } from '../command/help.js';
import { hostOfCommand } from '../command/host.js';
import { withProgress } from '../command/progress.js';
import { defineVerb, type Verb } from '../command/verb.js';

/** A verb on the images of the local store. */
interface ImageVerb<Own extends Options> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly about?: string;
  readonly operands: string;
  /** How many operands there may be. */
  readonly count: readonly [least: number, most: number];
  readonly examples: readonly VerbExample[];
  readonly flags: Own;
  readonly unsupported?: readonly UnsupportedOption[];
  /** @returns the exit code; nothing stands for 0 */
  readonly run: (call: ImageCall<Own>, cli: CliProcess) => Promise<number | undefined>;
}

interface ImageCall<Own extends Options> {
  readonly operands: readonly string[];
  readonly flags: OptionValues<Own, 'flag'>;
  readonly host: HostSettings;
  /** As the function of that name. */
  readonly withImages: <T>(work: (images: LocalImages) => Promise<T>, sink?: EventSink) => Promise<T>;
}

export function imageVerb<Own extends Options>(verb: ImageVerb<Own>): Verb {
  return defineVerb({
    ...verb,
    table: {
      own: { title: 'Flags', options: verb.flags },
      host: BUILD_TABLE.host,
      general: GENERAL,
    },
    run: async ({ values, operands, warnings }, cli) => {
      for (const warning of warnings) cli.stderr.write(`WARNING: ${warning}\n`);
      const host = hostOfCommand(values.host, cli);
      const call: ImageCall<Own> = {
        operands,
        flags: values.own,
        host,
        withImages: (work, sink) => withImages(host, cli, work, sink),
      };
      return (await verb.run(call, cli)) ?? 0;
    },
  });
}

/** Opens the local store and runs `work` with it. @param sink what happens meanwhile; default: lines on standard error */
export async function withImages<T>(
  host: HostSettings,
  cli: CliProcess,
  work: (images: LocalImages) => Promise<T>,
  sink?: EventSink,
): Promise<T> {
  const module = await cli.loadImages();
  if (sink !== undefined) return module.LocalImages.use(host, sink, cli.signal, work);
  return withProgress(cli, (plain) => module.LocalImages.use(host, plain, cli.signal, work));
}

export const FILTER = {
  flag: ['-f', '--filter'],
  takes: many('KEY=VALUE', (where, texts) => texts.map((text) => readFilter(where, text))),
  help: 'only what fits',
} as const;

function readFilter(where: string, text: string): { readonly key: string; readonly value: string } {
  const equals = text.indexOf('=');
  if (equals < 1)
    throw new UserError(`${where}: ${JSON.stringify(text)} is no filter`, { hint: 'Write it as KEY=VALUE.' });
  return { key: text.slice(0, equals).trim().toLowerCase(), value: text.slice(equals + 1).trim() };
}
