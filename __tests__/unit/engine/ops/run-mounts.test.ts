import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { RunRequest } from '../../../../src/engine/ports.js';
import { MemoryBuild, type BuildRequest } from '../../../support/memory-build.js';
import type { RunSettings } from '../../../../src/engine/run-settings.js';

let machine: MemoryBuild;

beforeEach(async () => {
  machine = await MemoryBuild.create('mounts');
  machine.files = { 'd/x': 'x', '[odd]/y': 'y' };
});

afterEach(() => machine.remove());

async function requestOf(text: string, options: BuildRequest = {}): Promise<RunRequest> {
  const { result } = await machine.build(text, options);
  if (result.kind === 'failed') throw result.error;
  const request = machine.runner.requests.at(-1);
  if (request === undefined) throw new Error('nothing was run');
  return request;
}

const mountsOf = async (flags: string, options: BuildRequest = {}, before = '') =>
  (await requestOf(`FROM base\n${before}\nRUN ${flags} work`, options)).mounts;

const secrets = (values: Readonly<Record<string, string>>) => ({
  secrets: new Map(Object.entries(values).map(([id, value]) => [id, () => Promise.resolve(Buffer.from(value))])),
});

describe('the mounts of a step', () => {
  it.each([
    ['--mount=type=tmpfs,target=/t', { type: 'tmpfs', target: '/t' }],
    ['--mount=type=tmpfs,target=t,size=64k', { type: 'tmpfs', target: '/w/t', size: 65536 }],
    [
      '--mount=type=cache,target=/c/',
      { type: 'cache', id: '/c', target: '/c', sharing: 'shared', readonly: false, mode: 0o755, uid: 0, gid: 0 },
    ],
    [
      '--mount=type=cache,target=c,id=n,sharing=locked,mode=0700,uid=5,gid=6,ro',
      { type: 'cache', id: 'n', target: '/w/c', sharing: 'locked', readonly: true, mode: 0o700, uid: 5, gid: 6 },
    ],
    ['--mount=target=/b,source=d', { type: 'bind', source: 'd', target: '/b', writable: false }],
    ['--mount=type=bind,target=b,source=/d/,rw', { type: 'bind', source: 'd', target: '/w/b', writable: true }],
    ['--mount=target=/b', { type: 'bind', source: '', target: '/b' }],
    ['--mount=target=/b,source=[odd]', { type: 'bind', source: '[odd]', target: '/b' }],
    ['--mount=from=base,source=bin,target=/b', { type: 'bind', source: 'bin', target: '/b' }],
  ])('%s', async (flags, expected) => {
    expect(await mountsOf(flags, {}, 'WORKDIR /w')).toMatchObject([expected]);
  });

  it('show a stage by its layers', async () => {
    const { mounts } = await requestOf(
      'FROM base AS s\nRUN make\nFROM base\nRUN --mount=from=s,target=/s --mount=type=cache,from=s,source=ran,target=/c work',
    );
    expect(mounts).toMatchObject([
      { type: 'cache', target: '/c', from: { source: 'ran', layers: [{}, {}] } },
      { type: 'bind', target: '/s', layers: [{}, {}] },
    ]);
  });

  it('show a script that names its interpreter', async () => {
    const request = await requestOf('FROM base\nRUN <<E\n#!/bin/perl\nE');
    expect(request.process.argv).toEqual(['/bin/sh', '-c', '/dev/pipes/E']);
    expect(request.mounts).toEqual([
      { type: 'script', target: '/dev/pipes', name: 'E', content: Buffer.from('#!/bin/perl\n') },
    ]);
  });

  it.each([
    ['--mount=target=/', 'invalid mount target "/"'],
    ['--mount=type=cache', 'invalid mount target "/"'],
    ['--mount=type=tmpfs,target=..', 'invalid mount target "/"'],
    ['--mount=target=/b,source=missing', 'missing'],
    ['--mount=type=secret,id=s,required', 'secret s: not found'],
    ['--mount=type=ssh,required', 'no SSH key "default" forwarded'],
  ])('are refused at their line: %s', async (flags, message) => {
    const { result } = await machine.build(`FROM base\nRUN ${flags} work`);
    expect(result).toMatchObject({
      kind: 'failed',
      error: { name: 'UserError', message: expect.stringContaining(message) as unknown },
    });
    expect(result).toHaveProperty('error.location.line', 2);
    expect(machine.runner.requests).toEqual([]);
  });
});

describe('secrets', () => {
  it.each([
    ['id=s', '/run/secrets/s', 0o400],
    ['id=s,target=/x/y,mode=0440,uid=1,gid=2', '/x/y', 0o440],
    ['source=s', '/run/secrets/s', 0o400],
    ['target=/a/s', '/a/s', 0o400],
  ])('are files: %s', async (fields, target, mode) => {
    const [mount] = await mountsOf(`--mount=type=secret,${fields}`, secrets({ s: 'value' }));
    expect(mount).toMatchObject({ type: 'secret', target, mode, content: Buffer.from('value') });
  });

  it('are variables, empty where they are not there', async () => {
    const request = await requestOf(
      'FROM base\nRUN --mount=type=secret,id=s,env=S --mount=type=secret,id=t,env=T work',
      secrets({ s: 'one' }),
    );
    expect(request.process.env).toEqual(['PATH=/bin', 'S=one', 'T=']);
    expect(request.mounts).toEqual([]);
  });

  it('are both where both are asked for', async () => {
    const request = await requestOf(
      'FROM base\nRUN --mount=type=secret,id=s,env=S,target=/s work',
      secrets({ s: 'one' }),
    );
    expect(request.process.env).toContain('S=one');
    expect(request.mounts).toMatchObject([{ target: '/s' }]);
  });

  it('that are not given are left out unless they are required', async () => {
    expect(await mountsOf('--mount=type=secret,id=s')).toEqual([]);
  });

  it('are in no record, no event and no config', async () => {
    const value = 'V3RY-S3CR3T';
    const text = 'FROM base\nRUN --mount=type=secret,id=s --mount=type=secret,id=s,env=S work\nRUN again';
    const { events, config } = await machine.build(text, secrets({ s: value }));
    expect(machine.runner.requests).toHaveLength(2);
    const kept = JSON.stringify([[...machine.cache.records], events, config, await machine.cache.previous()]);
    expect(kept).not.toContain(value);
    expect(kept).toContain('secret');
  });
});

describe('what a process is given', () => {
  it('is its variables, the proxies, and what the build says', async () => {
    const run: RunSettings = {
      network: 'none',
      extraHosts: [{ name: 'h', ip: '1.2.3.4' }],
      shmSize: 1024,
      ulimits: [{ name: 'nofile', soft: 1, hard: 2 }],
      hostname: 'machine',
    };
    const request = await requestOf('FROM base\nENV a=1\nWORKDIR /w\nUSER u:g\nRUN ["p", "q"]', {
      proxyEnv: ['http_proxy=x'],
      run,
    });
    expect(request).toMatchObject({
      step: 5,
      process: { argv: ['p', 'q'], env: ['PATH=/bin', 'a=1', 'http_proxy=x'], cwd: '/w', user: 'u:g' },
      settings: run,
    });
    expect(request.layers).toHaveLength(2);
  });

  it('is an agent where one is forwarded', async () => {
    const [mount] = await mountsOf('--mount=type=ssh,id=k,mode=0666', { sshSockets: new Map([['k', '/agent.sock']]) });
    expect(mount).toEqual({
      type: 'ssh',
      target: '/run/buildkit/ssh_agent.0',
      socket: '/agent.sock',
      mode: 0o666,
      uid: 0,
      gid: 0,
    });
    expect(await mountsOf('--mount=type=ssh')).toEqual([]);
  });
});
