import { type BuilderAddress, isBuilderAddress, parseBuilderAddress } from '../../buildkit/builder-address.js';
import { type BuildxNode, hasBuilders, readBuildxInstance } from '../../buildkit/buildx-instance.js';
import { tlsFilesIn } from '../../buildkit/tls-folder.js';
import { dockerAddress } from '../../daemon/open-daemon.js';
import { UserError } from '../../errors.js';
import type { BuilderRequest } from '../options/builder-request.js';
import type { HostSettings } from '../options/host-settings.js';
import type { BuilderSpec } from '../options/values/builder-spec.js';

/** A builder that may be asked, before it is reached. */
export interface Candidate {
  readonly address: BuilderAddress;
  /** What it is to build for; empty: what it says of itself. */
  readonly platforms: readonly string[];
}

/** What the names of a build's builders lead to. */
export type Found =
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  /** BuildKit is not needed. */
  | { readonly kind: 'needless'; readonly why: string };

/** What one name is. */
type Named =
  | { readonly kind: 'address'; readonly address: BuilderAddress }
  | { readonly kind: 'instance'; readonly nodes: readonly BuildxNode[] }
  /** Docker's own builder on this machine. */
  | { readonly kind: 'docker' }
  | { readonly kind: 'unknown' };

const WHERE = '--builder';
const DOCKER = 'docker://';
/** Names of the builder that is Docker's own. */
const DOCKERS_OWN: ReadonlySet<string> = new Set(['default', 'desktop-linux']);

/** @throws UserError for a name that is no builder's, and for an address that cannot be one */
export async function findCandidates(
  specs: readonly BuilderSpec[],
  request: BuilderRequest,
  host: HostSettings,
): Promise<Found> {
  const candidates: Candidate[] = [];
  for (const { text, platforms } of specs) {
    const named = await read(text, request, host);
    const why = specs.length === 1 ? await whyNeedless(text, named, request, host) : undefined;
    if (why !== undefined) return { kind: 'needless', why };
    const found = await candidatesOf(text, named, host);
    candidates.push(...found.map((one) => (platforms.length === 0 ? one : { ...one, platforms })));
  }
  return { kind: 'candidates', candidates };
}

async function read(text: string, { tlsFolder }: BuilderRequest, host: HostSettings): Promise<Named> {
  if (text.startsWith(DOCKER)) return { kind: 'address', address: await dockerBuilder(text, host) };
  if (isBuilderAddress(text)) {
    const tls = tlsFolder === undefined ? {} : tlsFilesIn(tlsFolder, '--builder-tls');
    return { kind: 'address', address: parseBuilderAddress(text, WHERE, tls) };
  }
  const folder = host.builders?.buildxFolder;
  const nodes = folder === undefined ? undefined : await readBuildxInstance(folder, text, WHERE);
  if (nodes !== undefined) return { kind: 'instance', nodes };
  return DOCKERS_OWN.has(text) ? { kind: 'docker' } : { kind: 'unknown' };
}

/**
 * Why a name in an input does not take the build to BuildKit. A workflow names the builder that `docker/setup-buildx-action` made for
 * docker/build-push-action: a container on this very machine, or nothing any more since that step is gone. An address always counts.
 */
async function whyNeedless(
  text: string,
  named: Named,
  { fromInput }: BuilderRequest,
  host: HostSettings,
): Promise<string | undefined> {
  if (!fromInput) return undefined;
  const name = JSON.stringify(text);
  const folder = host.builders?.buildxFolder;
  switch (named.kind) {
    case 'address':
      return undefined;
    case 'docker':
      return `${name} is Docker's own builder on this machine`;
    case 'instance': {
      const isHere = named.nodes.every((node) => node.isHere);
      return isHere ? `${name} of docker buildx is a container on this machine` : undefined;
    }
    case 'unknown': {
      const hasOthers = folder !== undefined && (await hasBuilders(folder));
      return hasOthers ? undefined : `docker buildx has no builder ${name} here`;
    }
  }
}

async function candidatesOf(text: string, named: Named, host: HostSettings): Promise<readonly Candidate[]> {
  switch (named.kind) {
    case 'address':
      return [{ address: named.address, platforms: [] }];
    case 'instance':
      return named.nodes;
    case 'docker':
      return [{ address: await dockerBuilder(DOCKER, host), platforms: [] }];
    case 'unknown':
      throw new UserError(`${WHERE}: docker buildx has no builder ${JSON.stringify(text)}`, {
        hint: 'See docker buildx ls. An address is written as tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST or docker://.',
      });
  }
}

async function dockerBuilder(text: string, { daemon }: HostSettings): Promise<BuilderAddress> {
  const { way, base, text: told } = await dockerAddress(daemon, text.slice(DOCKER.length));
  return { text: `docker:// (${told})`, place: { way, base }, upgradeAt: `${base.pathname}grpc` };
}
