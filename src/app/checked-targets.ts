import { checkDocument, renderCheck } from '../report/dockerfile/check-report.js';
import type { CheckFunction } from './check-function.js';
import type { HostSettings } from './options/host-settings.js';
import type { CheckCall } from './options/values/call-spec.js';
import type { BakeTarget } from './baking/target-options.js';
import { withoutBuilt } from './without-built.js';

/** What the checks of all Dockerfiles found. */
export interface CheckedTargets {
  /** For people, or a JSON document. */
  readonly text: string;
  readonly found: boolean;
  /** What a build would end with before its first step. */
  readonly failure: unknown;
}

/** Looks for mistakes in the Dockerfiles of all targets, one after the other. */
export async function checkedTargets(
  check: CheckFunction,
  targets: readonly BakeTarget[],
  { call, host }: { readonly call: CheckCall; readonly host: HostSettings },
  signal: AbortSignal,
): Promise<CheckedTargets> {
  const documents: Record<string, unknown> = {};
  const texts: string[] = [];
  let found = false;
  let failure: unknown;
  for (const { name, options } of targets) {
    const result = await check(withoutBuilt(options), host, signal);
    signal.throwIfAborted();
    found ||= result.findings.length > 0;
    failure ??= result.failure;
    documents[name] = checkDocument(result);
    texts.push(`Target ${name}\n${renderCheck(result)}`);
  }
  const text = call.format === 'json' ? `${JSON.stringify({ target: documents }, null, 2)}\n` : texts.join('\n');
  return { text, found, failure };
}
