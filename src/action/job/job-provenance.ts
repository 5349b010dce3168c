import { notesCheckout, wantsDefaultAttestations, type ProvenanceDefault } from '../../app/options/attestations.js';
import type { Environment } from '../../app/options/process/environment.js';
import type { FileProbe } from '../../app/options/process/file-probe.js';
import { boolean } from '../../json/decoder.js';
import { ifValid, object } from '../../json/object.js';
import { readEventFile } from '../github/event-file.js';

const event = object({ repository: ifValid(object({ private: ifValid(boolean) })) });

/**
 * The provenance that docker/build-push-action asks for where the inputs say nothing (its `src/context.ts`): everything about a public
 * repository, which anybody can read anyway, and little about a private one. The builder is the attempt of the run.
 *
 * @throws UserError as `wantsDefaultAttestations`
 */
export function jobProvenance(env: Environment, files: Pick<FileProbe, 'readText'>): ProvenanceDefault {
  const isPrivate = readEventFile(event, env, files)?.repository?.private ?? false;
  const byVisibility = isPrivate ? { mode: 'min', inlineOnly: true } : { mode: 'max', inlineOnly: false };
  return {
    builderId: attemptUrl(env),
    notesCheckout: notesCheckout(env),
    provenance: wantsDefaultAttestations(env) ? (byVisibility as ProvenanceDefault['provenance']) : undefined,
  };
}

/** The page of this attempt of the run: who builds, in provenance. */
export function attemptUrl(env: Environment): string {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository = '' } = env;
  const { GITHUB_RUN_ID: run = '', GITHUB_RUN_ATTEMPT: attempt = '1' } = env;
  return `${server}/${repository}/actions/runs/${run}/attempts/${attempt}`;
}
