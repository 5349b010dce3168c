import { goBoolean } from '../../../text/go-boolean.js';
import type { Environment } from './environment.js';

/** What the metadata of a build has beside the image's names and digests. */
export interface MetadataSettings {
  /** How much of the provenance; `undefined`: nothing. */
  readonly provenance: 'min' | 'max' | undefined;
  /** What the checks of the Dockerfile found. */
  readonly warnings: boolean;
}

const PROVENANCE = 'BUILDX_METADATA_PROVENANCE';
const WARNINGS = 'BUILDX_METADATA_WARNINGS';

/**
 * As buildx reads its variables: a value that it does not know counts as none.
 *
 * @param warnings whether they are in it where the variable says nothing
 */
export function metadataSettingsOf(env: Environment, warnings: boolean): MetadataSettings {
  return { provenance: provenanceOf(env[PROVENANCE] ?? ''), warnings: goBoolean(env[WARNINGS] ?? '') ?? warnings };
}

function provenanceOf(text: string): MetadataSettings['provenance'] {
  if (text === 'disabled' || goBoolean(text) === false) return undefined;
  return text === 'max' ? 'max' : 'min';
}
