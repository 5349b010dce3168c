import type { AdviceCase, Files, Tool } from './replay.js';

const NODE = 'FROM node:22\nWORKDIR /app\n';
const LISTS = { 'package.json': '{}', 'package-lock.json': '{}' };
const INSTALL: Tool = { needs: ['/app/package.json'], reads: ['/app/package-lock.json'], writes: 'app/node_modules/a' };
const source = (round: number): { readonly files: Files } => ({ files: { 'src/a.js': `round ${round}` } });

/** `COPY . .`, then a command that reads more than its lists, as a text in one of them says. */
function readsMore(name: string, base: string, command: string, files: Files): AdviceCase {
  return {
    name,
    dockerfile: `FROM ${base}\nWORKDIR /app\nCOPY . .\nRUN ${command}\n`,
    files: { ...files, 'src/a.js': 'one' },
    tools: { [command]: { needs: ['/app/src/'], reads: ['/app/'], writes: 'opt/made' } },
    change: source,
  };
}

/** `COPY . .`, then a command that makes the same but cannot do without a file that changed. */
function same(name: string, base: string, command: string, changed: string, files: Files = {}): AdviceCase {
  return {
    name,
    dockerfile: `FROM ${base}\nWORKDIR /app\nCOPY . .\nRUN ${command}\n`,
    files: { ...files, 'src/a.js': 'one', [changed]: 'one' },
    tools: { [command]: { needs: [`/app/${changed}`], reads: ['/app/src/a.js'], writes: 'opt/made' } },
    change: (round) => ({ files: { [changed]: `round ${round}` } }),
  };
}

/** Copied files that the steps need, although some of them made the same. */
export const SILENT_COPY_CASES: readonly AdviceCase[] = [
  {
    name: 'a manifest, copied for the step that reads it',
    dockerfile: `${NODE}COPY package*.json ./\nRUN npm ci\n`,
    files: LISTS,
    tools: { 'npm ci': INSTALL },
    change: (round) => ({ files: { 'package.json': `{"version":"${round}"}` } }),
  },
  {
    name: 'a lock file among all files',
    dockerfile: `${NODE}COPY . .\nRUN npm ci\n`,
    files: { ...LISTS, 'src/a.js': 'one' },
    tools: { 'npm ci': INSTALL },
    change: (round) => ({ files: { 'package-lock.json': `{"round":${round}}` } }),
  },
  {
    name: 'sources above the build',
    dockerfile: `${NODE}COPY package.json .\nRUN npm ci\nCOPY . .\nRUN npm run build\n`,
    files: { ...LISTS, 'src/a.js': 'one' },
    tools: { 'npm ci': { ...INSTALL, reads: [] }, 'npm run build': { reads: ['/app/src/'], writes: 'app/dist' } },
    change: source,
  },
  same('a comment in a source', 'node:22', 'npm run build', 'src/b.js'),
  same('tests', 'node:22', 'npm run build', 'test/a.test.js'),
  same('a Makefile', 'debian:12', 'make', 'Makefile'),
  same('a license', 'node:22', 'npm run build', 'LICENSE'),
  same('content for people who visit the site', 'node:22', 'npm run build', 'content/first.md'),
  same('what git ignores, which tools read too', 'node:22', 'npm run build', '.gitignore'),
  same('a README of a Python package', 'python:3.13', 'pip install .', 'README.md'),
  same('a README of a Python package that poetry installs', 'python:3.13', 'poetry install', 'README.md'),
  same('a README that a Rust crate may include', 'debian:12', 'cargo build --release', 'README.md'),
  same('a file that the command names', 'node:22', 'node scripts/check.js README.md', 'README.md'),
  same('the repository, for a plugin of Maven', 'debian:12', 'mvn -B package', '.git/HEAD'),
  same('the repository, for a version', 'debian:12', 'git describe --always && make', '.git/HEAD'),
  {
    name: 'a README that is copied by its name',
    dockerfile: `${NODE}COPY README.md /docs/\nRUN npm run build\n`,
    files: { 'README.md': 'one' },
    tools: { 'npm run build': { writes: 'app/dist' } },
    change: (round) => ({ files: { 'README.md': `round ${round}` } }),
  },
  {
    name: 'a README that a pattern takes in another stage',
    dockerfile: `FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM alpine:3.21\nCOPY *.md /docs/\nCOPY --from=build /app/dist /dist\n`,
    files: { 'README.md': 'one', 'src/a.js': 'one' },
    tools: { 'npm run build': { reads: ['/app/src/'], writes: 'app/dist' } },
    change: (round) => ({ files: { 'README.md': `round ${round}` } }),
  },
  {
    name: 'a README that reaches the image through a stage',
    dockerfile:
      'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM alpine:3.21\nCOPY --from=build /app /app\n',
    files: { 'README.md': 'one', 'src/a.js': 'one' },
    tools: { 'npm run build': { reads: ['/app/src/'], writes: 'app/dist' } },
    change: (round) => ({ files: { 'README.md': `round ${round}` } }),
  },
  {
    name: 'a README together with a source',
    dockerfile: `${NODE}COPY . .\nRUN npm run build\n`,
    files: { 'README.md': 'one', 'src/a.js': 'one' },
    tools: { 'npm run build': { reads: ['/app/src/'], writes: 'app/dist' } },
    change: (round) => ({ files: { 'README.md': `round ${round}`, 'src/a.js': `round ${round}` } }),
  },
  {
    name: 'a README that the result shows',
    dockerfile: `${NODE}COPY . .\nRUN npm run site\n`,
    files: { 'README.md': 'one' },
    tools: { 'npm run site': { reads: ['/app/README.md'], writes: 'app/site' } },
    change: (round) => ({ files: { 'README.md': `round ${round}` } }),
  },
  readsMore('a script that runs at the installation', 'node:22', 'npm ci', {
    ...LISTS,
    'package.json': '{"scripts":{"postinstall":"node src/a.js"}}',
  }),
  readsMore('a script that prepares the project', 'node:22', 'yarn install', {
    'package.json': '{"scripts":{"prepare":"tsc"}}',
  }),
  readsMore('workspaces', 'node:22', 'npm ci', { ...LISTS, 'package.json': '{"workspaces":["src"]}' }),
  readsMore('a dependency that is a folder', 'node:22', 'npm ci', {
    ...LISTS,
    'package.json': '{"dependencies":{"a":"file:src"}}',
  }),
  readsMore('a workspace of pnpm', 'node:22', 'pnpm install --frozen-lockfile', {
    'package.json': '{}',
    'pnpm-workspace.yaml': 'packages: [src]',
  }),
  readsMore('releases of yarn in the project', 'node:22', 'yarn install --immutable', {
    'package.json': '{}',
    '.yarn/releases/yarn.cjs': 'x',
  }),
  readsMore('a list that names the project', 'python:3.13', 'pip install -r requirements.txt', {
    'requirements.txt': 'flask\n-e .\n',
  }),
  readsMore('a list that names another list', 'python:3.13', 'pip install -r requirements.txt', {
    'requirements.txt': '-r src/a.js\n',
  }),
  readsMore('a list that names a folder', 'python:3.13', 'pip install -r requirements.txt', {
    'requirements.txt': './src\n',
  }),
  readsMore('the project itself', 'python:3.13', 'uv sync --frozen', { 'pyproject.toml': '[project]', 'uv.lock': '' }),
  readsMore('a member of a uv workspace', 'python:3.13', 'uv sync --frozen --no-install-project', {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["src"]\n',
  }),
  readsMore('a module that is a folder', 'golang:1.24', 'go mod download', {
    'go.mod': 'module m\nreplace example.com/a => ./src\n',
  }),
  readsMore('a gem that is a folder', 'debian:12', 'bundle install', { Gemfile: 'gem "a", path: "src"\n' }),
  readsMore('scripts and classes of PHP', 'debian:12', 'composer install --no-dev', { 'composer.json': '{}' }),
  readsMore('modules of Maven', 'debian:12', 'mvn dependency:go-offline', {
    'pom.xml': '<project><modules><module>src</module></modules></project>',
  }),
  readsMore('the wrapper of Gradle', 'debian:12', './gradlew dependencies', { 'build.gradle': '', gradlew: 'x' }),
  readsMore('a subproject of Gradle', 'debian:12', 'gradle dependencies', {
    'build.gradle': '',
    'settings.gradle': 'include "src"',
  }),
  readsMore('Cargo, which reads the sources of each crate', 'debian:12', 'cargo fetch', {
    'Cargo.toml': '[package]',
    'Cargo.lock': '',
  }),
  readsMore('an installation and a build in one step', 'node:22', 'npm ci && npm run build', LISTS),
  readsMore('a package in a file of the project', 'debian:12', 'apt-get install -y ./src/a.deb', {}),
  readsMore('packages that a file lists', 'debian:12', 'xargs apt-get install -y < src/a.js', {}),
  readsMore('a command that nobody knows', 'debian:12', './configure', {}),
  {
    ...readsMore(
      'installed modules among the files, which would replace those of the step',
      'node:22',
      'npm ci',
      LISTS,
    ),
    files: { ...LISTS, 'src/a.js': 'one', 'node_modules/a/index.js': 'x' },
  },
  {
    name: 'packages of the distribution, with the settings of the project',
    dockerfile: 'FROM debian:12\nCOPY . /\nRUN apt-get update && apt-get install -y git\n',
    files: { 'etc/apt/sources.list': 'deb x', 'src/a.js': 'one' },
    tools: { 'apt-get update && apt-get install -y git': { needs: ['/etc/apt/sources.list'], writes: 'usr/bin/git' } },
    change: source,
  },
  {
    name: 'a step between that writes the manifest',
    dockerfile: `${NODE}COPY . .\nRUN ./generate\nRUN npm ci\n`,
    files: { generate: 'x', 'package.json': '{}', 'src/a.js': 'one' },
    tools: {
      './generate': { needs: ['/app/generate'], reads: ['/app/src/'], writes: 'app/package.json' },
      'npm ci': INSTALL,
    },
    change: source,
  },
  {
    name: 'a manifest that lies elsewhere in the project',
    dockerfile: 'FROM node:22\nCOPY . /app\nWORKDIR /app/web\nRUN npm ci\n',
    files: { 'package.json': '{}', 'web/package.json': '{}', 'src/a.js': 'one' },
    tools: {
      'npm ci': {
        needs: ['/app/web/package.json'],
        reads: ['/app/web/package.json'],
        writes: 'app/web/node_modules/a',
      },
    },
    change: source,
  },
  {
    name: 'more changed files than a report names',
    dockerfile: `${NODE}COPY . .\nRUN npm ci\n`,
    files: { ...LISTS },
    tools: { 'npm ci': INSTALL },
    change: (round) => ({
      files: Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`src/${at}.js`, `${round}`])),
    }),
  },
];
