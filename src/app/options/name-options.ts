import { parseFlavor } from '../../tagging/flavor.js';
import { parseImages } from '../../tagging/image-list.js';
import { writtenLines } from '../../tagging/lines/written-line.js';
import { many, type Options } from './option.js';
import { imageNames } from './values/image-names.js';

/** What the image is called. */
export const NAME_OPTIONS = {
  tag: {
    flag: ['-t', '--tag'],
    takes: many('NAME', imageNames),
    help: 'name of the image, [REGISTRY/]REPOSITORY[:TAG]',
    common: true,
  },
  tags: {
    input: { name: 'tags', commas: true, wholeLines: true },
    takes: many('NAME|RULE', writtenLines),
    help: 'name of the image, [REGISTRY/]REPOSITORY[:TAG], or with images a rule of docker/metadata-action, such as type=semver,pattern={{version}} (docs/tags.md)',
    difference: 'With images, a word without slash and colon is a tag of those images.',
  },
  images: {
    input: { name: 'images', commas: true, wholeLines: true },
    takes: many('REPOSITORY', parseImages),
    help: 'repository that gets the tags of the rules in tags (docs/tags.md), or name=REPOSITORY,enable=false. With it, the image also gets the labels and annotations org.opencontainers.image.*',
    docker: false,
  },
  flavor: {
    input: { name: 'flavor', commas: false, wholeLines: true },
    takes: many('SPEC', parseFlavor),
    help: 'settings for all rules in tags: latest=auto|true|false, prefix=TEXT[,onlatest=true], suffix=TEXT[,onlatest=true]',
    otherwise: 'latest=auto',
    docker: false,
  },
} as const satisfies Options;
