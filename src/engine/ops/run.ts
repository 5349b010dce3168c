import { CommandFailed } from '../../errors.js';
import type { Layer, MadeLayer } from '../../layer/layer.js';
import { formatPlatform } from '../../oci/platform.js';
import { locationOf } from '../../dockerfile/syntax/error-location.js';
import type { RunOperation } from '../../plan/operation.js';
import { snapshotId } from '../keys.js';
import { OutputTail } from '../output-tail.js';
import type { ProcessSpec } from '../ports.js';
import { settingsInKey } from '../run-settings.js';
import { runFacts } from './run-facts.js';
import { prepareMounts } from './run-mounts.js';
import type { StepContext } from './step-context.js';
import type { StepTimer } from '../step-times.js';
import { keyInputs, onlyForm, type Op } from './op.js';
import type { OpContext } from './op-context.js';

/** RUN. */
export async function runOp(context: StepContext, operation: RunOperation, shared: OpContext): Promise<Op> {
  const { step, stage, layers } = context;
  const { options } = shared;
  const settings = { ...options.run, network: operation.network ?? options.run.network };
  const mounts = await prepareMounts(operation, shared);
  const declared = new Set(operation.args);
  const inputs = keyInputs({
    operation: 'run',
    command: JSON.stringify({
      argv: operation.argv,
      script: operation.script,
      cwd: operation.cwd,
      user: operation.user,
      network: settings.network,
      // Not in keys of earlier versions.
      ...(operation.privileged ? { privileged: true } : {}),
      mounts: mounts.identities,
      ...settingsInKey(settings),
    }),
    platform: formatPlatform(stage.stage.platform),
    parent: snapshotId(layers),
    env: operation.env.filter((variable) => !declared.has(variable)),
    args: [...declared],
    files: mounts.files,
  });
  return {
    forms: onlyForm(inputs),
    sources: mounts.sources,
    facts: (layer) => runFacts(context, layer, shared),
    execute: (timer) => execute(step.info.number, layers, timer, shared),
  };

  async function execute(
    number: number,
    parents: readonly Layer[],
    timer: StepTimer,
    { ports, sink, signal, secretMask, cacheOnly }: OpContext,
  ): Promise<MadeLayer> {
    const tail = new OutputTail();
    const show = (stream: 'stdout' | 'stderr', data: Uint8Array): void => {
      if (data.length === 0) return;
      tail.add(data);
      sink({ type: 'step-output', step: number, stream, data });
    };
    const mask = await secretMask();
    const masked = { stdout: mask.stream(), stderr: mask.stream() };
    await timer.measure('restoring', () => ports.runner.prepare(parents, signal));
    const result = await ports.runner.run(
      {
        step: number,
        layers: parents,
        platform: stage.programs,
        process: {
          argv: operation.argv,
          env: [...operation.env, ...options.proxyEnv, ...(await mounts.env())],
          cwd: operation.cwd,
          user: operation.user,
        } satisfies ProcessSpec,
        settings,
        privileged: operation.privileged,
        mounts: await mounts.open(),
        cacheOnly: cacheOnly.has(number),
      },
      (stream, data) => show(stream, masked[stream].push(data)),
      signal,
    );
    timer.note('waiting', result.delays?.waitingMs ?? 0);
    timer.note('restoring', result.delays?.restoringMs ?? 0);
    timer.noteUsage(result.usage);
    show('stdout', masked.stdout.end());
    show('stderr', masked.stderr.end());
    if (result.kind === 'done') return result.made;
    throw commandFailed(result.exitCode, tail.text());
  }

  function commandFailed(exitCode: number, output: string): CommandFailed {
    const { location, excerpt } = locationOf(shared.plan.dockerfile, step.range);
    return new CommandFailed(`${step.text}: the command ended with ${describeExit(exitCode)}`, {
      location,
      excerpt,
      details: output,
      hint: hintFor(exitCode),
    });
  }
}

function describeExit(exitCode: number): string {
  return exitCode > 128 && exitCode < 160
    ? `signal ${exitCode - 128} (exit code ${exitCode})`
    : `exit code ${exitCode}`;
}

/** Where the exit code says nothing, whoever shows the error knows how one looks into it there: `report/failure/failure-hint.ts`. */
function hintFor(exitCode: number): string | undefined {
  switch (exitCode) {
    case 126:
      return 'The program was found but could not be executed: look at its mode and its first line.';
    case 127:
      return 'The shell did not find the program: look at the spelling, at PATH, and whether the base image has it.';
    case 137:
      return 'It was killed, most often because memory ran out.';
    default:
      return undefined;
  }
}
