import { join } from 'node:path';
import { build } from '../../../src/app/build.js';
import { DISK } from '../../../src/app/options/process/file-probe.js';
import type { ProcessEnvironment } from '../../../src/app/options/process/process-environment.js';
import { readBuildRequest } from '../../../src/cli/build/build-request.js';
import { BUILD_DECLARATION } from '../../../src/cli/build/build-verb.js';
import { readVerbCall } from '../../../src/cli/command/verb.js';
import { EngineBug, UserError } from '../../../src/errors.js';
import { plainEnvironment } from '../../support/command.js';
import { REPOSITORY } from '../../support/made-once.js';
import { removeTree } from '../../support/temporary-folder.js';
import type { CorpusCase } from './case.js';
import type { Outcome } from './compare.js';
import type { PreparedCase } from './prepare-case.js';
import { readLayout } from '../../support/read-image.js';

export interface Workplace {
  /** Folder that the builds keep everything in. */
  readonly root: string;
  /** `host:port` of the registry that stands in for docker.io. */
  readonly registry: string;
  readonly tempDir: string;
  /** Further options, and variables: of another engine than our own. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Builds a case in this process, by the command line's own reading of its flags. */
export async function buildCase(one: CorpusCase, prepared: PreparedCase, work: Workplace): Promise<Outcome> {
  const layout = `${prepared.folder}.oci`;
  const flags = (one.expect.flags ?? []).map((flag) => filled(flag, prepared, work.registry));
  const settings = ['--root', work.root, '--registry-mirror', `http://${work.registry}`];
  const output = ['-o', `type=oci,tar=false,dest=${layout}`];
  const argv = [
    ...settings,
    ...output,
    ...dockerfileOption(prepared),
    ...flags,
    ...(work.flags ?? []),
    prepared.context,
  ];
  const environment: ProcessEnvironment = {
    env: { ...plainEnvironment(), ...work.env, ...one.expect.env },
    cwd: prepared.folder,
    home: work.tempDir,
    tempDir: work.tempDir,
    files: DISK,
    workerEntry: join(REPOSITORY, 'dist/worker/index.js'),
    newToken: () => 'token',
  };
  try {
    const request = readBuildRequest(readVerbCall(BUILD_DECLARATION, argv, environment), environment, nothing());
    await build(request.options, request.host, () => undefined, new AbortController().signal);
    return { kind: 'built', image: readLayout(layout) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error instanceof EngineBug ? error : new Error(one.name, { cause: error });
    const line = error.location?.line;
    const message = [error.message, error.details, error.hint].filter((part) => part !== undefined).join('\n');
    return { kind: 'refused', message, ...(line === undefined ? {} : { line }) };
  } finally {
    await removeTree(layout);
  }
}

export function dockerfileOption({ dockerfile }: PreparedCase): readonly string[] {
  return dockerfile === undefined ? [] : ['-f', dockerfile];
}

export function filled(text: string, prepared: PreparedCase, registry: string): string {
  return text.replaceAll('{case}', prepared.folder).replaceAll('{registry}', registry);
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // Standard input is empty.
}
