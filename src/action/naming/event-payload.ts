import type { Environment } from '../../app/options/process/environment.js';
import type { FileProbe } from '../../app/options/process/file-probe.js';
import { arrayOfValid } from '../../json/containers.js';
import { decodeOrUndefined } from '../../json/decode-or.js';
import { type Decoder, integer, string } from '../../json/decoder.js';
import { ifValid, nullish, object, type Decoded } from '../../json/object.js';
import type { RepositoryFacts } from '../../tagging/event/git-event.js';
import { readEventFile } from '../github/event-file.js';

const githubRepository = object({
  name: string,
  description: nullish(string),
  html_url: string,
  license: ifValid(object({ spdx_id: string })),
  default_branch: nullish(string),
});
const repository: Decoder<RepositoryFacts> = (value) => {
  const { name, description = '', html_url: url, license, default_branch: defaultBranch } = githubRepository(value);
  return { name, description, url, license: license?.spdx_id ?? '', defaultBranch };
};

const commit = object({ id: string, timestamp: string });

const payload = object({
  number: ifValid(integer),
  base_ref: ifValid(string),
  pull_request: ifValid(object({ base: ifValid(object({ ref: string })), head: ifValid(object({ sha: string })) })),
  repository: ifValid(repository),
  commits: ifValid(arrayOfValid(commit)),
  head_commit: ifValid(commit),
});

/** The parts of an event that names and labels depend on. */
export type EventPayload = Decoded<typeof payload>;

/** @returns an empty payload if there is no event file */
export function readPayload(env: Environment, files: Pick<FileProbe, 'readText'>): EventPayload {
  return readEventFile(payload, env, files) ?? {};
}

/** A repository as GitHub's API describes it; `undefined` for any other value. */
export function asRepository(value: unknown): RepositoryFacts | undefined {
  return decodeOrUndefined(repository, value);
}

/** When a commit of the event was made; `undefined` if the event does not have it. */
export function commitDateIn({ commits = [], head_commit: head }: EventPayload, sha: string): Date | undefined {
  const found = [...commits, ...(head === undefined ? [] : [head])].find(({ id }) => id === sha);
  return found === undefined ? undefined : asDate(found.timestamp);
}

export function asDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
