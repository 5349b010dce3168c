import { VERSION } from '../version.js';
import type { Material } from './build-facts.js';
import type { Predicate } from './statement.js';

/** What is known of the joining of images for single platforms to one. */
export interface JoinFacts {
  /** A URI; `''` when nobody says who joins. */
  readonly builderId: string;
  /** The images that were joined, in the order of the index. */
  readonly images: readonly Material[];
  /** The annotations of the index. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly invocationId: string;
  readonly started: Date;
  readonly finished: Date;
}

/** Its section says what the fields mean. */
const BUILD_TYPE = 'https://github.com/org/layer-build/blob/main/docs/attestations.md#a-joined-image';

/** How an image was joined: a predicate of SLSA v1 (https://slsa.dev/spec/v1.1/provenance). */
export function joinedProvenance(facts: JoinFacts): Predicate {
  const { builderId, images, annotations, invocationId, started, finished } = facts;
  return {
    type: 'https://slsa.dev/provenance/v1',
    content: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: { images: images.map(({ uri }) => uri), annotations },
        internalParameters: {},
        resolvedDependencies: images,
      },
      runDetails: {
        builder: { id: builderId, version: { 'layer-build': VERSION } },
        metadata: { invocationId, startedOn: started.toISOString(), finishedOn: finished.toISOString() },
      },
    },
  };
}
