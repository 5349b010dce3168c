import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PrivateBuildx } from './private-buildx.js';

/** moby/buildkit `docs/attestations/sbom-protocol.md`: the least that a scanner has to do. */
const SCAN = `#!/bin/sh
cat > "$BUILDKIT_SCAN_DESTINATION/sbom.spdx.json" <<END
{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://spdx.dev/Document",
 "predicate":{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"none","packages":[]}}
END
`;

/** What a scanner that finds nothing is built from. */
export const SCANNER_FILES = {
  scan: SCAN,
  Dockerfile: 'FROM busybox\nCOPY --chmod=755 scan /scan\nENTRYPOINT ["/scan"]\n',
};

/** Puts a scanner that finds nothing to where BuildKit looks for its own. @param folder that does not exist yet */
export async function serveScanner({ buildx }: PrivateBuildx, registry: string, folder: string): Promise<void> {
  await mkdir(folder);
  for (const [name, text] of Object.entries(SCANNER_FILES)) await writeFile(join(folder, name), text);
  const name = `${registry}/docker/buildkit-syft-scanner:stable-1`;
  const { code, stderr } = await buildx(['build', '--push', '--provenance=false', '--tag', name, folder]);
  if (code !== 0) throw new Error(stderr.slice(-2000));
}
