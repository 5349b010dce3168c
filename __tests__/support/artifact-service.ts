import type { IncomingMessage } from 'node:http';

import { CacheTokens } from './cache-tokens.js';
import { FaultyServer, type Reply } from './faulty-server.js';
import { SignedBlobs } from './signed-blobs.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

/** GitHub's service for the artifacts of one run, on a loopback port: its Twirp calls and its blobs. */
export interface ArtifactService {
  /** The variables that the runner gives to an action's process. */
  readonly env: Readonly<Record<string, string>>;
  readonly server: FaultyServer;
  /** Names of the artifacts that were uploaded to their end. */
  names(): readonly string[];
  stop(): Promise<void>;
}

interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly blob: string;
  size?: number;
}

export const ARTIFACT_METHODS = '/twirp/github.actions.results.api.v1.ArtifactService/';
const LIFETIME_MS = 600_000;

/** The artifacts of one run, as GitHub's service answers about them. */
export class Artifacts {
  readonly #blobs: SignedBlobs;
  readonly #artifacts: Artifact[] = [];

  constructor(blobs: SignedBlobs) {
    this.#blobs = blobs;
  }

  /** Names of those that were uploaded to their end. */
  get names(): readonly string[] {
    return this.#artifacts.filter(({ size }) => size !== undefined).map(({ name }) => name);
  }

  /**
   * @param method the last part of the call's path
   * @param address of the service, without a slash at the end
   */
  async answer(method: string, request: IncomingMessage, address: string): Promise<Reply> {
    const body = await document(request);
    const name = typeof body['name'] === 'string' ? body['name'] : '';
    const found = this.#artifacts.find((one) => one.name === name);
    switch (method) {
      case 'CreateArtifact': {
        if (found !== undefined) return json(409, { code: 'already_exists', msg: 'an artifact with this name exists' });
        // The client unpacks what has such a name.
        const artifact = { id: this.#artifacts.length + 1, name, blob: `${this.#blobs.newName()}.zip` };
        this.#artifacts.push(artifact);
        return json(200, { ok: true, signed_upload_url: address + this.#blobs.sign(artifact.blob, 'w', LIFETIME_MS) });
      }
      case 'FinalizeArtifact':
        if (found === undefined || this.#blobs.size(found.blob) !== Number(body['size']))
          return json(200, { ok: false });
        found.size = Number(body['size']);
        return json(200, { ok: true, artifact_id: String(found.id) });
      case 'ListArtifacts': {
        const filter = body['idFilter'] ?? body['id_filter'];
        const wanted = this.#artifacts.filter(({ id, size }) => size !== undefined && matches(filter, id));
        return json(200, { artifacts: wanted.map(listed) });
      }
      case 'GetSignedArtifactURL':
        if (found?.size === undefined) return json(404, { code: 'not_found', msg: 'no such artifact' });
        return json(200, { signed_url: address + this.#blobs.sign(found.blob, 'r', LIFETIME_MS) });
      default:
        return json(404, { code: 'bad_route', msg: 'no handler' });
    }
  }
}

export async function startArtifactService(): Promise<ArtifactService> {
  const folder = await temporaryFolder('artifact-service');
  const blobs = new SignedBlobs(folder);
  const tokens = new CacheTokens();
  const artifacts = new Artifacts(blobs);
  let address = '';

  async function handle(request: IncomingMessage, url: URL): Promise<Reply> {
    if (url.pathname.startsWith('/blobs/')) return await blobs.serve(request, url);
    if (tokens.scopesOf(request.headers.authorization) === undefined) return json(401, { msg: 'invalid token' });
    return await artifacts.answer(url.pathname.slice(ARTIFACT_METHODS.length), request, address);
  }

  const server = new FaultyServer((_method, url) => url.pathname.split('/').at(-1) ?? '', handle);
  address = await server.start();
  return {
    server,
    env: {
      ACTIONS_RUNTIME_TOKEN: tokens.mint('refs/heads/main'),
      ACTIONS_RESULTS_URL: `${address}/`,
      GITHUB_SERVER_URL: 'https://github.com',
    },
    names: () => artifacts.names,
    stop: async () => {
      await server.stop();
      await removeTree(folder);
    },
  };
}

function listed({ id, name, size = 0 }: Artifact) {
  return {
    workflow_run_backend_id: 'run',
    workflow_job_run_backend_id: 'job',
    database_id: String(id),
    name,
    size: String(size),
  };
}

function matches(filter: unknown, id: number): boolean {
  if (filter === undefined || filter === null) return true;
  const wanted = typeof filter === 'object' && 'value' in filter ? filter.value : filter;
  return String(wanted) === String(id);
}

async function document(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Readonly<Record<string, unknown>>;
}

function json(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) };
}
