/** A bundle of its own, dist/artifacts: the library is so large that main would start later if it were in its bundle. */
import { DefaultArtifactClient } from '@actions/artifact';

/** The client for the artifacts of this run, as the runner's variables name it. */
export function artifactClient(): DefaultArtifactClient {
  return new DefaultArtifactClient();
}
