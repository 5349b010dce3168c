import { EngineBug } from '../errors.js';
import type { BuildEvent, EventSink } from '../engine/events.js';
import type { StepFrame } from '../report/console/step-frame.js';
import { TargetConsoles } from '../report/bake/target-consoles.js';
import type { BakeReport, TargetReport } from '../report/bake/bake-report.js';
import { classifyError } from '../report/exit-code.js';
import { FailedOutput } from '../report/failure/failed-output.js';
import { ReportBuilder } from '../report/model/report-builder.js';
import { cacheSecrets } from './caching/cache-secrets.js';
import { maskOf, redact, redacting } from './redact.js';
import type { HostSettings } from './options/host-settings.js';
import type { BakeFunction, TargetOutcome } from './bake.js';
import type { BakeTarget } from './baking/target-options.js';

export interface ObservedRequest {
  readonly targets: readonly BakeTarget[];
  readonly host: HostSettings;
  readonly parallel: number;
  /** Takes the progress. */
  readonly write: (text: string) => void;
  readonly frame: StepFrame;
  /** Values beside the targets' secrets that no report may have. */
  readonly masks: readonly string[];
}

export interface ObservedBake {
  readonly report: BakeReport;
  /** What the first target that failed ended with, or the interruption. */
  readonly failure: Error | undefined;
}

/** Builds targets, prints what happens, and makes one report of all. */
export async function observedBake(
  bake: BakeFunction,
  { targets, host, parallel, write, frame, masks }: ObservedRequest,
  signal: AbortSignal,
): Promise<ObservedBake> {
  const started = performance.now();
  const consoles = new TargetConsoles(write, frame);
  const builders = new Map(
    targets.map(({ name }) => [name, { report: new ReportBuilder(), output: new FailedOutput() }]),
  );
  const secrets = targets.flatMap(({ options }) => options.secrets);
  const mask = await maskOf({ secrets }, [...masks, ...targets.flatMap(({ options }) => cacheSecrets(options))]);
  const sinkOf = (target: string): EventSink => {
    const console = consoles.sinkOf(target);
    const builder = builders.get(target);
    return redacting((event: BuildEvent): void => {
      builder?.report.sink(event);
      builder?.output.sink(event);
      console(event);
    }, mask);
  };
  const outcomes = await bake(
    { targets, host, parallel, sinkOf, onEnd: (target) => consoles.end(target), sink: redacting(aside(write), mask) },
    signal,
  );
  const reports = targets.map(({ name }): TargetReport => {
    const builder = builders.get(name);
    const outcome: TargetOutcome = outcomes.get(name) ?? { kind: 'stopped' };
    const error = outcome.kind === 'failed' ? redact(classifyError(outcome.error), mask) : undefined;
    const evidence = builder === undefined ? undefined : redact(builder.output.evidence(), mask);
    const report = (builder?.report ?? new ReportBuilder()).report(error, evidence);
    switch (outcome.kind) {
      case 'built':
        return { name, report, status: 'built', image: outcome.result, durationMs: outcome.durationMs };
      case 'failed':
        return { name, report, status: 'failed', error, durationMs: outcome.durationMs };
      case 'stopped':
        return { name, report, status: 'stopped' };
    }
  });
  const failed = reports.find(({ status }) => status === 'failed');
  return {
    report: { durationMs: Math.round(performance.now() - started), targets: reports },
    failure: asError(signal.aborted ? signal.reason : failed?.status === 'failed' ? failed.error : undefined),
  };
}

function asError(thrown: unknown): Error | undefined {
  if (thrown === undefined || thrown instanceof Error) return thrown;
  return new EngineBug('something else than an error was thrown', { cause: thrown });
}

/** What belongs to no target: only warnings are worth a line. */
function aside(write: (text: string) => void): EventSink {
  return (event) => {
    if (event.type === 'warning') write(`WARNING: ${event.message}\n`);
    else if (event.type === 'notice') write(`${event.message}\n`);
  };
}
