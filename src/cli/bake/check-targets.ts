import type { BakeTarget } from '../../app/baking/target-options.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import type { Call } from '../../app/options/values/call-spec.js';
import { classifyError } from '../../report/exit-code.js';
import { checkDocument, renderCheck } from '../../report/model/check-report.js';
import type { CliProcess } from '../command/cli-process.js';
import { print } from '../command/print.js';

/**
 * `layer-build bake --check`: looks at the Dockerfiles of all targets, one after the other.
 *
 * @returns 1 when something was found
 * @throws the error that a build would end with before its first step, after the findings were printed
 */
export async function checkTargets(
  targets: readonly BakeTarget[],
  { call, host }: { readonly call: Extract<Call, { kind: 'check' }>; readonly host: HostSettings },
  cli: CliProcess,
): Promise<number> {
  const check = await cli.loadCheck();
  const documents: Record<string, unknown> = {};
  let found = false;
  let failure: unknown;
  for (const { name, options } of targets) {
    // What another target makes is not known without a build; a check does without it.
    const known = Object.entries(options.buildContexts).filter(([, { kind }]) => kind !== 'built');
    const given = Object.entries(options.buildContexts).filter(([, { kind }]) => kind === 'built');
    const scratch = given.map(([context]) => [context, { kind: 'scratch' }] as const);
    const result = await check(
      { ...options, buildContexts: Object.fromEntries([...known, ...scratch]) },
      host,
      cli.signal,
    );
    if (cli.signal.aborted) throw cli.signal.reason;
    found ||= result.findings.length > 0;
    failure ??= result.failure;
    if (call.format === 'json') documents[name] = checkDocument(result);
    else print(`Target ${name}\n${renderCheck(result)}`, cli);
  }
  if (call.format === 'json') print(`${JSON.stringify({ target: documents }, null, 2)}\n`, cli);
  if (failure !== undefined) throw classifyError(failure);
  return found && !call.ignoreStatus ? 1 : 0;
}
