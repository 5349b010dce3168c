import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ActionsStore } from '../../../../src/cache/actions/actions-store.js';
import type { EntryClient } from '../../../../src/cache/actions/entry-client.js';
import { serviceSettingsOf, type ServiceSettings } from '../../../../src/cache/actions/service-settings.js';
import type { HttpClient } from '../../../../src/http/http-client.js';
import { testHttpClient } from '../../../support/http-client.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;

describe('a cache service of the first version', () => {
  const sockets = new Set<Socket>();
  let folder: string;
  let http: HttpClient;
  let server: Server;
  let answer: (socket: Socket) => void;
  let asked: number;
  let settings: ServiceSettings;
  let loaded: number;

  beforeEach(async () => {
    folder = await temporaryFolder('require-answer');
    http = testHttpClient();
    asked = 0;
    loaded = 0;
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => {
        asked += 1;
        answer(socket);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { ACTIONS_CACHE_URL: `http://127.0.0.1:${port}/at/`, ACTIONS_RUNTIME_TOKEN: 'token' };
    const found = serviceSettingsOf(env);
    if (found === undefined) throw new Error('these variables name no service');
    settings = found;
  });

  afterEach(async () => {
    http.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    await removeTree(folder);
  });

  /** What comes of restoring with a library that has nothing. */
  async function restore(answerMs = 60_000): Promise<unknown> {
    const client: EntryClient = {
      restore: () => Promise.resolve(undefined),
      find: () => Promise.resolve(undefined),
      save: () => Promise.resolve(false),
    };
    const store = new ActionsStore({
      settings,
      http,
      folder,
      scope: 'o/r:Dockerfile',
      variant: '',
      limits: { answerMs },
      loadClient: () => {
        loaded += 1;
        return Promise.resolve(client);
      },
    });
    return await store.restorePack(`${folder}/pack`, SIGNAL).catch((error: unknown) => error);
  }

  it.each<readonly [string, RegExp, (socket: Socket) => void, answerMs: number]>([
    ['cuts connections', /closed by the other side/, (socket) => socket.resetAndDestroy(), 60_000],
    ['never answers', /no answer within 2 s/, () => undefined, 2_000],
    ['answers 503', /503/, (socket) => socket.end('HTTP/1.1 503 Down\r\ncontent-length: 0\r\n\r\n'), 60_000],
  ])('that %s is asked once, and the library never', async (_, why, fault, answerMs) => {
    answer = fault;
    for (let time = 0; time < 3; time++) {
      expect(await restore(answerMs)).toMatchObject({
        name: 'InfraError',
        message: expect.stringMatching(why) as string,
      });
    }
    expect({ asked, loaded }).toEqual({ asked: 1, loaded: 0 });
  });

  it('that is not there costs next to nothing', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await restore()).toMatchObject({ message: expect.stringContaining('ECONNREFUSED') as string });
    expect(loaded).toBe(0);
    server.listen(0);
  });

  it.each([204, 200, 401, 404])('that answers %i is left to the library', async (status) => {
    answer = (socket) => socket.end(`HTTP/1.1 ${status} Yes\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
    expect(await restore()).toBeUndefined();
    expect(await restore()).toBeUndefined();
    expect({ asked, loaded }).toEqual({ asked: 1, loaded: 2 });
  });
});
