import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makePerl } from '../integration/worker-support.js';
import { must, run } from '../support/command.js';
import { flattenImage } from '../support/flatten-image.js';
import { layerBuild, mustLayerBuild } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { type SshServer, startSshServer } from '../support/ssh-server.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

describe.skipIf(process.getuid?.() !== 0)('--ssh with key files', () => {
  let registry: RunningRegistry;
  let server: SshServer;
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder('ssh-keys');
    await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'me@machine', '-f', join(folder, 'key')]);
    await must(['ssh-keygen', '-q', '-t', 'rsa', '-N', '', '-f', join(folder, 'other')]);
    server = await startSshServer(join(folder, 'sshd'), [await readFile(join(folder, 'key.pub'), 'utf8')]);
    await writeProject(join(folder, 'work'), { file: 'private\n' });
    const inWork = (...args: string[]): Promise<string> => must(['git', '-C', join(folder, 'work'), ...args]);
    await inWork('init', '-q', '-b', 'master');
    await inWork('add', '.');
    await inWork('-c', 'user.name=n', '-c', 'user.email=e', 'commit', '-qm', 'm');
    registry = await openRegistry(['busybox']);
  });

  afterAll(async () => {
    await server.stop();
    await registry.stop();
    await removeTree(folder);
  });

  const args = (...more: string[]): string[] => [
    ...['build', '--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`, '--progress', 'plain'],
    ...more,
  ];

  it('fetches a repository with the key, from a host that is not in known_hosts', async () => {
    const address = `ssh://root@127.0.0.1:${server.port}${join(folder, 'work')}`;
    await writeProject(join(folder, 'git'), { Dockerfile: `FROM scratch\nADD ${address}#master /r\n` });
    const layout = join(folder, 'layout');
    const output = ['-o', `type=oci,tar=false,dest=${layout}`];
    await mustLayerBuild(args('--ssh', `default=${join(folder, 'key')}`, ...output, join(folder, 'git')));
    expect((await flattenImage(`oci:${layout}`)).tree['r/file']).toBeDefined();
    const refused = await layerBuild(
      args('--no-cache', '--ssh', `default=${join(folder, 'other')}`, join(folder, 'git')),
    );
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('Permission denied');
  });

  it('gives a step an agent for the keys, but not the keys', { timeout: 600_000 }, async () => {
    const fingerprint = async (name: string): Promise<string> =>
      (await must(['ssh-keygen', '-lf', join(folder, name)])).split(' ')[1] ?? '';
    // The list of keys, asked for in the agent's own protocol, by a perl without its modules: AF_UNIX and SOCK_STREAM are 1.
    const list = `perl -e 'socket(S,1,1,0); connect(S,pack("Sa*x",1,$ENV{SSH_AUTH_SOCK})) or die; syswrite(S,pack("NC",1,11)); sysread(S,$n,4); read(S,$m,unpack("N",$n)); print $m' > /answer`;
    await writeProject(join(folder, 'run'), {
      Dockerfile: `FROM busybox\nCOPY perl /\nRUN --mount=type=ssh ${list}\nRUN --mount=type=ssh,id=two ${list}2\n`,
    });
    makePerl(join(folder, 'run/perl'));
    const keys = ['key', 'other'].map((name) => join(folder, name));
    const layout = join(folder, 'layout-run');
    const sshFlags = ['--ssh', `default=${keys.join(',')}`, '--ssh', `two=${keys[1] ?? ''}`];
    await mustLayerBuild(args(...sshFlags, '-o', `type=oci,tar=false,dest=${layout}`, join(folder, 'run')));
    const [one, two] = await Promise.all(['answer', 'answer2'].map((name) => keysIn(layout, name)));
    expect(one).toEqual([await fingerprint('key'), await fingerprint('other')]);
    expect(two).toEqual([await fingerprint('other')]);
    const secret = (await readFile(join(folder, 'key'), 'utf8')).split('\n')[3] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    expect(await run(['grep', '-rF', secret, join(folder, 'root'), layout])).toMatchObject({ code: 1 });
  });

  /** Fingerprints of the keys that an agent's answer, kept in a file of an image, lists. */
  async function keysIn(layout: string, file: string): Promise<readonly string[]> {
    const raw = await must(['skopeo', 'inspect', '--raw', `oci:${layout}`]);
    const { layers } = JSON.parse(raw) as { readonly layers: readonly { readonly digest: string }[] };
    // The last two are the steps'.
    const blobs = layers.slice(-2).map(({ digest }) => join(layout, 'blobs', digest.replace(':', '/')));
    const found64 = 'for blob; do tar -xzOf "$blob" "$0" 2>/dev/null && break; done | base64 -w0';
    const answer = Buffer.from(await must(['sh', '-c', found64, file, ...blobs]), 'base64');
    expect(answer[0]).toBe(12);
    const found: string[] = [];
    let at = 5;
    for (let left = answer.readUInt32BE(1); left > 0; left -= 1) {
      const key = answer.subarray(at + 4, at + 4 + answer.readUInt32BE(at));
      const type = key.toString('latin1', 4, 4 + key.readUInt32BE(0));
      const line = `${type} ${key.toString('base64')}`;
      found.push((await must(['sh', '-c', 'echo "$1" | ssh-keygen -lf -', 'sh', line])).split(' ')[1] ?? '');
      at += 4 + key.length;
      const comment = answer.readUInt32BE(at);
      expect(comment, 'a comment tells of the machine').toBe(0);
      at += 4;
    }
    return found;
  }

  it('says which key cannot be used', async () => {
    await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', 'geheim', '-f', join(folder, 'locked')]);
    const result = await layerBuild(args('--ssh', `default=${join(folder, 'locked')}`, join(folder, 'run')));
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/locked is protected by a passphrase/);
  });
});
