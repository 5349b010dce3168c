import { ATTESTATION_OPTIONS } from './attestation-options.js';
import { many, one, type Options } from './option.js';
import { parsePushedDigests } from './values/pushed-digests.js';
import { absolutePath, parseKeyValues, parseNameList } from './values/plain-values.js';
import type { OptionTable } from './read-options.js';
import { HOST_OPTIONS } from './host-options.js';
import { NAME_OPTIONS } from './name-options.js';
import { REPORT_OPTIONS } from './report-options.js';

/** What `merge` joins. */
const MERGE_OPTIONS = {
  platforms: {
    flag: '--platform',
    input: { name: 'platforms', commas: true },
    takes: many('PLATFORM', parseNameList),
    help: 'platform that must be there; with one or more, there may be no others',
    otherwise: 'those that are there',
    docker: false,
  },
  digests: {
    input: { name: 'digests', commas: true },
    takes: many('NAME@DIGEST', parsePushedDigests),
    help: 'image that a job has pushed by its digest',
    otherwise: 'what the jobs of this run have pushed by digest to a repository of the names',
    docker: false,
  },
  annotations: {
    flag: '--annotation',
    input: { name: 'annotations', commas: false, quotes: false },
    takes: many('KEY=VALUE', (where, texts) =>
      parseKeyValues(
        where,
        texts.map((text) => text.replace(/^index:/, '')),
        () => '',
      ),
    ),
    help: 'annotation of the index',
    docker: false,
  },
  sign: {
    ...ATTESTATION_OPTIONS.sign,
    help: 'sign by Sigstore, as the job that joins it, of which images the image was joined, without a key. The job needs "permissions: id-token: write" (docs/attestations.md)',
  },
  metadataFile: {
    flag: '--metadata-file',
    takes: one('FILE', absolutePath),
    help: 'write the digest and the names to this file, as JSON',
    docker: false,
  },
} as const satisfies Options;

const TOKEN_HELP = 'token to ask GitHub for what the rules in tags need and the event does not have';

/** Every option of `merge`, in both faces. */
export const MERGE_TABLE = {
  own: { title: 'What to join', options: MERGE_OPTIONS },
  names: { title: 'Names of the image', options: NAME_OPTIONS },
  host: {
    title: 'Registries',
    options: {
      loginRegistry: HOST_OPTIONS.loginRegistry,
      loginUsername: HOST_OPTIONS.loginUsername,
      loginPassword: HOST_OPTIONS.loginPassword,
      insecureRegistries: HOST_OPTIONS.insecureRegistries,
    },
  },
  report: { title: 'Tokens', options: { githubToken: { ...REPORT_OPTIONS.githubToken, help: TOKEN_HELP } } },
} as const satisfies OptionTable;
