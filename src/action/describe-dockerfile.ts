import type { DescribeFunction } from '../app/describe-function.js';
import type { DescribeCall } from '../app/options/values/call-spec.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { descriptionText } from '../report/dockerfile/description.js';
import type { ActionInputs } from './inputs.js';

export interface DescribeDependencies {
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
  readonly loadDescribe: () => Promise<DescribeFunction>;
}

/** `call: outline` and `call: targets`: the log shows what `docker build` prints. */
export async function describeDockerfile(
  inputs: ActionInputs,
  call: DescribeCall,
  { write, signal, loadDescribe }: DescribeDependencies,
): Promise<void> {
  const describe = await loadDescribe();
  const described = await describe(call.kind, inputs.options, inputs.host, signal);
  if (signal.aborted) throw signal.reason;
  write(disarmCommands(descriptionText(described, call.format)));
}
