import { Agent, createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import { searchHub } from '../../../src/registry/catalogue.js';
import { testHttpClient } from '../../support/http-client.js';

/** Stands in for Docker Hub: an agent connects to it, whatever host the request names. */
describe('the search of Docker Hub', () => {
  let stop: (() => void) | undefined;
  afterEach(() => stop?.());

  async function hub(
    answer: string,
    status = 200,
  ): Promise<{ readonly client: ReturnType<typeof testHttpClient>; readonly seen: IncomingMessage[] }> {
    const seen: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      seen.push(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const agent = new Agent();
    // What is asked by https goes to the plain server.
    Object.assign(agent, { protocol: 'https:', createConnection: () => connect(port, '127.0.0.1') });
    stop = () => server.close();
    return { seen, client: testHttpClient({ agents: { for: () => agent, close: () => undefined } }) };
  }

  it('asks as docker does, and reads what it knows of each repository', async () => {
    const found = { name: 'node', description: 'Node.js', star_count: 7531, is_official: true, is_automated: false };
    const { client, seen } = await hub(JSON.stringify({ results: [found, { name: 'me/node' }] }));
    expect(await searchHub(client, 'node & more', 25, new AbortController().signal)).toEqual([
      { name: 'node', description: 'Node.js', stars: 7531, isOfficial: true, isAutomated: false },
      { name: 'me/node', description: '', stars: 0, isOfficial: false, isAutomated: false },
    ]);
    expect(seen.map(({ url, headers }) => [headers.host?.replace(/:443$/, ''), url])).toEqual([
      ['index.docker.io', '/v1/search?q=node+%26+more&n=25'],
    ]);
  });

  it('refuses an answer that is none', async () => {
    const { client } = await hub('{"results":[{"name":1}]}');
    await expect(searchHub(client, 'node', 1, new AbortController().signal)).rejects.toThrow('index.docker.io');
  });
});
