import type { Containers } from '../../app/containers/containers.js';
import { BUILD_TABLE, GENERAL, type GeneralGroup } from '../../app/options/table.js';
import type { Options } from '../../app/options/option.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import type { OptionValues } from '../../app/options/read-options.js';
import type { UnsupportedOption } from '../../app/options/unsupported-options.js';
import type { CliProcess } from '../command/cli-process.js';
import { hostOfCommand } from '../command/host.js';
import type { VerbExample } from '../command/help.js';
import { printError } from '../command/print-error.js';
import { withProgress } from '../command/progress.js';
import { defineVerb, type Verb } from '../command/verb.js';

export interface ContainerCall<Own extends Options> {
  readonly containers: Containers;
  readonly host: HostSettings;
  readonly operands: readonly string[];
  readonly flags: OptionValues<Own, 'flag'>;
  readonly cli: CliProcess;
}

interface ContainerVerb<Own extends Options> {
  readonly name: string;
  readonly summary: string;
  readonly about?: string;
  readonly operands: string;
  readonly count: readonly [number, number];
  /** Flags end at the first operand: what follows may be the flags of a command. */
  readonly flagsFirst?: true;
  readonly examples: readonly VerbExample[];
  readonly flags: Own;
  readonly unsupported?: readonly UnsupportedOption[];
  /** Default: `GENERAL`. */
  readonly general?: GeneralGroup;
  /** See `VerbDeclaration`. */
  readonly failure?: number;
  /** @returns the exit code */
  readonly run: (call: ContainerCall<Own>) => Promise<number>;
}

/** A verb that has to do with containers. */
export function containerVerb<Own extends Options>(verb: ContainerVerb<Own>): Verb {
  return defineVerb({
    ...verb,
    table: {
      own: { title: 'Flags', options: verb.flags },
      host: BUILD_TABLE.host,
      general: verb.general ?? GENERAL,
    },
    run: async ({ values, operands, warnings }, cli) => {
      const host = hostOfCommand(values.host, cli);
      for (const warning of warnings) cli.stderr.write(`WARNING: ${warning}\n`);
      return withContainers(host, cli, (containers) =>
        verb.run({ containers, host, operands, flags: values.own, cli }),
      );
    },
  });
}

/** Opens the store and runs `work` with its containers. */
export async function withContainers<T>(
  host: HostSettings,
  cli: CliProcess,
  work: (containers: Containers) => Promise<T>,
): Promise<T> {
  const { Containers: opened } = await cli.loadContainers();
  return withProgress(cli, (sink) =>
    opened.use({ host, sink, signal: cli.signal, supervisorEntry: cli.supervisorEntry }, work),
  );
}

/** Does something to each container that is named. Goes on after an error, as docker does, and ends with exit code 1 then. */
export async function forEach(
  { operands, cli }: Pick<ContainerCall<Options>, 'operands' | 'cli'>,
  work: (query: string) => Promise<string | undefined>,
): Promise<number> {
  let code = 0;
  for (const query of operands) {
    try {
      cli.stdout.write(`${(await work(query)) ?? query}\n`);
    } catch (error) {
      if (cli.signal.aborted) throw error;
      printError(error, cli);
      code = 1;
    }
  }
  return code;
}
