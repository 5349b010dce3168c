import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ExplainedBuilds } from '../support/explained-builds.js';
import type { ReportedStep } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;

type Files = Parameters<typeof writeProject>[1];

/** Programs with the names of package managers, as the base has none: they do what matters here. */
const TOOLS = {
  npm: '#!/bin/sh\nset -e\ncat package.json package-lock.json > /dev/null\nsleep 1.2\nmkdir -p node_modules; cp package-lock.json node_modules/.lock\n',
  'apt-get':
    '#!/bin/sh\nset -e\n[ "$1" = update ] || sleep 1.2\nmkdir -p /var/lib/apt/lists; head -c 2000000 /dev/zero > /var/lib/apt/lists/all\n',
};
const HEAD = 'FROM busybox\nCOPY --chmod=755 tools /bin/\n';
const LISTS = { 'package.json': '{}', 'package-lock.json': '{"a":1}' };

interface Case {
  readonly name: string;
  readonly dockerfile: string;
  readonly files: Files;
  readonly change: (round: number) => { readonly files?: Files; readonly args?: readonly string[] };
  /** Absent: silence is right. */
  readonly kind?: string;
  readonly edits?: Files;
  /** Instructions that hit when the advice is followed. */
  readonly hits?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a README',
    dockerfile: `${HEAD}WORKDIR /app\nCOPY app .\nRUN sleep 1.2; cat main.js > out.js\n`,
    files: { 'app/main.js': 'one', 'app/README.md': 'one' },
    change: (round) => ({ files: { 'app/README.md': `round ${round}` } }),
    kind: 'ignore-files',
    edits: { '.dockerignore': 'app/README.md\n' },
    hits: ['COPY app .', 'RUN sleep 1.2; cat main.js > out.js'],
  },
  {
    name: 'a source above npm ci',
    dockerfile: `${HEAD}WORKDIR /app\nCOPY app .\nRUN npm ci\n`,
    files: { 'app/package.json': '{}', 'app/package-lock.json': '{"a":1}', 'app/main.js': 'one' },
    change: (round) => ({ files: { 'app/main.js': `round ${round}` } }),
    kind: 'copy-later',
    edits: {
      Dockerfile: `${HEAD}WORKDIR /app\nCOPY app/package.json app/package-lock.json ./\nRUN npm ci\nCOPY app .\n`,
    },
    hits: ['RUN npm ci'],
  },
  {
    name: 'a lock file above npm ci',
    dockerfile: `${HEAD}WORKDIR /app\nCOPY app .\nRUN npm ci\n`,
    files: { 'app/package.json': '{}', 'app/package-lock.json': '{"a":1}', 'app/main.js': 'one' },
    change: (round) => ({ files: { 'app/package-lock.json': `{"a":${round}}` } }),
  },
  {
    name: 'a script of the project that npm ci runs',
    dockerfile: `${HEAD}WORKDIR /app\nCOPY app .\nRUN npm ci\n`,
    files: {
      'app/package.json': '{"scripts":{"prepare":"node main.js"}}',
      'app/package-lock.json': '{}',
      'app/main.js': 'one',
    },
    change: (round) => ({ files: { 'app/main.js': `round ${round}` } }),
  },
  {
    name: 'packages of the distribution below the sources',
    dockerfile: `${HEAD}COPY app /app\nRUN apt-get install -y git && rm -rf /var/lib/apt/lists/*\n`,
    files: { 'app/main.js': 'one' },
    change: (round) => ({ files: { 'app/main.js': `round ${round}` } }),
    kind: 'copy-later',
    edits: { Dockerfile: `${HEAD}RUN apt-get install -y git && rm -rf /var/lib/apt/lists/*\nCOPY app /app\n` },
    hits: ['RUN apt-get install -y git && rm -rf /var/lib/apt/lists/*'],
  },
  {
    name: 'the commit above npm ci',
    dockerfile: `${HEAD}ARG GIT_SHA\nWORKDIR /app\nCOPY lists .\nRUN npm ci\nRUN echo $GIT_SHA > /version\n`,
    files: Object.fromEntries(Object.entries(LISTS).map(([name, text]) => [`lists/${name}`, text])),
    change: (round) => ({ args: ['--build-arg', `GIT_SHA=commit-${round}`] }),
    kind: 'arg-later',
    edits: { Dockerfile: `${HEAD}WORKDIR /app\nCOPY lists .\nRUN npm ci\nARG GIT_SHA\nRUN echo $GIT_SHA > /version\n` },
    hits: ['RUN npm ci'],
  },
  {
    name: 'lists of packages in a layer',
    dockerfile: `${HEAD}COPY app /app\nRUN apt-get update && cat /app/main.js > /out\n`,
    files: { 'app/main.js': 'one' },
    change: (round) => ({ files: { 'app/main.js': `round ${round}` } }),
    kind: 'cache-mount',
    edits: {
      Dockerfile: `${HEAD}COPY app /app\nRUN --mount=type=cache,target=/var/lib/apt/lists,sharing=locked apt-get update && cat /app/main.js > /out\n`,
    },
    hits: [],
  },
  {
    name: 'a file that a later instruction names',
    dockerfile: `${HEAD}COPY app /app\nRUN sleep 1.2; test -s /app/README.md && echo done > /out\n`,
    files: { 'app/README.md': 'one' },
    change: (round) => ({ files: { 'app/README.md': `round ${round}` } }),
  },
];

/** The same as the replays in memory, with real builds: the programs fail without the files that they need. */
describe.skipIf(!isRoot)('advice', () => {
  let registry: RunningRegistry;
  let folder: string;
  let builds: ExplainedBuilds;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
  });

  afterAll(async () => {
    await registry.stop();
  });

  beforeEach(async () => {
    folder = await temporaryFolder('remedies');
    builds = new ExplainedBuilds(folder, `http://${registry.host}`);
  });

  afterEach(async () => {
    await removeTree(folder);
  });

  const kinds = (steps: readonly ReportedStep[]): readonly string[] =>
    steps.flatMap(({ remedy }) => remedy?.kind ?? []);

  it.each(sample(CASES, 11))('is right: $name', async ({ dockerfile, files, change, kind, edits, hits = [] }) => {
    const tools = Object.fromEntries(Object.entries(TOOLS).map(([name, text]) => [join('tools', name), text]));
    const after = async (round: number): Promise<readonly ReportedStep[]> => {
      const { files: changed = {}, args = [] } = change(round);
      await writeProject(builds.context, changed);
      return (await builds.build({ args })).steps;
    };
    await writeProject(builds.context, { Dockerfile: dockerfile, ...tools, ...files });
    await after(1);
    expect(kinds(await after(2))).toEqual(kind === undefined ? [] : [kind]);
    if (edits === undefined) return;
    await writeProject(builds.context, edits);
    await after(2);
    const last = await after(3);
    expect(kinds(last), 'there is nothing more to say').toEqual([]);
    const hit = last.filter(({ status }) => status === 'hit').map(({ instruction }) => instruction);
    expect(hit).toEqual(expect.arrayContaining([...hits]));
  });
});
