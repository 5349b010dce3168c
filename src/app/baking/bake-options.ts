import { asWritten, many, one, SWITCH, type Options } from '../options/option.js';
import { BUILDER_OPTIONS } from '../options/builder-options.js';
import { CACHE_OPTIONS } from '../options/cache-options.js';
import { CACHE_SETTINGS } from '../options/cache-settings.js';
import { HOST_OPTIONS } from '../options/host-options.js';
import { IMAGE_OPTIONS } from '../options/image-options.js';
import { OUTPUT_OPTIONS } from '../options/output-options.js';
import { REPORT_OPTIONS } from '../options/report-options.js';
import { RUN_OPTIONS } from '../options/run-options.js';
import { absolutePath } from '../options/values/plain-values.js';
import type { OptionTable } from '../options/read-options.js';

const TEXTS = (_where: string, texts: readonly string[]): readonly string[] => texts.filter((text) => text !== '');

/** What is built, and what of the definition is changed for it. */
const DEFINITION_OPTIONS = {
  files: {
    flag: ['-f', '--file'],
    input: { name: 'files', commas: true },
    takes: many('FILE', TEXTS),
    help: 'file with definitions, in HCL or JSON or as a compose file; several are joined',
    otherwise: 'compose.yaml, docker-bake.json, docker-bake.hcl and their .override files, as far as they exist',
  },
  targets: {
    input: { name: 'targets', commas: true },
    takes: many('TARGET', TEXTS),
    help: 'target, group or pattern to build',
    otherwise: 'the group or target default',
  },
  source: {
    input: 'source',
    takes: one('PATH', asWritten),
    help: 'folder that the files and all paths in them start from',
    otherwise: 'the workspace',
    difference: 'An address is refused: check the repository out instead.',
  },
  workdir: {
    input: 'workdir',
    takes: one('PATH', asWritten),
    help: 'the same, as in older versions of docker/bake-action',
    otherwise: 'the workspace',
  },
  set: {
    flag: '--set',
    input: { name: 'set', commas: false, quotes: false },
    takes: many('TARGET.KEY=VALUE', TEXTS),
    help: 'attribute of targets in place of that of the files; the target may be a pattern, and += adds to a list',
  },
  vars: {
    flag: '--var',
    input: { name: 'vars', commas: false, quotes: false },
    takes: many('NAME=VALUE', TEXTS),
    help: 'value of a variable; it counts more than the environment',
  },
  allow: {
    flag: '--allow',
    input: { name: 'allow', commas: true },
    takes: many('WHAT', TEXTS),
    help: 'what the files may ask for: network.host, security.insecure, ssh, and fs.read=PATH, fs.write=PATH or fs=PATH outside of the folder',
    difference: 'Paths outside of the folder always have to be allowed, also in the action.',
  },
  push: { ...OUTPUT_OPTIONS.push, help: 'push all images; the same as an output of type=registry for each target' },
  load: { ...OUTPUT_OPTIONS.load, help: 'load all images into Docker, or into podman where there is no Docker' },
  noCache: { ...CACHE_OPTIONS.noCache, help: 'run all steps of all targets again' },
  pull: IMAGE_OPTIONS.pull,
  provenance: {
    flag: '--provenance',
    input: 'provenance',
    takes: one('SPEC', asWritten),
    help: 'provenance of all images: true, false, or attributes such as mode=max',
    otherwise: 'what each target says',
  },
  sbom: {
    flag: '--sbom',
    input: 'sbom',
    takes: one('SPEC', asWritten),
    help: 'SBOM of all images: true, false, or attributes',
    otherwise: 'what each target says',
  },
  call: {
    flag: '--call',
    input: 'call',
    takes: one('WHAT', asWritten, 'build'),
    help: 'build; or, without a build, check[,ignorestatus=true] for mistakes in the Dockerfiles, outline for what the targets take, targets for the stages; each with ,format=json if need be',
  },
  check: { flag: '--check', takes: SWITCH, help: 'the same as --call=check' },
  print: { flag: '--print', takes: SWITCH, help: 'print what would be built, as JSON, and build nothing' },
  list: {
    flag: '--list',
    takes: one('WHAT', asWritten),
    help: 'list targets or variables, and build nothing; type=targets,format=json gives JSON',
    otherwise: 'nothing is listed',
  },
  parallel: {
    flag: '--parallel',
    input: 'parallel',
    takes: one('NUMBER', asWritten),
    help: 'targets that are built side by side, at most',
    otherwise: 'as many as the machine has processors, and at least two',
    docker: false,
  },
  metadataFile: {
    flag: '--metadata-file',
    takes: one('FILE', absolutePath),
    help: 'write the digests and names of all images to this file, as JSON by target',
  },
} as const satisfies Options;

/** Every option of `bake`, in both faces. */
export const BAKE_TABLE = {
  definition: { title: 'What to build', options: DEFINITION_OPTIONS },
  run: {
    title: 'RUN steps',
    options: { emulation: RUN_OPTIONS.emulation, emulatorImage: RUN_OPTIONS.emulatorImage },
  },
  builder: { title: 'Who builds', options: BUILDER_OPTIONS },
  cache: { title: 'What caches keep', options: CACHE_SETTINGS },
  report: {
    title: 'Progress and reports',
    options: {
      progress: REPORT_OPTIONS.progress,
      quiet: REPORT_OPTIONS.quiet,
      report: REPORT_OPTIONS.report,
      githubToken: {
        ...REPORT_OPTIONS.githubToken,
        help: 'token for addresses of Git repositories on GitHub in the definition',
      },
    },
  },
  host: { title: 'Folders and registries', options: HOST_OPTIONS },
} as const satisfies OptionTable;
