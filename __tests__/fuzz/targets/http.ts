import { InfraError, UserError } from '../../../src/errors.js';
import { readBody } from '../../../src/http/read-body.js';
import { InsecureHosts } from '../../../src/http/insecure-hosts.js';
import { downloadChanging } from '../../../src/http/download.js';
import { NO_RETRY, RETRY_REQUIRED } from '../../../src/http/retry-policy.js';
import { sha256 } from '../../../src/oci/digest.js';
import { downloadBlob } from '../../../src/registry/download.js';
import { originEndpoint } from '../../../src/registry/endpoint.js';
import { Repository } from '../../../src/registry/repository.js';
import { RegistrySession } from '../../../src/registry/session.js';
import { FakeClock, testHttpClient } from '../../support/http-client.js';
import { HTTP_WORDS, readScript, ScriptedAgents, writeScript, writtenAnswer as answer } from '../scripted-agents.js';
import { holds, type Target } from '../target.js';

const CONTENT = 'hello';
const MANIFEST = '{"schemaVersion":2,"manifests":[]}';
/** One operation never asks more often: the attempts of a download, each with new tokens and redirects. */
const MOST_CONNECTIONS = 2000;

/** The first byte picks what is asked for; the answers of the servers follow, one for each connection. */
export const target: Target = {
  seeds: [
    ['m', answer(200), answer(200, { 'content-type': 'application/vnd.oci.image.index.v1+json' }, MANIFEST)],
    [
      'm',
      answer(401, { 'www-authenticate': 'Bearer realm="https://auth.test/t",service="s",scope="repository:a:pull"' }),
      answer(200, {}, '{"token":"abc","expires_in":60}'),
      answer(200, { 'docker-content-digest': sha256(MANIFEST) }, MANIFEST),
    ],
    [
      'm',
      answer(401, { 'www-authenticate': 'Basic realm="r"' }),
      answer(404, {}, '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"no"}]}'),
    ],
    ['h', answer(200), answer(200, { 'docker-content-digest': sha256(MANIFEST) })],
    ['h', answer(200), answer(405), answer(200, {}, MANIFEST)],
    ['b', answer(200), answer(200, {}, CONTENT)],
    [
      'b',
      answer(200),
      answer(307, { location: 'https://cdn.test/x?y' }),
      answer(206, { 'content-range': 'bytes 0-4/5' }, CONTENT),
    ],
    [
      'b',
      answer(200),
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhe',
      answer(206, { 'content-range': 'bytes 2-4/5' }, 'llo'),
    ],
    [
      'b',
      answer(200),
      answer(503, { 'retry-after': '1' }),
      answer(429, { 'retry-after': 'Fri, 02 Jan 2026 00:00:00 GMT' }),
      answer(200, {}, CONTENT),
    ],
    ['b', answer(200), 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n'],
    [
      'd',
      'HTTP/1.1 200 OK\r\netag: "a"\r\ncontent-length: 9\r\n\r\nabc',
      answer(206, { etag: '"a"', 'content-range': 'bytes 3-8/9' }, 'defghi'),
    ],
    ['d', answer(302, { location: '/else' }), answer(302, { location: 'http://other.test/' }), answer(200, {}, 'body')],
    ['x', answer(200), answer(202, {}, '<html>')],
  ].map(writeScript),
  dictionary: [
    ...HTTP_WORDS,
    ...['docker-content-digest: sha256:', '{"token":"a"}', '{"errors":[{"code":"', 'bytes */5'],
  ],
  refusals: [InfraError, UserError],
  async run(input) {
    const { kind, answers } = readScript(input);
    const agents = new ScriptedAgents(answers);
    try {
      await ask(kind, agents);
    } finally {
      agents.close();
      holds(agents.connections < MOST_CONNECTIONS, 'a server that answers badly is left');
    }
  },
};

async function ask(kind: string, agents: ScriptedAgents): Promise<void> {
  const http = testHttpClient({ agents, clock: new FakeClock(), random: () => 0.5 });
  const { signal } = new AbortController();
  const endpoint = originEndpoint('registry.test', new InsecureHosts([]));
  const found = { kind: 'basic', username: 'u', password: 'secret-word' } as const;
  const session = new RegistrySession(endpoint, { lookup: () => Promise.resolve({ found }) }, http, RETRY_REQUIRED);
  const repository = new Repository(session, 'a/b');
  switch (kind) {
    case 'm': {
      const { digest, bytes } = await repository.manifest('tag', signal);
      holds(digest.startsWith('sha512:') || digest === sha256(bytes), 'a manifest is what its digest says');
      return;
    }
    case 'h':
      await repository.manifestHead('tag', signal);
      return;
    case 'b': {
      const blob = { mediaType: 'application/octet-stream', digest: sha256(CONTENT), size: CONTENT.length };
      let size = 0;
      for await (const chunk of downloadBlob(repository, blob, 0, signal)) size += chunk.length;
      holds(size === blob.size, 'a blob has as many bytes as it should');
      return;
    }
    case 'd': {
      const request = {
        method: 'GET',
        url: new URL('https://files.test/f'),
        secrets: [],
        retry: NO_RETRY,
        signal,
      } as const;
      const first = await http.open(request);
      const download = {
        label: 'file',
        ask: (headers: Readonly<Record<string, string>>) => http.open({ ...request, headers }),
        failure: (response: typeof first) => http.failure(response, request),
        budget: http.budget(RETRY_REQUIRED),
        signal,
      };
      for await (const chunk of downloadChanging(download, first)) holds(chunk.length > 0, 'a piece has bytes');
      return;
    }
    default:
      await session.send({ method: 'GET', target: 'v2/x', scopes: [], signal }, async (response) => {
        if (response.status !== 200) throw await session.failure(response);
        return await readBody(response, 1000);
      });
  }
}
