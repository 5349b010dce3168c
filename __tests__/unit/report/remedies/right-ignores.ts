import type { Advice, AdviceCase, Tool } from './replay.js';

const BUILD: Tool = { needs: ['/app/src/'], reads: ['/app/src/', '/app/package.json'], writes: 'app/dist/main.js' };
const PROJECT = { 'package.json': '{}', 'src/main.js': 'one', 'README.md': 'read me' };
const DOCKERFILE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD ["node", "dist/main.js"]\n';

function ignoring(files: string, words: string): Advice {
  return { at: 'COPY . .', kind: 'ignore-files', words, edits: () => ({ files: { '.dockerignore': files } }) };
}

/** Files that no image needs, and steps that make the same without them. */
export const IGNORE_CASES: readonly AdviceCase[] = [
  {
    name: 'a README above a build',
    dockerfile: DOCKERFILE,
    files: PROJECT,
    tools: { 'npm run build': BUILD },
    change: (round) => ({ files: { 'README.md': `round ${round}` } }),
    advice: ignoring(
      'README.md',
      'README.md changed and the result is the same: add it to .dockerignore (saves SAVED)',
    ),
  },
  {
    name: 'the Dockerfile itself',
    dockerfile: DOCKERFILE,
    files: { ...PROJECT, Dockerfile: DOCKERFILE },
    tools: { 'npm run build': BUILD },
    change: (round) => ({ files: { Dockerfile: `${DOCKERFILE}# round ${round}\n` } }),
    advice: ignoring(
      'Dockerfile',
      'Dockerfile changed and the result is the same: add it to .dockerignore (saves SAVED)',
    ),
  },
  {
    name: 'workflows and the settings of an editor',
    dockerfile: DOCKERFILE,
    files: { ...PROJECT, '.github/workflows/ci.yml': 'on: push', '.vscode/settings.json': '{}' },
    tools: { 'npm run build': BUILD },
    change: (round) => ({
      files: { '.github/workflows/ci.yml': `on: ${round}`, '.vscode/settings.json': `{"a":${round}}` },
    }),
    advice: ignoring(
      '.github\n.vscode',
      '.github and .vscode changed and the result is the same: add them to .dockerignore (saves SAVED)',
    ),
  },
  {
    name: 'the repository',
    dockerfile: DOCKERFILE,
    files: { ...PROJECT, '.git/HEAD': 'ref', '.git/index': 'a', '.git/objects/00/1': 'x' },
    tools: { 'npm run build': BUILD },
    change: (round) => ({
      files: { '.git/index': `b${round}`, [`.git/objects/00/${round}`]: 'x', '.git/logs/HEAD': `${round}` },
    }),
    advice: ignoring('.git', '.git changed and the result is the same: add it to .dockerignore (saves SAVED)'),
  },
  {
    name: 'a compose file above a Go build',
    dockerfile:
      'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app .\nFROM alpine:3.21\nCOPY --from=build /out/app /app\n',
    files: { 'go.mod': 'module m', 'main.go': 'package main', 'compose.yaml': 'services: {}' },
    tools: { 'go build -o /out/app .': { needs: ['/src/go.mod'], reads: ['/src/main.go'], writes: 'out/app' } },
    change: (round) => ({ files: { 'compose.yaml': `round ${round}` } }),
    advice: ignoring(
      'compose.yaml',
      'compose.yaml changed and the result is the same: add it to .dockerignore (saves SAVED)',
    ),
  },
  {
    name: 'a CHANGELOG in a folder above a Maven build',
    dockerfile: 'FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN mvn -B package\n',
    files: { 'pom.xml': '<project/>', 'src/A.java': 'class A {}', 'core/CHANGELOG.md': 'one' },
    tools: { 'mvn -B package': { needs: ['/app/pom.xml'], reads: ['/app/src/'], writes: 'app/target/a.jar' } },
    change: (round) => ({ files: { 'core/CHANGELOG.md': `round ${round}` } }),
    advice: ignoring(
      'core/CHANGELOG.md',
      'core/CHANGELOG.md changed and the result is the same: add it to .dockerignore (saves SAVED)',
    ),
  },
  {
    name: 'a new file that no image needs',
    dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN python -m compileall src\n',
    files: { 'src/a.py': 'a = 1' },
    tools: { 'python -m compileall src': { reads: ['/app/src/'], writes: 'app/src/a.pyc' } },
    change: (round) => ({ files: { [`Dockerfile.${round}`]: 'FROM scratch' } }),
    advice: ignoring(
      'Dockerfile.*',
      'Dockerfile.2 changed and the result is the same: add it to .dockerignore (saves SAVED)',
    ),
  },
  {
    name: 'a README above steps that install and build',
    dockerfile:
      'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nRUN python manage.py collectstatic\n',
    files: { 'requirements.txt': 'django==5.1\n', 'manage.py': 'x', 'README.md': 'one' },
    tools: {
      'pip install -r requirements.txt': {
        needs: ['/app/requirements.txt'],
        reads: ['/app/requirements.txt'],
        writes: 'usr/lib/django',
        logs: true,
      },
      'python manage.py collectstatic': {
        needs: ['/app/manage.py', '/usr/lib/django'],
        reads: ['/app/manage.py'],
        writes: 'app/static/all.css',
      },
    },
    change: (round) => ({ files: { 'README.md': `round ${round}` } }),
    advice: ignoring(
      'README.md',
      'README.md changed and the result is the same: add it to .dockerignore (saves SAVED)',
    ),
  },
];
