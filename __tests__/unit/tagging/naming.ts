import { gitHubTime } from '../../../src/action/github/github-api.js';
import { circumstancesOf } from '../../../src/action/naming/circumstances.js';
import { parseFlavor } from '../../../src/tagging/flavor.js';
import { parseImages } from '../../../src/tagging/image-list.js';
import { parseLabels } from '../../../src/tagging/labels.js';
import { readTags, type Tagging } from '../../../src/tagging/tagging.js';
import type { Circumstances } from '../../../src/tagging/event/circumstances.js';
import { versionOf, type Version } from '../../../src/tagging/version.js';
import { writtenLines } from '../../../src/tagging/lines/written-line.js';
import { job } from '../action/job.js';

/** An event as the runner tells it: three variables and a file. */
export interface TestEvent {
  readonly name: string;
  readonly ref: string;
  readonly sha: string;
  readonly payload?: object;
}

export interface TestRules {
  readonly images?: readonly string[];
  readonly tags: readonly string[];
  readonly flavor?: readonly string[];
}

export const COMMIT = '860c1904a1ce19322e91ac35af1ab07466440c37';

export const REPOSITORY = {
  name: 'Hello-World',
  description: 'This your first repo!',
  html_url: 'https://github.com/octocat/Hello-World',
  license: { spdx_id: 'MIT' },
  default_branch: 'main',
};

export const PUSH: TestEvent = { name: 'push', ref: 'refs/heads/main', sha: COMMIT };

export function pushOf(ref: string): TestEvent {
  return { ...PUSH, ref };
}

/** The rules of these inputs. */
export function tagging({
  images = ['user/app'],
  tags,
  flavor = [],
}: TestRules): Tagging & { readonly warnings: readonly string[] } {
  const parsed = parseImages('input "images"', images);
  const { rules, warnings } = readTags(writtenLines('input "tags"', tags), parsed);
  const labels = parseLabels('input "labels"', {});
  return { images: parsed, rules, flavor: parseFlavor('input "flavor"', flavor), labels, warnings };
}

/** What the Action makes of the event, as it does it. */
export async function circumstances(
  { name, ref, sha, payload = {} }: TestEvent,
  changes: Partial<Circumstances> = {},
): Promise<Circumstances> {
  const event = JSON.stringify({ repository: REPOSITORY, ...payload });
  const env = { GITHUB_EVENT_NAME: name, GITHUB_REF: ref, GITHUB_SHA: sha, GITHUB_EVENT_PATH: '/event.json' };
  const { files } = job();
  const settings = { headOfPullRequest: false, shortSha: 7, annotationLevels: ['manifest'] };
  const found = await circumstancesOf({ env, files: { ...files, readText: () => event } }, settings, false, {
    token: '',
    loadGitHub: () => Promise.reject(new Error('GitHub is not asked')),
    gitHubTime: gitHubTime(),
    signal: new AbortController().signal,
    say: (line) => {
      throw new Error(line);
    },
  });
  return { ...found, ...changes };
}

export interface NamedVersion extends Version {
  readonly warnings: readonly string[];
}

export async function versionOn(
  event: TestEvent,
  rules: TestRules,
  changes: Partial<Circumstances> = {},
): Promise<NamedVersion> {
  const { rules: parsed, flavor, warnings: ofRules } = tagging(rules);
  const warnings = [...ofRules];
  const version = await versionOf(
    parsed,
    flavor,
    await circumstances(event, changes),
    (text) => void warnings.push(text),
  );
  return { ...version, warnings };
}
