import { formatReference, type RepositoryName } from '../oci/reference.js';
import type { Descriptor } from '../oci/descriptor.js';
import type { Digest } from '../oci/digest.js';
import { formatBytes } from '../text/format.js';
import { markdownCode, markdownText } from './github-markdown.js';

/** An image that was joined from images for single platforms. */
export interface MergedImage {
  /** Of the index. */
  readonly descriptor: Descriptor;
  /** Full names. */
  readonly tags: readonly string[];
  readonly platforms: readonly MergedPlatform[];
  /** Number of manifests about the images, such as attestations, that came along. */
  readonly attestations: number;
  /** By whom the image was joined is signed. */
  readonly signed: boolean;
}

/** One platform's image in the joined one. */
interface MergedPlatform {
  readonly platform: string;
  readonly digest: Digest;
  /** Bytes of its layers and its config. */
  readonly size: number;
  /** Where a job had pushed it. */
  readonly source: RepositoryName & { readonly digest: Digest };
}

/** Lines for a terminal. */
export function mergedText({ descriptor, tags, platforms, attestations, signed }: MergedImage): string {
  return [
    ...platforms.map(({ platform, digest, size }) => `${platform}  ${digest}  ${formatBytes(size)} compressed`),
    ...(attestations === 0 ? [] : [`${attestations} attestations`]),
    ...(signed ? ['Signed'] : []),
    ...tags.map((tag) => `Tagged ${tag}`),
    `Digest: ${descriptor.digest}`,
    '',
  ].join('\n');
}

/** With the keys of docker/build-push-action. An index has no config. */
export function mergedMetadata({ descriptor, tags }: MergedImage): Record<string, unknown> {
  return {
    'containerimage.descriptor': descriptor,
    'containerimage.digest': descriptor.digest,
    'image.name': tags.join(','),
  };
}

/** The job summary, in GitHub-flavoured Markdown. */
export function mergedSummary({ descriptor, tags, platforms, attestations, signed }: MergedImage): string {
  const names = tags.map((tag) => `- ${markdownCode(tag, 300)}`);
  const rows = platforms.map(({ platform, digest, size, source }) =>
    [
      '',
      markdownText(platform, 100),
      formatBytes(size),
      markdownCode(digest, 100),
      markdownCode(formatReference({ registry: source.registry, repository: source.repository }), 300),
      '',
    ].join(' | '),
  );
  return [
    `### layer-build merge`,
    '',
    `✅ **Joined** ${platforms.length} platforms to one image, ${markdownCode(descriptor.digest, 100)}`,
    '',
    ...names,
    '',
    '| Platform | Size, compressed | Digest | Pushed to |',
    '| --- | ---: | --- | --- |',
    ...rows.map((row) => row.trim()),
    ...(attestations === 0 ? [] : ['', `With ${attestations} attestations.`]),
    ...(signed ? ['', '🔏 **Signed** by this job: the images that it was joined from are in the statement.'] : []),
    '',
  ].join('\n');
}
