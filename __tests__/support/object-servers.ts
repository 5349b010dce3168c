import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import http, { type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FaultyServer, type Reply } from './faulty-server.js';
import { freePort } from './free-port.js';
import { programOnPath } from './program-on-path.js';
import { removeTree, temporaryFolder } from './temporary-folder.js';

const require = createRequire(import.meta.url);

export type ObjectKind = 's3' | 'azblob';

/** Azurite's own account, which everybody knows. */
const AZURE = {
  account: 'devstoreaccount1',
  key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
};
/** And s3rver's. */
const S3 = { id: 'S3RVER', secret: 'S3RVER' };
const BUCKET = 'ci-cache';

interface Upstream {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Whether it knows conditions of puts. */
  readonly compares: boolean;
  stop(): Promise<void>;
}

/** A server that keeps S3's conditions by itself, of the Debian package python3-moto from version 5.1 on. */
export const MOTO = programOnPath('moto_server');

/**
 * A server of objects that we did not write, behind one of ours that notes its requests and fails when it is told to. s3rver knows no
 * conditions, so the server before it compares for it; Azurite and moto compare by themselves.
 */
export class ObjectServer {
  readonly kind: ObjectKind;
  readonly server: FaultyServer;
  /** Whether conditions are known: what is done with a request that has one. */
  conditions: 'compared' | 'ignored' | 'not implemented' = 'compared';
  /** What every request gets in place of the right answer. */
  reply: (() => Reply) | undefined;
  readonly #upstream: Upstream;
  readonly #url: string;
  /** One conditional put at a time, as at a server that compares. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(kind: ObjectKind, upstream: Upstream, server: FaultyServer, url: string) {
    this.kind = kind;
    this.#upstream = upstream;
    this.server = server;
    this.#url = url;
  }

  static async start(kind: ObjectKind): Promise<ObjectServer> {
    return await ObjectServer.#before(kind, await (kind === 's3' ? startS3rver() : startAzurite()));
  }

  /** @param program `MOTO` */
  static async startMoto(program: string): Promise<ObjectServer> {
    return await ObjectServer.#before('s3', await startMoto(program));
  }

  static async #before(kind: ObjectKind, upstream: Upstream): Promise<ObjectServer> {
    const server = new FaultyServer(actionOf, (request) => made.#handle(request));
    const made: ObjectServer = new ObjectServer(kind, upstream, server, await server.start());
    return made;
  }

  /** A cache there, as `--cache-to` has it. @param attributes more of them, or others in place of the usual ones */
  spec(attributes: Readonly<Record<string, string>> = {}): string {
    const usual =
      this.kind === 's3'
        ? {
            bucket: BUCKET,
            region: 'us-east-1',
            endpoint_url: this.#url,
            use_path_style: 'true',
            access_key_id: S3.id,
            secret_access_key: S3.secret,
          }
        : { account_url: `${this.#url}/${AZURE.account}`, account_name: AZURE.account, secret_access_key: AZURE.key };
    const all = Object.entries({ type: this.kind, ...usual, ...attributes });
    return all.map(([name, value]) => `${name}=${value}`).join(',');
  }

  get secrets(): readonly string[] {
    return this.kind === 's3' ? [S3.secret] : [AZURE.key];
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.#upstream.stop();
  }

  async #handle(request: IncomingMessage): Promise<Reply> {
    const body = await bytesOf(request);
    if (this.reply !== undefined) return this.reply();
    const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
    const isConditional = request.method === 'PUT' && (match !== undefined || noneMatch !== undefined);
    const { url, compares } = this.#upstream;
    if (!isConditional || (this.kind === 'azblob' && this.conditions === 'compared'))
      return await forward(url, request, body, compares);
    if (this.conditions === 'not implemented') return s3Error(501, 'NotImplemented');
    if (this.conditions === 'ignored') return await forward(url, request, body, this.kind === 'azblob');
    const turn = this.#turn.then(async () => {
      // moto compares, but several of its threads may do so at once.
      if (compares) return await forward(url, request, body, true);
      const etag = this.#etags.get(request.url ?? '');
      if (noneMatch === '*' && etag !== undefined) return s3Error(412, 'PreconditionFailed');
      if (match !== undefined && match !== etag) return s3Error(412, 'PreconditionFailed');
      const reply = await forward(url, request, body, false);
      const md5 = createHash('md5').update(body).digest('hex');
      if (reply.status === 200) this.#etags.set(request.url ?? '', `"${md5}"`);
      return reply;
    });
    this.#turn = turn.catch(() => undefined);
    return await turn;
  }

  /** Of what was put with a condition. */
  readonly #etags = new Map<string, string>();
}

const PART_ACTIONS: Readonly<Record<string, string>> = { POST: 'complete', PUT: 'part', DELETE: 'abort' };

/** `manifest put`, `blob get`, `blob part`. */
function actionOf(method: string, { pathname, searchParams }: URL): string {
  const about = /\/manifests\//.test(pathname) ? 'manifest' : /\/blobs\//.test(pathname) ? 'blob' : 'bucket';
  if (searchParams.has('uploads')) return `${about} begin`;
  if (searchParams.has('uploadId')) return `${about} ${PART_ACTIONS[method] ?? method}`;
  const { comp = '' } = Object.fromEntries(searchParams);
  if (comp === 'block') return `${about} part`;
  if (comp === 'blocklist') return `${about} complete`;
  if (comp === 'metadata') return `${about} touch`;
  if (comp === 'list' || searchParams.has('list-type')) return 'bucket list';
  return `${about} ${method.toLowerCase()}`;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function s3Error(status: number, code: string): Reply {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}

/** With the host as it was asked for: signatures are over it. */
async function forward(
  upstream: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  withConditions: boolean,
): Promise<Reply> {
  const { 'if-match': _, 'if-none-match': __, ...plain } = headers;
  return await new Promise((resolve, reject) => {
    const request = http.request(
      `${upstream}${url ?? ''}`,
      { method, headers: withConditions ? headers : plain },
      (answer) => {
        bytesOf(answer).then((bytes) => {
          const { connection: ___, 'transfer-encoding': ____, 'keep-alive': _____, ...given } = answer.headers;
          const texts = Object.entries(given).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, String(value)] as const],
          );
          resolve({ status: answer.statusCode ?? 0, headers: Object.fromEntries(texts), body: bytes });
        }, reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function startS3rver(): Promise<Upstream> {
  const directory = await temporaryFolder('s3rver');
  const S3rver = require('s3rver') as new (options: object) => {
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  };
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  return {
    url: `http://127.0.0.1:${port}`,
    compares: false,
    stop: async () => {
      await server.close();
      await removeTree(directory);
    },
  };
}

async function startMoto(program: string): Promise<Upstream> {
  const port = await freePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', `${port}`], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const isThere = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    return await fetch(`${url}/${BUCKET}`, { method: 'PUT' }).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  while (!(await isThere())) await delay(100);
  return {
    url,
    compares: true,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

async function startAzurite(): Promise<Upstream> {
  const folder = await temporaryFolder('azurite');
  const program = join(require.resolve('azurite/package.json'), '../dist/src/blob/main.js');
  const child = spawn(
    process.execPath,
    [
      program,
      ...['--inMemoryPersistence', '--blobHost', '127.0.0.1', '--blobPort', '0'],
      ...['--skipApiVersionCheck', '--disableTelemetry', '--silent'],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [, found] = /listens on (http:\/\/[\d.]+:\d+)/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`Azurite ended with ${code}: ${text}`)));
  });
  return {
    url,
    compares: true,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await removeTree(folder);
    },
  };
}
