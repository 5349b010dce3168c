/**
 * A registry that serves a single image: the read-only part of the OCI distribution-spec, just enough for a `FROM`. The demo
 * uses it for the base image if no real registry can be reached.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

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

function digestOf(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** An image of one layer as a manifest and its blobs. `tar` is the layer's uncompressed bytes. */
function makeImage(tar) {
  const layer = gzipSync(tar);
  const config = Buffer.from(
    JSON.stringify({
      architecture: ARCHITECTURES[process.arch] ?? process.arch,
      os: 'linux',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['sh'] },
      rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
      history: [{ created_by: 'layer-build demo: busybox of Debian' }],
    }),
  );
  const describe = (mediaType, bytes) => ({ mediaType, digest: digestOf(bytes), size: bytes.length });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: describe('application/vnd.oci.image.config.v1+json', config),
      layers: [describe('application/vnd.oci.image.layer.v1.tar+gzip', layer)],
    }),
  );
  return { manifest, blobs: new Map([config, layer].map((bytes) => [digestOf(bytes), bytes])) };
}

/**
 * Serves the image as `repository`, with any tag, on a free port of the loopback interface.
 *
 * @returns its base URL, and a function that stops it
 */
export async function serveImage(repository, tar) {
  const { manifest, blobs } = makeImage(tar);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, kind, reference] = /^\/v2\/(?:.+)\/(manifests|blobs)\/([^/]+)$/.exec(url.pathname) ?? [];
    const known = url.pathname === '/v2/' || url.pathname.startsWith(`/v2/${repository}/`);
    const named = reference?.startsWith('sha256:') ? reference === digestOf(manifest) : true;
    const body =
      kind === 'manifests' && named
        ? manifest
        : kind === 'blobs'
          ? blobs.get(reference)
          : kind
            ? undefined
            : Buffer.from('{}');
    if (!known || body === undefined || !['GET', 'HEAD'].includes(request.method ?? '')) {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end('{"errors":[{"code":"NOT_FOUND"}]}');
      return;
    }
    response.writeHead(200, {
      'content-type': kind === 'manifests' ? MANIFEST_TYPE : 'application/octet-stream',
      'content-length': body.length,
      ...(kind !== undefined && { 'docker-content-digest': digestOf(body) }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}
