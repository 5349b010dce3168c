import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkAllowed } from '../../../../src/app/baking/allowed.js';
import type { TargetFields } from '../../../../src/bake/target/fields.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

describe('what a definition may ask for', () => {
  let folder: string;
  let work: string;

  beforeAll(async () => {
    folder = await temporaryFolder('allowed');
    work = join(folder, 'work');
    mkdirSync(join(work, 'sub'), { recursive: true });
    mkdirSync(join(folder, 'outside'));
    symlinkSync(join(folder, 'outside'), join(work, 'link'));
  });
  afterAll(() => removeTree(folder));

  const check =
    (fields: TargetFields, ...allow: string[]) =>
    (): void =>
      checkAllowed([{ name: 'app', fields, isLinked: false }], allow, work);
  const noAttributes = new Map<string, string>();

  it('allows what is below the working directory', () => {
    expect(
      check({
        context: 'sub',
        dockerfile: '../Dockerfile',
        contexts: new Map([
          ['a', './sub'],
          ['b', 'docker-image://x'],
          ['c', 'target:d'],
          ['d', 'https://example.com/a.git'],
        ]),
        output: [{ type: 'local', dest: 'out/new', attributes: noAttributes }],
        secret: [{ id: 'x', src: 'sub/secret', env: '' }],
      }),
    ).not.toThrow();
  });

  const outside: readonly (readonly [string, TargetFields, string])[] = [
    ['a context', { context: '../outside' }, 'fs.read=../outside'],
    ['a context behind a link', { context: 'link' }, 'fs.read=link'],
    ['a Dockerfile', { context: 'sub', dockerfile: '../../outside/Dockerfile' }, 'fs.read=../outside/Dockerfile'],
    ['a named context', { contexts: new Map([['a', '../outside']]) }, 'fs.read=../outside'],
    ['a layout', { contexts: new Map([['a', 'oci-layout:///var/x:tag']]) }, 'fs.read=/var/x'],
    ['a secret', { secret: [{ id: 'a', src: '/etc/passwd', env: '' }] }, 'fs.read=/etc/passwd'],
    ['a key', { ssh: [{ id: 'a', paths: ['/root/.ssh/id'] }] }, 'fs.read=/root/.ssh/id'],
    ['a cache', { 'cache-from': [{ type: 'local', attributes: new Map([['src', '/cache']]) }] }, 'fs.read=/cache'],
    ['an output', { output: [{ type: 'local', dest: '/out', attributes: noAttributes }] }, 'fs.write=/out'],
    [
      'a cache that is written',
      { 'cache-to': [{ type: 'local', attributes: new Map([['dest', '../cache']]) }] },
      'fs.write=../cache',
    ],
  ];
  it.each(outside)('refuses %s outside of it, unless it is allowed', (_what, fields, right) => {
    expect(check(fields)).toThrow(`target app asks for what is not allowed: ${right}`);
    const [key = '', place = ''] = right.split('=');
    expect(check(fields, key === 'fs.read' ? 'fs.write=*' : 'fs.read=*')).toThrow('is not allowed');
    for (const allow of [`${key}=*`, 'fs=*', `${key}=${place}`, 'fs=/,fs=..'.split(',')[0] ?? '']) {
      expect(check(fields, allow)).not.toThrow();
    }
  });

  it('refuses rights of RUN steps, and the agent of the user, unless they are allowed', () => {
    expect(check({ entitlements: ['network.host'] })).toThrow('network.host');
    expect(check({ entitlements: ['network.host'] }, 'network.host')).not.toThrow();
    expect(check({ entitlements: ['security.insecure'] }, 'network.host')).toThrow('security.insecure');
    expect(check({ ssh: [{ id: 'default', paths: [] }] })).toThrow('ssh');
    expect(check({ ssh: [{ id: 'default', paths: [] }] }, 'ssh')).not.toThrow();
  });

  it('says what is no right', () => {
    expect(check({}, 'everything')).toThrow('"everything" cannot be allowed');
    expect(check({}, 'fs.read')).toThrow('"fs.read" cannot be allowed');
  });
});
