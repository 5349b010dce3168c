import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Container } from '../../../../src/app/containers/container.js';
import { ContainerLog, LogReader, type LogLine } from '../../../../src/app/containers/container-log.js';
import { ContainerStore } from '../../../../src/app/containers/container-store.js';
import { signalName } from '../../../../src/app/containers/signal-name.js';
import { parseEnvFile } from '../../../../src/app/containers/env-file.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { StoreFolder } from '../../../../src/store/store-folder.js';
import { someImageId } from '../../../support/identities.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const document = { mediaType: 'text/plain', digest: sha256('x'), size: 1 };

function container(id: string, name: string): Container {
  return {
    ...{
      id: id.repeat(64),
      name,
      image: 'app',
      imageId: someImageId('app'),
      imageManifest: document,
      imageConfig: document,
    },
    ...{ layers: [], created: `2026-01-0${id}T00:00:00.000Z`, labels: {}, mounts: [], readonlyRoot: false },
    process: {
      entrypoint: [],
      cmd: ['sh'],
      env: [],
      cwd: '/',
      user: '',
      capabilities: [],
      terminal: false,
      stdin: false,
    },
    settings: { network: 'host', extraHosts: [], ulimits: [], hostname: 'h' },
    ...{ stopSignal: 'TERM', autoRemove: false },
  };
}

describe('ContainerStore', () => {
  let folder: string;
  let store: ContainerStore;

  beforeAll(async () => {
    folder = await temporaryFolder('container-store');
    store = new ContainerStore(StoreFolder.open(join(folder, 'root')));
    await store.add(container('1', 'first'));
    await store.add(container('2', 'second'));
  });

  afterAll(() => removeTree(folder));

  it('finds a container by its name and the beginning of its id, newest first', async () => {
    expect((await store.list()).map(({ container: { name } }) => name)).toEqual(['second', 'first']);
    expect((await store.find('first')).container.id).toBe('1'.repeat(64));
    expect((await store.find('22')).container.name).toBe('second');
    await expect(store.find('3')).rejects.toThrow(/no such container/);
    await expect(store.find('../first')).rejects.toThrow(/no such container/);
  });

  it('lets one container have a name, until it is removed', async () => {
    await expect(store.add(container('3', 'first'))).rejects.toThrow(/in use by container 111111111111/);
    await expect(store.add(container('3', '../x'))).rejects.toThrow(/cannot be the name/);
    await store.remove(container('1', 'first'));
    await store.add(container('3', 'first'));
    expect((await store.find('first')).container.id).toBe('3'.repeat(64));
  });

  it('takes a container whose supervisor was killed for ended', async () => {
    const { id } = container('2', 'second');
    const started = '2026-01-02T00:00:00.000Z';
    await store.setState(id, { status: 'running', started, supervisor: '999999-1-0' });
    expect((await store.read(id))?.state.status).toBe('running');
    const [, , namespace] = (await import('../../../../src/files/process-identity.js')).ownIdentity().split('-');
    await store.setState(id, { status: 'running', started, supervisor: `4194303-1-${namespace ?? ''}` });
    expect((await store.read(id))?.state).toMatchObject({ status: 'exited', exitCode: 137 });
  });

  it('does not believe a document that was changed', async () => {
    const { id } = container('2', 'second');
    const file = join(store.folder(id), 'container.json');
    for (const text of ['', '{}', JSON.stringify({ ...container('2', 'second'), id: '4'.repeat(64) })]) {
      writeFileSync(file, text);
      expect(await store.read(id)).toBeUndefined();
    }
  });

  it('keeps what was printed, line by line', async () => {
    const file = join(folder, 'log');
    const log = new ContainerLog(file);
    log.add('stdout', Buffer.from('one\ntw'));
    log.add('stderr', Buffer.from('err\n'));
    log.add('stdout', Buffer.from(`o\n${'x'.repeat(20_000)}`));
    log.close();
    writeFileSync(file, 'damaged\n', { flag: 'a' });
    const lines: LogLine[] = [];
    for await (const line of new LogReader(file).next()) lines.push(line);
    expect(lines.map(({ stream, log: text }) => [stream, text.length > 9 ? text.length : text])).toEqual([
      ['stdout', 'one\n'],
      ['stderr', 'err\n'],
      ['stdout', 'two\n'],
      ['stdout', 16_384],
      ['stdout', 3616],
    ]);
  });
});

describe('what a command line says of containers', () => {
  it.each([
    ['TERM', 'TERM'],
    ['sigkill', 'KILL'],
    ['9', 'KILL'],
  ])('takes %s for a signal', (text, name) => expect(signalName(text)).toBe(name));

  it('refuses what is none', () => {
    for (const text of ['0', 'SIG', '999', '']) expect(() => signalName(text)).toThrow(/there is no signal/);
  });

  it('reads variables from a file as docker does', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- what is read is a stream
    async function* content(text: string): AsyncGenerator<Uint8Array> {
      yield Buffer.from(text);
    }
    const text = '\uFEFF# no\nA=1\n  B= b # c\nFROM\nMISSING\n\nC="q"\r\n';
    expect(await parseEnvFile('/vars', content(text), { FROM: 'here' })).toEqual([
      'A=1',
      'B= b # c',
      'FROM=here',
      'C="q"',
    ]);
    await expect(parseEnvFile('/vars', content('=x'), {})).rejects.toThrow('/vars:1');
    await expect(parseEnvFile('/vars', content('a b=x'), {})).rejects.toThrow('/vars:1: "a b" is no name');
  });
});
