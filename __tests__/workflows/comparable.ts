import { isHarmlessName } from '../../src/engine/values/harmless-names.js';
import type { StepForm } from './form.js';

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

/** Fields of BuildKit alone, by the field that they are in; `''`: wherever they are. docs/migrating.md states each of them. */
const THEIRS: Readonly<Record<string, readonly string[]>> = {
  // The version of a frontend, of its protocol, and what the client told it before it read the Dockerfile.
  internalParameters: ['dockerfileVersion'],
  environment: ['dockerfileVersion', 'layer-build'],
  request: ['root', 'compatibilityVersion'],
  parameters: ['root', 'compatibilityVersion'],
  builder: ['version'],
  // There is no LLB, so nothing has a digest in it, and no environment is told.
  '': ['digestMapping'],
  source: ['attrs'],
  meta: ['env'],
  mkfile: ['data'],
  infos: ['llbDefinition', 'data'],
  // Which layers are in its cache.
  buildkit_metadata: ['layers'],
  // Which layers are in its cache, and how busy its machine was.
  'https://mobyproject.org/buildkit@v1#metadata': ['layers', 'sysUsage'],
  // How BuildKit's exporters mark what they made.
  annotations: ['buildkit/rewritten-timestamp'],
  inLayout: ['org.opencontainers.image.created'],
};
/** Here the whole name of an image is told. */
const HUB = /^(docker-image:\/\/)docker\.io\/library\//;
const SCANNER = 'pkg:docker/docker/buildkit-syft-scanner';
/** Keys of the output `metadata` for the history of builds, and for caches. */
const METADATA = ['buildx.build.ref', 'cache.manifest'];

/** A form without the differences between BuildKit and this project that docs/migrating.md states. */
export function comparable({ said, ...form }: StepForm): StepForm {
  const plain = without(form as unknown as Json, '') as unknown as StepForm;
  return { ...plain, said: statementsIn(said), metadata: form.metadata.filter((key) => !METADATA.includes(key)) };
}

/** Folders and files have any names, so what is in them has to be said. */
function statementsIn(said: StepForm['said']): StepForm['said'] {
  return Object.fromEntries(
    Object.entries(said).map(([folder, files]) => [
      folder,
      Object.fromEntries(
        Object.entries(files).map(([file, statement]) => [file, without(statement as Json, 'statements')]),
      ),
    ]),
  );
}

function without(value: Json, inside: string): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => without(each, inside));
  if (!isObject(value)) return value;
  const fields = Object.entries(value)
    .filter(([name]) => !(THEIRS[inside]?.includes(name) ?? false) && !(THEIRS['']?.includes(name) ?? false))
    .map(([name, each]) => [name, without(each, name)] as const)
    .filter(([name, each]) => !(name === 'annotations' && isObject(each) && Object.keys(each).length === 0));
  return ofStatement(inside, Object.fromEntries(fields));
}

function ofStatement(inside: string, fields: JsonObject): JsonObject {
  switch (inside) {
    case 'source': {
      // The image of a named context has its digest here, and not there.
      const { identifier, ...others } = fields;
      return typeof identifier === 'string'
        ? { ...others, identifier: identifier.replace(/@sha256:HEX$/, '') }
        : fields;
    }
    case 'statements':
      return withoutHidden({ ...fields, subject: withoutStandIn(fields['subject']) });
    case 'told':
      return withoutHidden(fields);
    case 'exec':
      // Every RUN has the network of the host, so nothing is told of it.
      return Object.fromEntries(Object.entries(fields).filter(([name, value]) => name !== 'network' || value !== 1));
    case 'args':
      return Object.fromEntries(
        Object.entries(fields)
          .filter(([name]) => name !== 'frontend.caps' && !name.startsWith('sharedkey:'))
          .filter(([name, value]) => name !== 'force-network-mode' || value !== 'host')
          .map(([name, value]) => [name, typeof value === 'string' ? value.replace(HUB, '$1') : value]),
      );
    default:
      return fields;
  }
}

/** The subject of an archive without a name: BuildKit tells none, and in-toto wants one. */
function withoutStandIn(subject: Json | undefined): Json {
  return Array.isArray(subject) ? (subject as readonly Json[]).filter((name) => name !== '_') : (subject ?? []);
}

/** Values of arguments that could be secret, the image of a scanner, and times where none are wanted. */
function withoutHidden(statement: JsonObject): JsonObject {
  let isHiding = false;
  let isReproducible = false;
  const text = JSON.stringify(statement, (key, value: Json) => {
    if (key === 'args' && isObject(value)) {
      const shown = Object.entries(value).filter(([name, each]) => !isHidden(name, each));
      if (shown.length < Object.keys(value).length) isHiding = true;
      return shown.length === 0 ? undefined : Object.fromEntries(shown);
    }
    if (key === 'buildkit_reproducible') isReproducible = true;
    if ((key === 'resolvedDependencies' || key === 'materials') && Array.isArray(value)) {
      return (value as readonly { readonly uri: string }[]).filter(({ uri }) => !uri.startsWith(SCANNER));
    }
    return value;
  });
  return JSON.parse(text, (key, value: Json) => {
    if (isHiding && key === 'buildkit_completeness' && isObject(value)) return { ...value, request: false };
    if (isReproducible && ['invocationId', 'startedOn', 'finishedOn'].includes(key)) return undefined;
    return value;
  }) as JsonObject;
}

function isHidden(name: string, value: Json): boolean {
  return name.startsWith('build-arg:') && value !== '' && !isHarmlessName(name.slice('build-arg:'.length));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
