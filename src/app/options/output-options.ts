import { imageName } from './values/image-names.js';
import { parseAnnotations } from './values/annotation-spec.js';
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
    common: true,
  },
  load: {
    flag: '--load',
    input: 'load',
    takes: SWITCH,
    help: 'load the image into Docker, or into podman where there is no Docker; the same as an output of type=docker without dest',
    common: true,
  },
  test: {
    flag: '--test',
    input: { name: 'test', commas: false, quotes: false },
    takes: many('COMMAND', parseTests),
    help: 'shell command that is run in the built image before it goes anywhere (docs/release.md); if it fails, the build fails and nothing is pushed',
    docker: false,
    common: true,
  },
  outputs: {
    flag: ['-o', '--output'],
    input: { name: 'outputs', commas: false, quotes: false },
    takes: many('SPEC', parseOutputs),
    help: 'where the image or its files go, such as type=registry, type=oci,dest=FILE, type=docker,dest=FILE, type=docker alone for Docker or podman, type=local,dest=DIR or type=cacheonly; DIR alone means its files, and - a tar of them on standard output (docs/outputs.md)',
    otherwise: 'the local store',
    difference:
      'type=oci with a dest that ends in a slash, or is a folder, writes a layout directory. Some attributes of outputs are refused or have no effect (docs/outputs.md).',
    common: true,
  },
  annotations: {
    flag: '--annotation',
    input: { name: 'annotations', commas: false, quotes: false },
    takes: many('[TYPE:]KEY=VALUE', parseAnnotations),
    help: 'annotation of the image. TYPE is manifest, index, manifest-descriptor or index-descriptor, or several of them with commas, each with [PLATFORM] behind it if it is for one platform',
  },
  saveFailed: {
    flag: '--save-failed',
    input: 'save-failed',
    takes: one('TAG', imageName),
    help: 'when a step fails, keep the image before it under this name',
    docker: false,
    common: true,
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
