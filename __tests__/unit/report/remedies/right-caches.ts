import type { AdviceCase, Files } from './replay.js';

interface Cache {
  readonly name: string;
  readonly base: string;
  readonly command: string;
  /** Where the package manager keeps what it fetched. */
  readonly file: string;
  readonly target: string;
  readonly locked?: true;
  readonly files: Files;
}

function cacheCase({ name, base, command, file, target, locked, files }: Cache): AdviceCase {
  const lists = Object.keys(files);
  const head = `FROM ${base}\nWORKDIR /app\n${lists.length === 0 ? '' : `COPY ${lists.join(' ')} ./\n`}`;
  const mount = `--mount=type=cache,target=${target}${locked === true ? ',sharing=locked' : ''}`;
  const changed = lists[0];
  return {
    name,
    dockerfile: `${head}RUN ${command}\n`,
    files,
    tools: {
      [command]: {
        needs: lists.map((path) => `/app/${path}`),
        reads: ['/app/'],
        writes: 'opt/made',
        caches: [file, 2_000_000],
      },
    },
    change: (round) =>
      changed === undefined
        ? { base }
        : {
            files: {
              [changed]: `${files[changed] ?? ''}\n${changed.endsWith('.json') ? ' '.repeat(round) : `# ${round}`}`,
            },
          },
    advice: {
      at: `RUN ${command}`,
      kind: 'cache-mount',
      words: `2.00MB of its layer are a package manager's cache: add ${mount}`,
      edits: () => ({ dockerfile: `${head}RUN ${mount} ${command}\n` }),
    },
  };
}

/** What package managers leave in layers. */
export const CACHE_CASES: readonly AdviceCase[] = [
  cacheCase({
    name: "npm's cache",
    base: 'node:22',
    command: 'npm ci',
    file: 'root/.npm/_cacache/a',
    target: '/root/.npm',
    files: { 'package.json': '{}', 'package-lock.json': '{}' },
  }),
  cacheCase({
    name: "yarn's cache",
    base: 'node:22',
    command: 'yarn install',
    file: 'usr/local/share/.cache/yarn/v6/a',
    target: '/usr/local/share/.cache/yarn',
    files: { 'package.json': '{}', 'yarn.lock': '' },
  }),
  cacheCase({
    name: "pip's cache",
    base: 'python:3.13',
    command: 'pip install -r requirements.txt',
    file: 'root/.cache/pip/http/a',
    target: '/root/.cache/pip',
    files: { 'requirements.txt': 'flask' },
  }),
  cacheCase({
    name: "Go's cache of compiled packages",
    base: 'golang:1.24',
    command: 'go install ./...',
    file: 'root/.cache/go-build/00/a',
    target: '/root/.cache/go-build',
    files: { 'main.go': 'package main' },
  }),
  cacheCase({
    name: "Maven's repository, which no other step needs",
    base: 'debian:12',
    command: 'mvn -B package',
    file: 'root/.m2/repository/a.jar',
    target: '/root/.m2/repository',
    files: { 'pom.xml': '<project/>' },
  }),
  cacheCase({
    name: "Cargo's registry, which no other step needs",
    base: 'debian:12',
    command: 'cargo build --release',
    file: 'usr/local/cargo/registry/a',
    target: '/usr/local/cargo/registry',
    files: { 'Cargo.toml': '[package]' },
  }),
  cacheCase({
    name: "composer's cache",
    base: 'debian:12',
    command: 'composer install',
    file: 'root/.composer/cache/files/a',
    target: '/root/.composer/cache',
    files: { 'composer.json': '{}' },
  }),
  cacheCase({
    name: "apt's lists",
    base: 'debian:12',
    command: 'apt-get update && apt-get install -y git && cp /app/a /b',
    file: 'var/lib/apt/lists/a',
    target: '/var/lib/apt/lists',
    locked: true,
    files: { a: 'x' },
  }),
  cacheCase({
    name: "apk's index",
    base: 'alpine:3.21',
    command: 'apk update && apk add git && cp /app/a /b',
    file: 'var/cache/apk/a',
    target: '/var/cache/apk',
    locked: true,
    files: { a: 'x' },
  }),
];
