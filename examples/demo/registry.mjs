/**
 * A registry for the demo, on the loopback interface and in memory: the part of the OCI distribution-spec that a pull and a push need. It
 * serves the base image if no real registry answers, and takes the images that the demo's builds push.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

/** OCI's names of processors, by Node's names. */
const ARCHITECTURES = {
  x64: 'amd64',
  ia32: '386',
  arm64: 'arm64',
  arm: 'arm',
  riscv64: 'riscv64',
  s390x: 's390x',
  ppc64: 'ppc64le',
};

/** @returns its address as in the name of an image, and functions that add an image and end it */
export async function startRegistry() {
  const registry = new MemoryRegistry();
  const server = createServer((request, response) => void registry.answer(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${server.address().port}`,
    /** @param {Buffer} tar the one layer */
    addImage: (repository, tag, tar) => registry.addImage(repository, tag, tar),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

class MemoryRegistry {
  /** By digest; a repository is not told from another, so that a push finds the layers of the base image here. */
  #blobs = new Map();
  /** By `repository:tag` and `repository@digest`. */
  #manifests = new Map();
  #uploads = new Map();

  addImage(repository, tag, tar) {
    const config = Buffer.from(
      JSON.stringify({
        architecture: ARCHITECTURES[process.arch] ?? process.arch,
        os: 'linux',
        config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['sh'] },
        rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
        history: [{ created_by: 'made by the demo of layer-build' }],
      }),
    );
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: this.#addBlob('application/vnd.oci.image.config.v1+json', config),
      // Not compressed: it does not leave this machine.
      layers: [this.#addBlob('application/vnd.oci.image.layer.v1.tar', tar)],
    };
    this.#addManifest(repository, tag, MANIFEST_TYPE, Buffer.from(JSON.stringify(manifest)));
  }

  async answer(request, response) {
    const body = await bytesOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const { status, headers = {}, bytes = Buffer.alloc(0) } = this.#reply(request, pathname, searchParams, body);
    response.writeHead(status, { 'content-length': bytes.length, ...headers });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  #reply({ method, headers }, pathname, query, body) {
    if (pathname === '/v2/') return { status: 200 };
    const [, repository, kind, rest] = /^\/v2\/(.+?)\/(manifests|blobs)\/(.+)$/.exec(pathname) ?? [];
    if (kind === 'blobs' && rest.startsWith('uploads')) return this.#upload(method, repository, rest, query, body);
    if (kind === 'manifests' && method === 'PUT') {
      return created(pathname, this.#addManifest(repository, rest, headers['content-type'], body));
    }
    const found =
      kind === 'blobs' ? this.#blobs.get(rest) : this.#manifests.get(manifestName(repository ?? '', rest ?? ''));
    if (found === undefined || !['GET', 'HEAD'].includes(method)) return { status: 404 };
    const { type, bytes } = found;
    return { status: 200, headers: { 'content-type': type, 'docker-content-digest': digestOf(bytes) }, bytes };
  }

  /** As the specification has it: POST begins, PATCH adds, PUT ends; a blob that is here can be taken from another repository. */
  #upload(method, repository, rest, query, body) {
    const mount = query.get('mount');
    if (method === 'POST' && mount !== null && this.#blobs.has(mount)) {
      return created(`/v2/${repository}/blobs/${mount}`, mount);
    }
    const id = method === 'POST' ? `uploads/${this.#uploads.size + 1}` : rest;
    const bytes = Buffer.concat([this.#uploads.get(id) ?? Buffer.alloc(0), body]);
    this.#uploads.set(id, bytes);
    const digest = query.get('digest');
    if (digest === null) {
      const location = `/v2/${repository}/blobs/${id}`;
      return { status: 202, headers: { location, range: `0-${Math.max(0, bytes.length - 1)}` } };
    }
    this.#uploads.set(id, Buffer.alloc(0));
    if (digestOf(bytes) !== digest) return { status: 400 };
    this.#addBlob('application/octet-stream', bytes);
    return created(`/v2/${repository}/blobs/${digest}`, digest);
  }

  #addBlob(mediaType, bytes) {
    const digest = digestOf(bytes);
    this.#blobs.set(digest, { type: 'application/octet-stream', bytes });
    return { mediaType, digest, size: bytes.length };
  }

  #addManifest(repository, reference, type, bytes) {
    const digest = digestOf(bytes);
    for (const name of [reference, digest]) this.#manifests.set(manifestName(repository, name), { type, bytes });
    return digest;
  }
}

function manifestName(repository, reference) {
  return `${repository}${reference.startsWith('sha256:') ? '@' : ':'}${reference}`;
}

function created(location, digest) {
  return { status: 201, headers: { location, 'docker-content-digest': digest } };
}

function digestOf(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
