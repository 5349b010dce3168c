import type { AdviceCase, Change, Tool } from './replay.js';

const INSTALL: Tool = { needs: ['/app/package.json'], reads: ['/app/package.json'], writes: 'app/node_modules/a' };
const commit = (round: number): Change => ({ args: { GIT_SHA: `commit-${round}` } });
const FILES = { 'package.json': '{}' };

/** Arguments that have another value in each run, and bases that move. */
export const ARGUMENT_CASES: readonly AdviceCase[] = [
  {
    name: 'the commit above npm ci',
    dockerfile:
      'FROM node:22\nARG GIT_SHA\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\nRUN echo $GIT_SHA > /version\n',
    files: FILES,
    tools: { 'npm ci': INSTALL, 'echo $GIT_SHA > /version': { reads: ['$GIT_SHA'], writes: 'version' } },
    change: commit,
    advice: {
      at: 'ARG GIT_SHA',
      kind: 'arg-later',
      words: 'GIT_SHA is another one in each run: move ARG GIT_SHA below RUN npm ci (saves SAVED a run)',
      edits: () => ({
        dockerfile:
          'FROM node:22\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\nARG GIT_SHA\nRUN echo $GIT_SHA > /version\n',
      }),
    },
  },
  {
    name: 'the time of the build above packages of the distribution, which write logs',
    dockerfile:
      'FROM debian:12\nARG BUILD_DATE\nLABEL date=$BUILD_DATE\nRUN apt-get update && apt-get install -y git\nRUN make\n',
    tools: {
      'apt-get update && apt-get install -y git': { writes: 'usr/bin/git', logs: true },
      make: { reads: ['/usr/bin/git'], writes: 'out' },
    },
    change: (round) => ({ args: { BUILD_DATE: `2026-01-0${round}` } }),
    advice: {
      at: 'ARG BUILD_DATE',
      kind: 'arg-later',
      words: 'BUILD_DATE is another one in each run: move ARG BUILD_DATE below RUN make (saves SAVED a run)',
      edits: () => ({
        dockerfile:
          'FROM debian:12\nRUN apt-get update && apt-get install -y git\nRUN make\nARG BUILD_DATE\nLABEL date=$BUILD_DATE\n',
      }),
    },
  },
  {
    name: 'an ENV of the commit above a compiler',
    dockerfile:
      'FROM golang:1.24\nARG GIT_SHA\nENV APP_COMMIT=$GIT_SHA\nWORKDIR /src\nCOPY . .\nRUN go build ./...\nCMD ["/src/app"]\n',
    files: { 'go.mod': 'module m', 'main.go': 'package main' },
    tools: { 'go build ./...': { needs: ['/src/go.mod'], reads: ['/src/main.go'], writes: 'src/app' } },
    change: commit,
    advice: {
      at: 'ARG GIT_SHA',
      kind: 'arg-later',
      words:
        'GIT_SHA is another one in each run: move ARG GIT_SHA, and the ENV that uses it, below RUN go build ./... (saves SAVED a run)',
      edits: () => ({
        dockerfile:
          'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build ./...\nARG GIT_SHA\nENV APP_COMMIT=$GIT_SHA\nCMD ["/src/app"]\n',
      }),
    },
  },
  {
    name: 'the number of the run, with a value of its own, above pip',
    dockerfile:
      'FROM python:3.13\nARG BUILD_NUMBER=0\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nLABEL build=$BUILD_NUMBER\n',
    files: { 'requirements.txt': 'flask\n' },
    tools: {
      'pip install -r requirements.txt': {
        needs: ['/app/requirements.txt'],
        reads: ['/app/requirements.txt'],
        writes: 'usr/lib/flask',
      },
    },
    change: (round) => ({ args: { BUILD_NUMBER: `${round}` } }),
    advice: {
      at: 'ARG BUILD_NUMBER=0',
      kind: 'arg-later',
      words:
        'BUILD_NUMBER is another one in each run: move ARG BUILD_NUMBER=0 below RUN pip install -r requirements.txt (saves SAVED a run)',
      edits: () => ({
        dockerfile:
          'FROM python:3.13\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nARG BUILD_NUMBER=0\nLABEL build=$BUILD_NUMBER\n',
      }),
    },
  },
  {
    name: 'the commit above a step, while sources change below it',
    dockerfile:
      'FROM debian:12\nARG COMMIT_SHA\nRUN curl -o /tool https://example.com/tool\nCOPY src /src\nRUN /tool $COMMIT_SHA\n',
    files: { 'src/a': 'one' },
    tools: {
      'curl -o /tool https://example.com/tool': { writes: 'tool' },
      '/tool $COMMIT_SHA': { needs: ['/tool'], reads: ['/src/', '$COMMIT_SHA'], writes: 'out' },
    },
    change: (round) => ({ args: { COMMIT_SHA: `commit-${round}` }, files: { 'src/a': `round ${round}` } }),
    advice: {
      at: 'ARG COMMIT_SHA',
      kind: 'arg-later',
      words:
        'COMMIT_SHA is another one in each run: move ARG COMMIT_SHA below RUN curl -o /tool https://example.com/tool (saves SAVED a run)',
      edits: () => ({
        dockerfile:
          'FROM debian:12\nRUN curl -o /tool https://example.com/tool\nARG COMMIT_SHA\nCOPY src /src\nRUN /tool $COMMIT_SHA\n',
      }),
    },
  },
  ...['FROM node:22', 'FROM --platform=linux/amd64 node:22 AS app'].map((from): AdviceCase => ({
    name: `a tag that moves: ${from}`,
    dockerfile: `${from}\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\n`,
    files: FILES,
    tools: { 'npm ci': { ...INSTALL, reads: ['/app/package.json', '/etc/release'] } },
    change: () => ({ base: 'node:22' }),
    advice: {
      at: from,
      kind: 'pin-base',
      words: 'the tag moved: FROM node:22@DIGEST keeps this base until you change it (saves SAVED when it moves)',
      edits: (remedy) => ({
        dockerfile: `${from.replace('node:22', `node:22@${remedy.kind === 'pin-base' ? remedy.digest : ''}`)}\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\n`,
      }),
    },
  })),
];
