import type { AdviceCase, Change, Tool } from './replay.js';

const commit = (round: number): Change => ({ args: { GIT_SHA: `commit-${round}` } });
const CACHED: Tool = { writes: 'usr/bin/git', caches: ['var/lib/apt/lists/a', 2_000_000] };
const touch = (round: number): Change => ({ files: { a: `round ${round}` } });

export const SILENT_OTHER_CASES: readonly AdviceCase[] = [
  {
    name: 'an argument that a release changes',
    dockerfile: 'FROM node:22\nARG VERSION\nRUN npm ci\n',
    tools: { 'npm ci': { writes: 'app/node_modules/a' } },
    change: (round) => ({ args: { VERSION: `1.${round}` } }),
  },
  {
    name: 'a token, which the step needs although it makes the same',
    dockerfile: 'FROM node:22\nARG NPM_TOKEN\nRUN npm ci\n',
    tools: { 'npm ci': { writes: 'app/node_modules/a' } },
    change: (round) => ({ args: { NPM_TOKEN: `token-${round}` } }),
  },
  {
    name: 'a commit that the step names',
    dockerfile: 'FROM node:22\nARG GIT_SHA\nRUN curl -O https://example.com/$GIT_SHA\n',
    tools: { 'curl -O https://example.com/$GIT_SHA': { writes: 'file' } },
    change: commit,
  },
  {
    name: 'a commit that the step names without a dollar sign',
    dockerfile: 'FROM node:22\nARG GIT_SHA\nRUN printenv GIT_SHA | wc -c > /length\n',
    tools: { 'printenv GIT_SHA | wc -c > /length': { writes: 'length' } },
    change: commit,
  },
  {
    name: 'a commit that the result shows',
    dockerfile: 'FROM node:22\nARG GIT_SHA\nRUN npm run build\n',
    tools: { 'npm run build': { reads: ['$GIT_SHA'], writes: 'dist' } },
    change: commit,
  },
  {
    name: 'a commit in a folder that the step works in',
    dockerfile: 'FROM node:22\nARG GIT_SHA\nWORKDIR /build/$GIT_SHA\nRUN npm ci\n',
    tools: { 'npm ci': { writes: 'app/node_modules/a' } },
    change: commit,
  },
  {
    name: 'a commit beside a variable that stays',
    dockerfile: 'FROM node:22\nARG GIT_SHA MODE=x\nRUN ./compile\n',
    tools: { './compile': { reads: ['$MODE'], writes: 'out' } },
    change: commit,
  },
  {
    name: 'a commit in an ENV with another variable that the step reads',
    dockerfile: 'FROM node:22\nARG GIT_SHA\nENV REV=$GIT_SHA MODE=production\nRUN ./compile\n',
    tools: { './compile': { reads: ['$MODE'], writes: 'out' } },
    change: commit,
  },
  {
    name: 'a base that a person changed',
    dockerfile: 'FROM node:22\nRUN npm ci\n',
    tools: { 'npm ci': { reads: ['/etc/release'], writes: 'app/node_modules/a' } },
    change: () => ({ dockerfile: 'FROM python:3.13\nRUN npm ci\n' }),
  },
  {
    name: 'a base that moved, and nothing that took time ran',
    dockerfile: 'FROM node:22\nCMD ["node"]\n',
    change: () => ({ base: 'node:22' }),
  },
  {
    name: 'a base that an argument chooses',
    dockerfile: 'ARG BASE=node:22\nFROM $BASE\nRUN npm ci\n',
    tools: { 'npm ci': { reads: ['/etc/release'], writes: 'app/node_modules/a' } },
    change: () => ({ base: 'node:22' }),
  },
  {
    name: "apt's lists, which a later step installs from",
    dockerfile: 'FROM debian:12\nCOPY a /a\nRUN apt-get update && ./setup\nRUN apt-get install -y git\n',
    files: { a: 'one' },
    tools: { 'apt-get update && ./setup': { ...CACHED, reads: ['/a'] } },
    change: touch,
  },
  {
    name: 'Go modules, which the build reads',
    dockerfile: 'FROM golang:1.24\nWORKDIR /src\nCOPY a go.mod ./\nRUN go mod download\nRUN go build ./...\n',
    files: { a: 'one', 'go.mod': 'module m' },
    tools: {
      'go mod download': { reads: ['/src/a'], writes: 'made', caches: ['go/pkg/mod/a', 2_000_000] },
      'go build ./...': { needs: ['/go/pkg/mod/a'], reads: ['/src/a'], writes: 'out' },
    },
    change: touch,
  },
  {
    name: "Maven's repository, which the container uses",
    dockerfile: 'FROM debian:12\nCOPY a /a\nRUN mvn -B compile\nCMD ["mvn", "-o", "exec:java"]\n',
    files: { a: 'one' },
    tools: { 'mvn -B compile': { reads: ['/a'], writes: 'out', caches: ['root/.m2/repository/a', 2_000_000] } },
    change: touch,
  },
  {
    name: "npm's cache, which a later step installs from",
    dockerfile: 'FROM node:22\nCOPY a /a\nRUN npm ci --no-audit\nRUN npm ci --offline\n',
    files: { a: 'one' },
    tools: { 'npm ci --no-audit': { reads: ['/a'], writes: 'out', caches: ['root/.npm/a', 2_000_000] } },
    change: touch,
  },
  {
    name: 'a small cache',
    dockerfile: 'FROM python:3.13\nCOPY a /a\nRUN pip install flask\n',
    files: { a: 'one' },
    tools: { 'pip install flask': { reads: ['/a'], writes: 'out', caches: ['root/.cache/pip/a', 20_000] } },
    change: touch,
  },
  {
    name: 'the environments of poetry, which are no cache',
    dockerfile: 'FROM python:3.13\nCOPY a /a\nRUN poetry install\n',
    files: { a: 'one' },
    tools: {
      'poetry install': { reads: ['/a'], writes: 'out', caches: ['root/.cache/pypoetry/virtualenvs/a', 2_000_000] },
    },
    change: touch,
  },
  {
    name: 'an instruction that a person edited',
    dockerfile: 'FROM node:22\nRUN npm ci\n',
    change: (round) => ({ dockerfile: `FROM node:22\nRUN npm ci\nRUN echo ${round}\n` }),
  },
];
