import type { Descriptor } from '../oci/descriptor.js';
import type { ReportedWarning } from './model/report.js';

/** What the metadata of a built image is made from. */
export interface BuiltImage {
  readonly digest: string;
  /** Digest of the config; that of the index for an image that has one. */
  readonly imageId: string;
  readonly tags: readonly string[];
  readonly descriptor: Descriptor;
  /** How it was made, by the platform; by `''` where the image has none in its name. */
  readonly provenance: Readonly<Record<string, object>>;
  /** What was built from, without secrets. */
  readonly dockerfile: Dockerfile;
}

interface Dockerfile {
  readonly name: string;
  readonly text: string;
}

/** The keys that buildx writes to `--metadata-file`, and docker/build-push-action gives as its output `metadata`. */
export function buildMetadata(image: BuiltImage): Record<string, unknown> {
  return { ...provenanceMetadata(image), ...imageMetadata(image) };
}

/** The keys that name the image. */
function imageMetadata({ imageId, digest, descriptor, tags }: BuiltImage): Record<string, unknown> {
  return {
    ...(imageId !== digest && { 'containerimage.config.digest': imageId }),
    'containerimage.descriptor': descriptor,
    'containerimage.digest': digest,
    ...(tags.length > 0 && { 'image.name': tags.join(',') }),
  };
}

/** The keys of a build whose image went nowhere, so that nobody can ask for it. */
export function provenanceMetadata({ provenance }: Pick<BuiltImage, 'provenance'>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(provenance).map(([platform, predicate]) => [
      platform === '' ? PROVENANCE : `${PROVENANCE}/${platform}`,
      predicate,
    ]),
  );
}

const PROVENANCE = 'buildx.build.provenance';

/** What the checks found in the Dockerfiles of one run. Each finding is told once; no key where there are none. */
export function warningMetadata(
  builds: readonly { readonly warnings: readonly ReportedWarning[]; readonly dockerfile: Dockerfile }[],
): Record<string, unknown> {
  const all = builds.flatMap(({ warnings, dockerfile }) =>
    warnings.flatMap((warning) => findingOf(warning, dockerfile) ?? []),
  );
  const found = [...new Map(all.map((finding) => [JSON.stringify(finding), finding])).values()];
  return found.length === 0 ? {} : { 'buildx.build.warnings': found };
}

/** As Go's JSON has BuildKit's type `VertexWarning`, with texts in base64. @returns `undefined`: it is no finding of a check */
function findingOf(
  { rule, message, description, url, line, endLine = line }: ReportedWarning,
  { name, text }: Dockerfile,
): object | undefined {
  if (rule === undefined) return undefined;
  const place = line === undefined ? '' : ` (line ${line})`;
  return {
    level: 1,
    short: base64(`${rule}: ${message}${place}`),
    ...(description !== undefined && { detail: [base64(description)] }),
    ...(url !== undefined && { url }),
    sourceInfo: { filename: name, data: base64(text), language: 'Dockerfile' },
    ...(line !== undefined && { range: [{ start: { line }, end: { line: endLine } }] }),
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
