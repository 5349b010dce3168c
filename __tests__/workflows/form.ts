import type { Artefact, Descriptor, ImageContent, Manifest, PlatformImage, Statement } from './artefact.js';
import type { Left } from './look.js';
import type { StepOutcome } from '../support/workflows/run-workflow.js';

const SPDX = 'https://spdx.dev/Document';

/** What a step left, without what differs from build to build: digests, sizes and times. */
export interface StepForm {
  /** Keys of the output `metadata`. */
  readonly metadata: readonly string[];
  /** Of it, how the image was made, and what the checks found. */
  readonly told: Readonly<Record<string, unknown>>;
  /** Whether the output `digest` is set. */
  readonly digest: boolean;
  /** What the output `imageid` names. */
  readonly imageid: 'config' | 'root' | 'other' | 'none';
  /** Each once, though it may have several names. */
  readonly artefacts: readonly NamedArtefact[];
  /** By the name in the daemon, or the file. */
  readonly loaded: Readonly<Record<string, ImageContent>>;
  /** Digests of files, by the destination and the path. */
  readonly files: Left['files'];
  /** Statements about files beside them, by the destination and the path. */
  readonly said: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface NamedArtefact {
  readonly at: readonly string[];
  readonly form: ArtefactForm;
}

interface ArtefactForm {
  readonly mediaType: string;
  readonly inLayout?: unknown;
  readonly annotations?: unknown;
  readonly listed?: unknown;
  readonly images: Readonly<Record<string, ImageForm>>;
}

interface ImageForm {
  readonly content: ImageContent;
  readonly manifest: unknown;
  readonly attestations?: unknown;
  readonly statements?: unknown;
}

/** @param commit the id of the event's commit */
export function formOf(left: Left, { outputs }: Pick<StepOutcome, 'outputs'>, commit: string): StepForm {
  const metadata = JSON.parse(outputs['metadata'] || '{}') as object;
  const artefacts = [...Object.entries(left.pushed), ...Object.entries(left.archives)];
  const named: { at: string[]; form: ArtefactForm; text: string }[] = [];
  for (const [name, artefact] of artefacts) {
    const form = artefactForm(artefact, commit);
    const text = JSON.stringify(form);
    const same = named.find((other) => other.text === text);
    if (same === undefined) named.push({ at: [name], form, text });
    else same.at.push(name);
  }
  return {
    metadata: Object.keys(metadata).sort(),
    told: toldOf(metadata, commit),
    digest: (outputs['digest'] ?? '') !== '',
    imageid: idOf(outputs['imageid'] ?? '', Object.values(Object.fromEntries(artefacts))),
    artefacts: named.map(({ at, form }) => ({ at, form })),
    loaded: left.loaded,
    files: left.files,
    said: mapped(left.said, (files) => mapped(files, (statement) => statementForm(statement, commit))),
  };
}

const WARNINGS = 'buildx.build.warnings';

function toldOf(metadata: object, commit: string): StepForm['told'] {
  const told = Object.entries(metadata).filter(([key]) => /^buildx\.build\.(?:provenance|warnings)\b/.test(key));
  return Object.fromEntries(
    told.map(([key, value]) => [
      key,
      key === WARNINGS ? warningsForm(value as readonly Warning[]) : plain(value, commit),
    ]),
  );
}

/** BuildKit's `VertexWarning` in Go's JSON. */
interface Warning {
  readonly level: number;
  readonly short: string;
  readonly detail: readonly string[];
  readonly url?: string;
  readonly sourceInfo: { readonly filename: string; readonly language: string };
  readonly range: unknown;
}

/** In an order of their own: buildx has none. */
function warningsForm(warnings: readonly Warning[]): unknown {
  const read = (text: string): string => Buffer.from(text, 'base64').toString();
  return warnings
    .map(({ level, short, detail, url, sourceInfo: { filename, language }, range }) => {
      return { level, short: read(short), detail: detail.map(read), url, filename, language, range };
    })
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function idOf(id: string, artefacts: readonly Artefact[]): StepForm['imageid'] {
  if (id === '') return 'none';
  if (artefacts.some(({ digest }) => digest === id)) return 'root';
  const configs = artefacts.flatMap(({ images }) => Object.values(images).map(({ imageId }) => imageId));
  return configs.includes(id) ? 'config' : 'other';
}

function artefactForm(artefact: Artefact, commit: string): ArtefactForm {
  const { mediaType, indexAnnotations, listed, inLayout, images } = artefact;
  return {
    mediaType,
    ...(inLayout !== undefined && { inLayout: plain(inLayout, commit) }),
    ...(Object.keys(indexAnnotations).length > 0 && { annotations: indexAnnotations }),
    ...(listed !== undefined && { listed: listed.map(descriptorForm) }),
    images: mapped(images, (image) => imageForm(image, commit)),
  };
}

function imageForm({ content, manifest, attestations, statements }: PlatformImage, commit: string): ImageForm {
  return {
    content,
    manifest: manifestForm(manifest),
    ...(attestations.length > 0 && { attestations: attestations.map(manifestForm) }),
    ...(statements.length > 0 && { statements: statements.map((one) => statementForm(one, commit)) }),
  };
}

function manifestForm({ mediaType, artifactType, subject, annotations, config, layers }: Manifest): unknown {
  return {
    mediaType,
    artifactType,
    config: descriptorForm(config),
    layers: layers.map(descriptorForm),
    ...(subject !== undefined && { subject: descriptorForm(subject) }),
    annotations,
  };
}

function descriptorForm({ mediaType, artifactType, platform, annotations }: Descriptor): unknown {
  return {
    mediaType,
    artifactType,
    platform,
    ...(Object.keys(annotations ?? {}).length > 0 && { annotations: plain(annotations, '') }),
  };
}

function statementForm({ _type, predicateType, subject, predicate }: Statement, commit: string): unknown {
  const names = subject.map(({ name }) => name).sort();
  // What is in a list of packages is a matter of the program that makes it.
  const said = predicateType === SPDX ? {} : { predicate };
  return plain({ _type, predicateType, subject: names, ...said }, commit);
}

function mapped<Value, Made>(
  record: Readonly<Record<string, Value>>,
  make: (value: Value) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
}

/** Texts that say when, by which digest or under which random name. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g, 'HEX'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'TIME'],
];

function plain(value: unknown, commit: string): unknown {
  return JSON.parse(JSON.stringify(value), (key, each: unknown) => {
    if (key === 'invocationId' || key === 'buildInvocationID') return 'ID';
    if (key === 'size') return undefined;
    if (typeof each !== 'string') return each;
    let text = commit === '' ? each : each.replaceAll(commit, 'COMMIT');
    for (const [pattern, name] of VARYING) text = text.replaceAll(pattern, name);
    return text;
  });
}
