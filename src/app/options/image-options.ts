import { parseCall } from './values/call-spec.js';
import { contextSource } from './values/context-source.js';
import { asWritten, many, one, SWITCH, type Options } from './option.js';
import { parseBuildContexts, parseKeyValues, parsePlatforms } from './values/plain-values.js';

/** What is built. */
export const IMAGE_OPTIONS = {
  context: {
    input: { name: 'context', template: 'default' },
    takes: one('PATH|URL', (_where, text, environment) => contextSource(text, environment)),
    help: 'the files that the build can copy: a folder such as ., or the address of a Git repository or of a tar',
    otherwise: 'the Git context: the commit of the event, without .git and without later changes of files',
    difference: 'The commit comes from the checkout if all of it is there. Otherwise it comes from the server.',
  },
  file: {
    flag: ['-f', '--file'],
    input: 'file',
    takes: one('FILE', asWritten),
    help: 'path of the Dockerfile',
    otherwise: 'Dockerfile in the context',
    common: true,
  },
  target: {
    flag: '--target',
    input: 'target',
    takes: one('STAGE', asWritten),
    help: 'stage to build, by name or number',
    otherwise: 'the last stage',
    common: true,
  },
  platforms: {
    flag: '--platform',
    input: { name: 'platforms', commas: true },
    takes: many('PLATFORM', parsePlatforms),
    help: 'platform to build for, e.g. linux/amd64,linux/arm64',
    otherwise: 'the one of this machine',
    common: true,
  },
  buildArgs: {
    flag: '--build-arg',
    input: { name: 'build-args', commas: false },
    takes: many('KEY=VALUE', (where, texts, { env }) => parseKeyValues(where, texts, (key) => env[key])),
    help: 'value of an ARG; KEY alone takes the value from the environment',
    common: true,
  },
  labels: {
    flag: '--label',
    input: { name: 'labels', commas: false },
    takes: many('KEY=VALUE', (where, texts) => parseKeyValues(where, texts, () => '')),
    help: 'label of the image',
  },
  buildContexts: {
    flag: '--build-context',
    input: { name: 'build-contexts', commas: false, template: true },
    takes: many('NAME=SOURCE', parseBuildContexts),
    help: 'additional context by name: a folder, docker-image://IMAGE, oci-layout://FOLDER[:TAG], or the address of a Git repository or of a file',
    common: true,
  },
  pull: {
    flag: '--pull',
    input: 'pull',
    takes: SWITCH,
    help: 'look for base images in their registries only, not in the local store first',
  },
  call: {
    flag: '--call',
    input: 'call',
    takes: one('WHAT', parseCall, 'build'),
    help: 'build; or, without a build, check[,ignorestatus=true] for mistakes in the Dockerfile, outline for what the target takes, targets for the stages; each with ,format=json if need be',
  },
  check: {
    flag: '--check',
    takes: SWITCH,
    help: 'the same as --call=check',
  },
} as const satisfies Options;
