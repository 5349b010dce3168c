import { checkDocument, renderCheck } from '../report/model/check-report.js';
import type { CheckFunction } from './check-function.js';
import type { HostSettings } from './options/host-settings.js';
import type { Call } from './options/values/call-spec.js';
import type { BakeTarget } from './baking/target-options.js';

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
  { call, host }: { readonly call: Extract<Call, { kind: 'check' }>; readonly host: HostSettings },
  signal: AbortSignal,
): Promise<CheckedTargets> {
  const documents: Record<string, unknown> = {};
  const texts: string[] = [];
  let found = false;
  let failure: unknown;
  for (const { name, options } of targets) {
    // What another target makes is not known without a build. A check does without it.
    const contexts = Object.entries(options.buildContexts).map(
      ([context, spec]) => [context, spec.kind === 'built' ? ({ kind: 'scratch' } as const) : spec] as const,
    );
    const result = await check({ ...options, buildContexts: Object.fromEntries(contexts) }, host, signal);
    signal.throwIfAborted();
    found ||= result.findings.length > 0;
    failure ??= result.failure;
    documents[name] = checkDocument(result);
    texts.push(`Target ${name}\n${renderCheck(result)}`);
  }
  const text = call.format === 'json' ? `${JSON.stringify({ target: documents }, null, 2)}\n` : texts.join('\n');
  return { text, found, failure };
}
