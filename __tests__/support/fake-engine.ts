import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

import { removeTree, temporaryFolder } from './temporary-folder.js';
import { tarEntries, type TarEntry } from './tar-entries.js';

interface EngineAnswer {
  readonly status?: number;
  readonly body: unknown;
}

/** A daemon on a Unix socket that says what a test wants it to say. */
export class FakeEngine {
  readonly #folder: string;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  /** Each request, as `GET /_ping`, without loads. */
  readonly requests: string[] = [];
  /** Members of each archive that was sent. */
  readonly archives: (readonly TarEntry[])[] = [];
  connections = 0;
  /** Headers of `/_ping`. */
  ping: Readonly<Record<string, string>> = { 'api-version': '1.41' };
  info: unknown = { DriverStatus: [['Backing Filesystem', 'extfs']] };
  /** Diff ids of the images that it has, by id. */
  images = new Map<string, readonly string[]>();
  /** What `images/json?manifests=1` adds: whether all content of an image is there. */
  available = new Map<string, boolean>();
  /** Answers a load. */
  onLoad: (members: readonly TarEntry[], response: ServerResponse) => void = (_members, response) =>
    response.end('{"stream":"Loaded image: x"}\r\n');
  /** Answers in place of the rest, if it returns true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;

  static async start(): Promise<FakeEngine> {
    const engine = new FakeEngine(await temporaryFolder('fake-engine'));
    engine.#server.on('connection', () => (engine.connections += 1));
    await new Promise<void>((resolve) => engine.#server.listen(engine.socket, resolve));
    return engine;
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  get socket(): string {
    return join(this.#folder, 'docker.sock');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await removeTree(this.#folder);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (this.intercept(request, response)) return;
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    if (path.startsWith('/images/load')) {
      const members = tarEntries(Buffer.concat(chunks));
      this.archives.push(members);
      this.onLoad(members, response);
      return;
    }
    this.requests.push(`${request.method ?? ''} ${path}`);
    const { status = 200, body } = this.#answer(path);
    response.writeHead(status, { 'content-type': 'application/json', ...(path === '/_ping' && this.ping) });
    response.end(JSON.stringify(body));
  }

  #answer(path: string): EngineAnswer {
    if (path === '/_ping') return { body: 'OK' };
    if (path === '/info') return { body: this.info };
    if (path.startsWith('/images/json')) {
      const manifests = (id: string) =>
        path.includes('manifests=1') ? { Manifests: [{ Available: this.available.get(id) ?? true }] } : {};
      return {
        body: [...this.images.keys()].map((id, at) => ({ Id: id, Created: at, RepoTags: null, ...manifests(id) })),
      };
    }
    if (path.includes('/tag?')) return { status: 201, body: null };
    const id = /^\/images\/(sha256:[a-f0-9]{64})\/json$/.exec(path)?.[1] ?? '';
    const layers = this.images.get(id);
    if (layers === undefined) return { status: 404, body: { message: `No such image: ${id}` } };
    return { body: { Id: id, RootFS: { Type: 'layers', Layers: layers } } };
  }
}
