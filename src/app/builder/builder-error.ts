import { locationOf } from '../../dockerfile/syntax/error-location.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { CommandFailed, InfraError, UserError } from '../../errors.js';

/** What a builder said of a build that failed. */
export interface BuilderFailure {
  /** The builder's words. */
  readonly words: string;
  /** Number of the step that failed, if that is known. */
  readonly step?: number;
  /** Lines of the Dockerfile, from 1, that the builder names. */
  readonly lines?: { readonly start: number; readonly end: number };
  /** The end of what the step printed. */
  readonly output: string;
}

/** BuildKit's words for a command that failed, since 0.10 and before. */
const COMMAND = /(?:did not complete successfully|executor failed running .*?): exit code: (\d+)/s;

/** Words of Go, containerd and runc for what is the fault of the builder's machine, its network, or a registry. */
const OF_THE_MACHINE =
  /no space left on device|disk quota exceeded|input\/output error|read-only file system|cannot allocate memory|too many open files|snapshot \S+ does not exist|dial (?:tcp|unix)|i\/o timeout|connection re(?:set|fused)|TLS handshake|no such host|x509:|unexpected status|failed to (?:do request|authorize|resolve source metadata|fetch (?:anonymous|oauth) token)|toomanyrequests|context deadline exceeded|unexpected EOF/i;

const ENTITLEMENT = /granting entitlement (\S+) is not allowed/;
const CACHE_TYPE = /unknown cache (?:importer|exporter)/i;
const TARGET = /target stage \S+ could not be found/i;

/**
 * The error of a build that failed on a builder: as our own engine would tell it, where the Dockerfile or the request is at fault, and
 * with the place in the Dockerfile.
 *
 * @param builder its name
 */
export function builderError(plan: BuildPlan, builder: string, failure: BuilderFailure): Error {
  const { words, step, lines, output } = failure;
  const planned = plan.stages
    .flatMap(({ steps }) => steps)
    .find(({ info, range }) =>
      step === undefined ? lines !== undefined && covers(range, lines) : info.number === step,
    );
  const range = planned?.range ?? lines;
  const located = range === undefined ? {} : locationOf(plan.dockerfile, range);
  const at = planned === undefined ? '' : `${planned.text}: `;
  const [, exitCode] = COMMAND.exec(words) ?? [];
  if (exitCode !== undefined) {
    return new CommandFailed(`${at}the command ended with exit code ${exitCode}`, { ...located, details: output });
  }
  const entitlement = ENTITLEMENT.exec(words)?.[1];
  if (entitlement !== undefined) {
    return new UserError(`the builder ${builder} does not allow ${entitlement}`, {
      hint: `Let buildkitd allow it (--allow-insecure-entitlement ${entitlement}), or name another builder.`,
    });
  }
  if (CACHE_TYPE.test(words)) {
    return new UserError(`the builder ${builder} does not know this type of cache: ${words}`, {
      hint: 'Its BuildKit is too old for it. Use type=registry, or another builder.',
    });
  }
  if (!OF_THE_MACHINE.test(words) && (range !== undefined || TARGET.test(words))) {
    return new UserError(`${at}${words}`, located);
  }
  return new InfraError(`the builder ${builder} failed: ${at}${words}`, located);
}

interface Lines {
  readonly start: number;
  readonly end: number;
}

function covers(range: Lines, lines: Lines): boolean {
  return range.start <= lines.start && lines.start <= range.end;
}
