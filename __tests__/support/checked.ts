import { parseAndCheck } from '../../src/dockerfile/checks/checked-parse.js';
import type { Finding } from '../../src/dockerfile/checks/checks.js';
import { planBuild, type PlanOptions } from '../../src/engine/plan/build-plan.js';
import { readIgnoreFile } from '../../src/layer/pattern/dockerignore.js';
import { sha256 } from '../../src/oci/digest.js';
import { contentIdOfBase } from '../../src/oci/identity.js';
import { someDiffId } from './identities.js';
import { ignoredSources } from '../../src/plan/checks/ignored-sources.js';
import { PlanChecks } from '../../src/plan/checks/plan-checks.js';
import { MemoryBases } from './memory-engine.js';
import { PLAN } from './memory-build.js';

export interface CheckRequest {
  /** Value of the build argument that takes the place of `# check=`. */
  readonly settings?: string;
  /** Content of the .dockerignore. */
  readonly ignore?: string;
  readonly options?: Partial<PlanOptions>;
}

export interface Checked {
  readonly findings: readonly Finding[];
  readonly error?: unknown;
}

/** Reads, checks and plans a Dockerfile, as a build does before its first step. */
export async function checked(text: string, request: CheckRequest = {}): Promise<Checked> {
  const findings: Finding[] = [];
  try {
    const { dockerfile, checks } = parseAndCheck(text, 'Dockerfile', request.settings, (finding) =>
      findings.push(finding),
    );
    const ignored = ignoredSources(readIgnoreFile(Buffer.from(request.ignore ?? ''), '.dockerignore'));
    const options = { ...PLAN, ...request.options, checks: new PlanChecks(checks, ignored) };
    await planBuild(dockerfile, options, bases(), new AbortController().signal);
    return { findings };
  } catch (error) {
    return { findings, error };
  }
}

function bases(): MemoryBases {
  const diffId = someDiffId('layer');
  const blob = { mediaType: 'x', digest: sha256('layer'), size: 1 };
  const layer = { blob, diffId, contentId: contentIdOfBase(diffId) };
  const known = new MemoryBases();
  known.add('base', { Env: ['PATH=/bin', 'HOME=/root'] }, { layers: [layer] });
  known.add('with-workdir', { WorkingDir: '/srv' }, { layers: [layer] });
  known.add('with-shell', { Shell: ['/bin/ash', '-c'] }, { layers: [layer] });
  known.add('with-triggers', { OnBuild: ['CMD run', 'ENV a b', 'WORKDIR rel', 'MAINTAINER x'] }, { layers: [layer] });
  known.add('for-arm', {}, { architecture: 'arm64', layers: [layer] });
  known.add('empty-for-arm', {}, { architecture: 'arm64' });
  return known;
}
