import type { Containers } from '../../app/containers/containers.js';
import type { HostSettings } from '../../app/options/host-settings.js';
import { asWritten, one, SWITCH } from '../../app/options/option.js';
import { choice, givenPlatformName } from '../../app/options/values/plain-values.js';
import type { LocalImages } from '../../app/local-images.js';
import { GoTemplate } from '../../go-template/template.js';
import { goJson, type GoValue } from '../../go-template/value.js';
import { formattedJson } from '../../go-template/formatted-json.js';
import type { CliProcess } from '../command/cli-process.js';
import { print } from '../command/print.js';
import { printError } from '../command/print-error.js';
import type { Verb } from '../command/verb.js';
import { containerDocument } from '../containers/container-document.js';
import { withContainers } from '../containers/container-verb.js';
import { imageVerb } from './image-verb.js';
import { inspectDocument } from './inspect-document.js';

type Kind = 'image' | 'container';

const FORMAT = {
  flag: ['-f', '--format'],
  takes: one('TEMPLATE', asWritten),
  help: "a Go template as docker takes it: '{{.Config.Env}}', '{{json .RootFS}}'",
} as const;

const SIZE = {
  flag: ['-s', '--size'],
  takes: SWITCH,
  help: 'also how much a container wrote, and that with its image: SizeRw and SizeRootFs',
} as const;

const PLATFORM = {
  flag: '--platform',
  takes: one('PLATFORM', givenPlatformName),
  help: 'the image for this platform, with the id that it has by itself',
  otherwise: 'the image as a whole, with the config for this machine',
} as const;

/** `inspect`, and the verbs that only look at one kind. */
export const inspectVerbs: readonly Verb[] = [
  imageVerb({
    name: 'inspect',
    summary: 'show what an image or a container is, as JSON',
    about:
      'Shows containers and images in the form of docker inspect. One that cannot be shown does not keep the others from being shown; the exit code is then 1.',
    operands: 'NAME…',
    count: [1, Infinity],
    examples: [
      {
        does: 'Show what the image sets in the environment',
        command: "layer-build inspect --format '{{json .Config.Env}}' app:1",
      },
    ],
    flags: {
      format: FORMAT,
      size: SIZE,
      type: {
        flag: '--type',
        takes: one('TYPE', choice(['image', 'container'])),
        help: 'image or container',
        otherwise: 'a container if there is one with the name',
      },
    },
    run: (call, cli) => inspect(call, call.flags.type, cli),
  }),
  ofOne('image', { format: FORMAT, platform: PLATFORM }),
  ofOne('container', { format: FORMAT, size: SIZE }),
];

function ofOne(
  kind: Kind,
  flags: { readonly format: typeof FORMAT; readonly size?: typeof SIZE; readonly platform?: typeof PLATFORM },
): Verb {
  return imageVerb({
    name: `${kind} inspect`,
    summary: `show what ${kind === 'image' ? 'an image' : 'a container'} is, as JSON`,
    operands: 'NAME…',
    count: [1, Infinity],
    examples: [
      {
        does: `Show the environment of ${kind === 'image' ? 'an image' : 'a container'}`,
        command: `layer-build ${kind} inspect --format '{{.Config.Env}}' ${kind === 'image' ? 'app:1' : 'web'}`,
      },
    ],
    flags,
    run: (call, cli) => inspect(call, kind, cli),
  });
}

interface InspectCall {
  readonly operands: readonly string[];
  readonly flags: {
    readonly format?: string | undefined;
    readonly size?: boolean;
    readonly platform?: string | undefined;
  };
  readonly host: HostSettings;
  readonly withImages: <T>(work: (images: LocalImages) => Promise<T>) => Promise<T>;
}

/** Finds what a name means, and describes it. */
type Describe = (name: string) => Promise<GoValue>;

async function inspect(
  { operands, flags: { format, size, platform }, host, withImages }: InspectCall,
  kind: Kind | undefined,
  cli: CliProcess,
): Promise<number> {
  const template = format === undefined || format === 'json' ? undefined : new GoTemplate(format);
  const documents: GoValue[] = [];
  const errors: unknown[] = [];
  const describeAll = async (describe: Describe): Promise<void> => {
    for (const name of operands) {
      try {
        documents.push(await describe(name));
      } catch (error) {
        cli.signal.throwIfAborted();
        errors.push(error);
      }
    }
  };
  await withImages((images) =>
    size === true
      ? withContainers(host, cli, (containers) =>
          describeAll((name) => documentOf(images, name, kind, { sizes: { containers, cli } })),
        )
      : describeAll((name) => documentOf(images, name, kind, { platform })),
  );
  if (template !== undefined) {
    for (const document of documents) print(`${shown(template.execute(document), cli.stdout.isTTY)}\n`, cli);
  } else if (format === 'json') print(documents.map((document) => `${goJson(document)}\n`).join(''), cli);
  else print(`${formattedJson(documents)}\n`, cli);
  for (const error of errors) printError(error, cli);
  return errors.length > 0 ? 1 : 0;
}

/**
 * As docker, a container is found before an image with the same name.
 *
 * @param more `sizes`: by which containers are measured; absent: they are not
 */
async function documentOf(
  images: LocalImages,
  name: string,
  kind: Kind | undefined,
  {
    sizes,
    platform,
  }: {
    readonly sizes?: { readonly containers: Containers; readonly cli: CliProcess };
    readonly platform?: string | undefined;
  },
): Promise<GoValue> {
  const { containers } = images;
  const search = { image: () => undefined, container: () => containers.find(name), any: () => containers.lookUp(name) };
  const found = await search[kind ?? 'any']();
  if (found === undefined) {
    const document = inspectDocument(await images.view(name, platform));
    sizes?.cli.stderr.write('WARNING: --size ignored for image\n');
    return document;
  }
  return containerDocument(found, {
    logPath: containers.log(found.container.id),
    image: (await images.configBelow(found.container))?.config ?? {},
    size: await sizes?.containers.size(found),
  });
}

/** An image is not trusted: on a terminal, its texts must not move the cursor. A script gets them as they are. */
function shown(text: string, onTerminal: boolean | undefined): string {
  return onTerminal === true ? text.replace(/[^\P{Cc}\n\t]/gu, '·') : text;
}
