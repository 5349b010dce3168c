import type { DescribeCall } from '../../app/options/values/call-spec.js';
import { descriptionText } from '../../report/dockerfile/description.js';
import type { CliProcess } from '../command/cli-process.js';
import { print } from '../command/print.js';
import type { BuildRequest } from './build-request.js';
import { withDockerfile } from './stdin-dockerfile.js';

/** `layer-build build --call=outline` and `--call=targets`. */
export async function describeDockerfile(request: BuildRequest, call: DescribeCall, cli: CliProcess): Promise<void> {
  for (const message of request.warnings) cli.stderr.write(`WARNING: ${message}\n`);
  const describe = await cli.loadDescribe();
  const described = await withDockerfile(request, cli, (options) =>
    describe(call.kind, options, request.host, cli.signal),
  );
  if (cli.signal.aborted) throw cli.signal.reason;
  print(descriptionText(described, call.format), cli);
}
