import { imageName } from '../../app/options/values/image-names.js';
import { parseCall, type Call } from '../../app/options/values/call-spec.js';
import { buildxProvenance } from '../../app/options/attestations.js';
import { contextSource } from '../../app/options/values/context-source.js';
import type { BuildOptions } from '../../app/options/build-options.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import { metadataSettingsOf, type MetadataSettings } from '../../app/options/process/metadata-settings.js';
import { IMAGE_OPTIONS } from '../../app/options/image-options.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import type { ProgressKind } from '../../app/options/report-options.js';
import { resolveBuildOptions } from '../../app/options/resolve-build-options.js';
import { BUILD_TABLE, GENERAL } from '../../app/options/table.js';
import { UserError } from '../../errors.js';
import { hintOnCommandLine } from '../../report/failure/failure-hint.js';
import { hostOfCommand } from '../command/host.js';
import type { VerbCall } from '../command/verb.js';

/** The flags of `build`, which have the names and the meaning of those of `docker buildx build`. */
export const BUILD_FLAGS = { ...BUILD_TABLE, general: GENERAL };

/** The name of the image in which a shell is opened, if none is given. */
const FAILED_IMAGE = imageName('--on-error', 'failed-build');

/** What a command line asks for, with nothing left to look up. */
export interface BuildRequest {
  readonly options: BuildOptions;
  readonly host: HostSettings;
  readonly progress: ProgressKind;
  readonly call: Call;
  /** Absolute paths of files to write at the end. */
  readonly reportFile: string | undefined;
  readonly traceFile: string | undefined;
  readonly iidFile: string | undefined;
  /** When a step fails, a shell is opened in the image before it. */
  readonly opensShell: boolean;
  readonly metadataFile: string | undefined;
  readonly metadata: MetadataSettings;
  /** Absolute paths of what the command itself writes, beside the outputs. */
  readonly written: readonly string[];
  /** How to look into a command that failed. */
  readonly failureHint: string;
  /** `-f -`: the Dockerfile is still to be read from standard input. */
  readonly dockerfileFromStdin: boolean;
  /** What was asked for and has no meaning here. */
  readonly warnings: readonly string[];
  /** What was asked for and makes no difference here. */
  readonly notices: readonly string[];
}

/** @throws UserError that names the flag */
export function readBuildRequest(
  { values, operands, source, warnings }: VerbCall<typeof BUILD_FLAGS>,
  environment: ProcessEnvironment,
  stdin: AsyncIterable<Uint8Array>,
): BuildRequest {
  const { image, output, report } = values;
  const context = readContext(operands, environment, stdin);
  const dockerfileFromStdin = image.file === '-';
  if (dockerfileFromStdin && context.kind === 'stdin') {
    throw new UserError('the context and the Dockerfile cannot both come from standard input');
  }
  const { file, ...withoutFile } = image;
  const provenance = buildxProvenance(environment.env);
  const resolved = resolveBuildOptions(
    { ...values, image: dockerfileFromStdin ? withoutFile : image },
    { context, secrets: values.run.secret, cacheMode: 'auto', names: values.names.tag, provenance },
    source,
    environment.cwd,
  );
  const host = hostOfCommand(values.host, environment);
  const opensShell = output.onError === 'shell';
  const { options } = resolved;
  const named = [report.report, report.trace, output.iidFile, output.metadataFile].filter((file) => file !== undefined);
  return {
    options: opensShell ? { ...options, saveFailed: options.saveFailed ?? FAILED_IMAGE } : options,
    opensShell,
    written: [host.root, ...named, ...(environment.outputFiles?.() ?? [])],
    host,
    progress: report.quiet ? 'quiet' : report.progress,
    call:
      image.check && image.call.kind === 'build' ? parseCall(source.nameOf(IMAGE_OPTIONS.check), 'check') : image.call,
    reportFile: report.report,
    traceFile: report.trace,
    iidFile: output.iidFile,
    metadataFile: output.metadataFile,
    metadata: metadataSettingsOf(environment.env, false),
    failureHint: hintOnCommandLine(options.saveFailed, values.host.root),
    dockerfileFromStdin,
    warnings: [...warnings, ...resolved.warnings],
    notices: resolved.notices,
  };
}

function readContext(
  operands: readonly string[],
  environment: ProcessEnvironment,
  stdin: AsyncIterable<Uint8Array>,
): BuildOptions['context'] {
  const [text = '', ...more] = operands;
  if (text === '') {
    throw new UserError('the build needs a context', { hint: 'Write a folder, often a dot: layer-build build .' });
  }
  if (more.length > 0) {
    throw new UserError(
      `the build takes one context, not ${operands.map((operand) => JSON.stringify(operand)).join(' and ')}`,
    );
  }
  return text === '-' ? { kind: 'stdin', stream: stdin } : contextSource(text, environment);
}
