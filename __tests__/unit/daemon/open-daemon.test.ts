import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { parseDaemonAddress } from '../../../src/daemon/daemon-address.js';
import type { DaemonSettings } from '../../../src/daemon/daemon-settings.js';
import { openDaemon } from '../../../src/daemon/open-daemon.js';
import { UserError } from '../../../src/errors.js';
import { FakeEngine } from '../../support/fake-engine.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const { signal } = new AbortController();

let folder: string;
let engine: FakeEngine;
let settings: DaemonSettings;
beforeEach(async () => {
  folder = await temporaryFolder('open-daemon');
  engine = await FakeEngine.start();
  settings = { tls: 'none', certFolder: folder, configFolder: folder, programPath: join(folder, 'bin') };
});
afterEach(async () => {
  await engine.stop();
  await removeTree(folder);
});

const socket = (path: string) => parseDaemonAddress(`unix://${path}`, 'test', undefined);

/** Opens the daemon, and gives its name. */
async function nameOf(changes: Partial<DaemonSettings> = {}, usual = [socket(join(folder, 'none.sock'))]) {
  const daemon = await openDaemon({ ...settings, ...changes }, signal, usual);
  daemon.close();
  return daemon.name;
}

async function failureOf(work: Promise<unknown>): Promise<UserError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error('no UserError', { cause: error });
  return error;
}

function addContext(name: string, host: string): void {
  const id = createHash('sha256').update(name).digest('hex');
  mkdirSync(join(folder, 'contexts/meta', id), { recursive: true });
  const endpoint = { Host: host, SkipTLSVerify: false };
  const document = { Name: name, Metadata: {}, Endpoints: { docker: endpoint } };
  writeFileSync(join(folder, 'contexts/meta', id, 'meta.json'), JSON.stringify(document));
}

describe('the daemon that an image is loaded into', () => {
  it('is the one of DOCKER_HOST, whatever the context', async () => {
    addContext('far', 'unix:///nowhere/docker.sock');
    expect(await nameOf({ host: `unix://${engine.socket}`, context: 'far' })).toBe(`Docker (unix://${engine.socket})`);
  });

  it('is the one of DOCKER_CONTEXT, else of the current context', async () => {
    addContext('near', `unix://${engine.socket}`);
    addContext('far', 'unix:///nowhere/docker.sock');
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ currentContext: 'far', auths: {} }));
    expect(await nameOf({ context: 'near' })).toBe(`Docker (unix://${engine.socket})`);
    expect((await failureOf(nameOf())).message).toMatch(/unix:\/\/\/nowhere\/docker\.sock.*ENOENT/);
  });

  it('is the usual one in the context "default"', async () => {
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ currentContext: 'default' }));
    expect(await nameOf({}, [socket(join(folder, 'none.sock')), socket(engine.socket)])).toBe(
      `Docker (unix://${engine.socket})`,
    );
  });

  it('is podman by its program where nobody listens', async () => {
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/podman'), '#!/bin/sh\n');
    chmodSync(join(folder, 'bin/podman'), 0o755);
    expect(await nameOf()).toBe(`podman (${join(folder, 'bin/podman')})`);
  });

  it('is missed with the lines that do it by hand', async () => {
    writeFileSync(join(folder, 'file'), '');
    // A machine that runs this test may have podman in a usual folder.
    const error = await failureOf(nameOf({ host: `unix://${join(folder, 'file')}` }));
    expect(error.message).toMatch(/cannot load the image into Docker \(unix:.*\): cannot reach docker: connect/);
    expect(error.hint).toContain('-o type=docker,dest=image.tar');
    expect(error.hint).toContain('docker load -i image.tar');
  });

  it('is not replaced by another one when it fails', async () => {
    engine.info = 'no document';
    const second = await FakeEngine.start();
    try {
      const error = await failureOf(nameOf({}, [socket(engine.socket), socket(second.socket)]));
      expect(error.message).toContain(`cannot load the image (unix://${engine.socket})`);
      expect(second.requests).toEqual([]);
    } finally {
      await second.stop();
    }
  });

  it('has a context that is there', async () => {
    expect((await failureOf(nameOf({ context: 'gone' }))).message).toMatch(/context "gone" is not there/);
  });
});
