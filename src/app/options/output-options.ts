import { imageName } from './values/image-names.js';
import { many, one, SWITCH, type Options } from './option.js';
import { parseOutputs } from './values/output-spec.js';
import { parseTests } from './values/test-commands.js';
import { absolutePath } from './values/plain-values.js';

/** Where the image goes. */
export const OUTPUT_OPTIONS = {
  push: {
    flag: '--push',
    input: 'push',
    takes: SWITCH,
    help: 'push the image under its tags; the same as an output of type=registry',
    inReadme: true,
  },
  test: {
    flag: '--test',
    input: { name: 'test', commas: false, quotes: false },
    takes: many('COMMAND', parseTests),
    help: 'shell command that is run in the built image before it goes anywhere (docs/release.md); if it fails, the build fails and nothing is pushed',
    docker: false,
    inReadme: true,
  },
  outputs: {
    flag: ['-o', '--output'],
    input: { name: 'outputs', commas: false, quotes: false },
    takes: many('SPEC', parseOutputs),
    help: 'where the image goes: type=oci,dest=PATH[,tar=false], type=docker,dest=FILE, or type=registry. With rewrite-timestamp=true, no file has a later time than SOURCE_DATE_EPOCH',
    otherwise: 'the local store',
    difference:
      'type=local and type=tar are not supported, and type=docker needs dest. type=oci with a dest that ends in a slash, or is a folder, writes a layout directory.',
    inReadme: true,
  },
  saveFailed: {
    flag: '--save-failed',
    input: 'save-failed',
    takes: one('TAG', imageName),
    help: 'when a step fails, keep the image before it under this name',
    docker: false,
    inReadme: true,
  },
  iidFile: {
    flag: '--iidfile',
    takes: one('FILE', absolutePath),
    help: 'write the image id to this file',
  },
  metadataFile: {
    flag: '--metadata-file',
    takes: one('FILE', absolutePath),
    help: 'write the digests and names of the image to this file, as JSON',
  },
} as const satisfies Options;
