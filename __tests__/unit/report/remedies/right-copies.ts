import type { AdviceCase, Files } from './replay.js';

interface Install {
  readonly name: string;
  readonly base: string;
  readonly command: string;
  readonly lists: Files;
  /** Beside the lists. */
  readonly files?: Files;
  readonly writes: string;
  /** Those that are copied first, if not all. */
  readonly first?: readonly string[];
}

/** `COPY . .` above a command that reads no more than its lists. */
function installCase({
  name,
  base,
  command,
  lists,
  files = {},
  writes,
  first = Object.keys(lists),
}: Install): AdviceCase {
  const paths = Object.keys(lists).map((path) => `/app/${path}`);
  const named = first.length < 2 ? first.join('') : `${first.slice(0, -1).join(', ')} and ${first.at(-1) ?? ''}`;
  const head = `FROM ${base}\nWORKDIR /app\n`;
  return {
    name,
    dockerfile: `${head}COPY . .\nRUN ${command}\nRUN ./compile\n`,
    files: { ...lists, ...files, 'src/main': 'one', compile: 'c' },
    tools: {
      [command]: { needs: paths, reads: paths, writes },
      './compile': { needs: ['/app/src/', `/${writes}`], reads: ['/app/src/'], writes: 'app/out' },
    },
    change: (round) => ({ files: { 'src/main': `round ${round}` } }),
    advice: {
      at: 'COPY . .',
      kind: 'copy-later',
      words: `copy ${named} first, which is all that that step reads, and move it below RUN ${command} (saves SAVED)`,
      edits: () => ({ dockerfile: `${head}COPY ${first.join(' ')} ./\nRUN ${command}\nCOPY . .\nRUN ./compile\n` }),
    },
  };
}

const NPM = { 'package.json': '{"dependencies":{"a":"^1.0.0"},"scripts":{"build":"x"}}', 'package-lock.json': '{}' };

/** `COPY . .` above packages of the distribution. */
function systemCase(name: string, base: string, command: string): AdviceCase {
  const head = `FROM ${base}\nWORKDIR /srv\n`;
  return {
    name,
    dockerfile: `${head}COPY . .\nRUN ${command}\nRUN make\n`,
    files: { Makefile: 'all:', 'a.c': 'one' },
    tools: {
      [command]: { writes: 'usr/bin/git', logs: true },
      make: { needs: ['/usr/bin/git'], reads: ['/srv/'], writes: 'srv/out' },
    },
    change: (round) => ({ files: { 'a.c': `round ${round}` } }),
    advice: {
      at: 'COPY . .',
      kind: 'copy-later',
      words: `that step reads none of these files: move it below RUN ${command.length > 56 ? `${command.slice(0, 55)}…` : command} (saves SAVED)`,
      edits: () => ({ dockerfile: `${head}RUN ${command}\nCOPY . .\nRUN make\n` }),
    },
  };
}

export const COPY_CASES: readonly AdviceCase[] = [
  installCase({ name: 'npm ci', base: 'node:22', command: 'npm ci', lists: NPM, writes: 'app/node_modules/a' }),
  installCase({
    name: 'npm ci without scripts, which may then be there',
    base: 'node:22',
    command: 'npm ci --omit=dev --ignore-scripts',
    lists: { ...NPM, 'package.json': '{"scripts":{"postinstall":"node src/x.js"}}' },
    writes: 'app/node_modules/a',
  }),
  installCase({
    name: 'yarn',
    base: 'node:22',
    command: 'yarn install --frozen-lockfile',
    lists: { 'package.json': '{}', 'yarn.lock': '# yarn' },
    writes: 'app/node_modules/a',
  }),
  installCase({
    name: 'pnpm with its settings',
    base: 'node:22',
    command: 'pnpm install --frozen-lockfile --prod',
    lists: { 'package.json': '{}', 'pnpm-lock.yaml': 'lockfileVersion: 9', '.npmrc': 'engine-strict=true' },
    writes: 'app/node_modules/a',
  }),
  installCase({
    name: 'pip',
    base: 'python:3.13',
    command: 'pip install --no-cache-dir -r requirements.txt',
    lists: { 'requirements.txt': '# web\nflask==3.0.0\nuvicorn[standard]>=0.30,<1 ; python_version > "3.8"\n' },
    writes: 'usr/lib/flask',
  }),
  installCase({
    name: 'poetry without the project',
    base: 'python:3.13',
    command: 'poetry install --no-root --no-interaction',
    lists: { 'pyproject.toml': '[tool.poetry]\nname = "a"\n', 'poetry.lock': '[[package]]\n' },
    writes: 'usr/lib/poetry/a',
  }),
  installCase({
    name: 'uv without the project',
    base: 'python:3.13',
    command: 'uv sync --frozen --no-install-project',
    lists: { 'pyproject.toml': '[project]\nname = "a"\n', 'uv.lock': 'version = 1\nsource = { virtual = "." }\n' },
    writes: 'app/.venv/a',
  }),
  installCase({
    name: 'pipenv',
    base: 'python:3.13',
    command: 'pipenv install --system --deploy',
    lists: { Pipfile: '[packages]\nflask = "*"\n', 'Pipfile.lock': '{}' },
    writes: 'usr/lib/flask',
  }),
  installCase({
    name: 'Go modules',
    base: 'golang:1.24',
    command: 'go mod download',
    lists: { 'go.mod': 'module m\n\nrequire example.com/a v1.0.0\n', 'go.sum': 'example.com/a v1.0.0 h1:x\n' },
    writes: 'root/modules/a',
  }),
  installCase({
    name: 'bundler',
    base: 'debian:12',
    command: 'bundle install --jobs 4 --retry 3',
    lists: { Gemfile: 'source "https://rubygems.org"\ngem "rails"\n', 'Gemfile.lock': 'GEM\n' },
    writes: 'usr/local/bundle/rails',
  }),
  installCase({
    name: 'composer without scripts and classes',
    base: 'debian:12',
    command: 'composer install --no-dev --no-scripts --no-autoloader',
    lists: { 'composer.json': '{"require":{"a/b":"^1"}}', 'composer.lock': '{}' },
    writes: 'app/vendor/a',
  }),
  installCase({
    name: 'Maven',
    base: 'debian:12',
    command: 'mvn -B dependency:go-offline',
    lists: { 'pom.xml': '<project><dependencies/></project>' },
    writes: 'root/repository/a',
  }),
  installCase({
    name: 'Gradle',
    base: 'debian:12',
    command: 'gradle dependencies --no-daemon',
    lists: { 'build.gradle.kts': 'plugins { java }', 'settings.gradle.kts': 'rootProject.name = "a"' },
    writes: 'root/gradle/a',
  }),
  systemCase(
    'apt-get',
    'debian:12',
    'apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*',
  ),
  systemCase('apk', 'alpine:3.21', 'apk add --no-cache git make'),
  systemCase('dnf', 'debian:12', 'dnf install -y git && dnf clean all'),
  {
    name: 'packages of the distribution, then npm',
    dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN apk add --no-cache git\nRUN npm ci\nRUN npm run build\n',
    files: { ...NPM, 'src/a.js': 'one' },
    tools: {
      'apk add --no-cache git': { writes: 'usr/bin/git', logs: true },
      'npm ci': {
        needs: ['/app/package.json', '/usr/bin/git'],
        reads: ['/app/package-lock.json'],
        writes: 'app/node_modules/a',
        logs: true,
      },
      'npm run build': { needs: ['/app/node_modules/a'], reads: ['/app/src/'], writes: 'app/dist' },
    },
    change: (round) => ({ files: { 'src/a.js': `round ${round}` } }),
    advice: {
      at: 'COPY . .',
      kind: 'copy-later',
      words:
        'copy package.json and package-lock.json first, which is all that the steps up to there read, and move it below RUN npm ci (saves SAVED)',
      edits: () => ({
        dockerfile:
          'FROM node:22\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN apk add --no-cache git\nRUN npm ci\nCOPY . .\nRUN npm run build\n',
      }),
    },
  },
  {
    name: 'a folder of the context',
    dockerfile: 'FROM node:22\nCOPY web /app\nWORKDIR /app\nRUN npm install\nRUN npm run build\n',
    files: { 'web/package.json': '{}', 'web/src/a.js': 'one', 'package.json': '{"workspaces":["web"]}' },
    tools: {
      'npm install': { needs: ['/app/package.json'], reads: ['/app/package.json'], writes: 'app/node_modules/a' },
      'npm run build': { needs: ['/app/node_modules/a'], reads: ['/app/src/'], writes: 'app/dist' },
    },
    change: (round) => ({ files: { 'web/src/a.js': `round ${round}` } }),
    advice: {
      at: 'COPY web /app',
      kind: 'copy-later',
      words:
        'copy web/package.json first, which is all that that step reads, and move it below RUN npm install (saves SAVED)',
      edits: () => ({
        dockerfile:
          'FROM node:22\nCOPY web/package.json /app/\nWORKDIR /app\nRUN npm install\nCOPY web /app\nRUN npm run build\n',
      }),
    },
  },
];
