import { MERGE_TABLE } from '../../app/options/merge-options.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import { readHostSettings } from '../../app/options/read-host-settings.js';
import { readTable } from '../../app/options/read-options.js';
import { imageName } from '../../app/options/values/image-names.js';
import type { PushedDigest } from '../../app/options/values/pushed-digests.js';
import { readLogins, secretsOfLogin } from '../../app/options/values/registry-login.js';
import { distinctReferences, type TaggedReference } from '../../oci/reference.js';
import { readTags, type Tagging } from '../../tagging/tagging.js';
import { inputSource } from '../input-source.js';
import { attemptUrl } from '../job/job-provenance.js';
import { withSignatureArchive } from '../job/job-signing.js';

/** All that a job with the action `merge` asks for, read once. */
export interface MergeInputs {
  /** `undefined` if there are no rules. */
  readonly tagging: Tagging | undefined;
  /** The full names in `tags`, as they are written, and what they say. */
  readonly writtenNames: readonly string[];
  readonly tags: readonly TaggedReference[];
  readonly platforms: readonly string[];
  readonly digests: readonly PushedDigest[];
  readonly annotations: Readonly<Record<string, string>>;
  /** Who joins, as a URI. Absent: nothing is signed. */
  readonly signedAs: string | undefined;
  readonly host: HostSettings;
  /** `''` if there is none. */
  readonly token: string;
  readonly masks: readonly string[];
  readonly warnings: readonly string[];
}

/** @throws UserError that names the input */
export function readMergeInputs(job: ProcessEnvironment): MergeInputs {
  const { own, names, host: given, report } = readTable(MERGE_TABLE, inputSource(job.env, undefined), job);
  const { images, flavor } = names;
  const { rules, names: written, warnings } = readTags(names.tags, images);
  const { logins, warnings: ofLogins } = readLogins({
    registry: given.loginRegistry,
    username: given.loginUsername,
    password: given.loginPassword,
  });
  const runnerTemp = job.env['RUNNER_TEMP'] ?? '';
  const tempDir = runnerTemp === '' ? job.tempDir : runnerTemp;
  const folders = { root: tempDir, tempDir };
  const host = readHostSettings({ ...given, registryMirrors: [] }, folders, job);
  const token = report.githubToken ?? '';
  return {
    tagging: images.length === 0 ? undefined : { images, rules, flavor, labels: [] },
    writtenNames: written.map(({ text }) => text),
    tags: distinctReferences(written.map(({ where, text }) => imageName(where, text))),
    platforms: own.platforms,
    digests: own.digests,
    annotations: own.annotations,
    signedAs: own.sign ? attemptUrl(job.env) : undefined,
    host: { ...withSignatureArchive(host, job.env, token), logins },
    token,
    masks: [...(token === '' ? [] : [token]), ...logins.flatMap(secretsOfLogin)],
    warnings: [...warnings, ...ofLogins],
  };
}
