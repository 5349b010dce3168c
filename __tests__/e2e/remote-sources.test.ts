import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { mustRunCliInProcess, runCliInProcess } from '../support/cli-in-process.js';
import { must } from '../support/command.js';
import { flatImage } from '../support/flat-tree.js';
import { flattenImage, type FlatImage } from '../support/flatten-image.js';
import { type GitServer, startGitServer } from '../support/git-server.js';
import { layerBuild, mustLayerBuild, readReport, statuses } from '../support/layer-build.js';
import { writeProject } from '../support/project-files.js';
import { readLayout } from '../support/read-image.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;
const MODIFIED = 'Wed, 21 Oct 2015 07:28:00 GMT';

let folder: string;
let builds = 0;

const settings = (): string[] => ['--root', join(folder, 'root'), '--report', join(folder, 'report.json')];

async function project(dockerfile: string): Promise<string> {
  const context = join(folder, `project-${++builds}`);
  await writeProject(context, { Dockerfile: dockerfile });
  return context;
}

async function build(context: string, ...more: string[]): Promise<FlatImage> {
  const layout = join(folder, `layout-${++builds}`);
  await mustRunCliInProcess(['build', ...settings(), '-o', `type=oci,tar=false,dest=${layout}`, ...more, context]);
  return flatImage(readLayout(layout));
}

/** By the bundle, and taken apart by skopeo and umoci. */
async function bundleBuild(lines: string): Promise<FlatImage> {
  const layout = join(folder, `layout-${++builds}`);
  const context = await project(`FROM scratch\n${lines}\n`);
  await mustLayerBuild(['build', ...settings(), '-o', `type=oci,tar=false,dest=${layout}`, context]);
  return flattenImage(`oci:${layout}`);
}

const buildOf = async (lines: string): Promise<FlatImage> => build(await project(`FROM scratch\n${lines}\n`));

async function refusal(lines: string): Promise<string> {
  const result = await runCliInProcess(['build', ...settings(), await project(`FROM scratch\n${lines}\n`)]);
  expect(result.code).toBe(1);
  return result.stderr;
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const paths = ({ tree }: FlatImage): string[] => Object.keys(tree).filter((path) => path !== '.');

describe.skipIf(!isRoot)('ADD of a download', () => {
  const files = new Map<string, { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> }>();
  const requests: string[] = [];
  const listener: RequestListener = (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    requests.push(`${request.method ?? ''} ${path}`);
    if (path === '/moved') {
      response.writeHead(302, { location: '/file.txt' }).end();
      return;
    }
    const file = files.get(path);
    const body = file?.body ?? Buffer.from('nothing');
    response.writeHead(file === undefined ? 404 : 200, { 'content-length': body.length, ...file?.headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const server = createServer(listener);
  let address: string;

  beforeAll(async () => {
    folder = await temporaryFolder('downloads');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const tar = await must(['bash', '-c', 'cd "$0" && echo m > member && tar c member | base64 -w0', folder]);
    files.set('/a.tar', { body: Buffer.from(tar, 'base64'), headers: {} });
    files.set('/zipped', { body: gzipSync('plain'), headers: { 'content-encoding': 'gzip' } });
  });

  beforeEach(() => {
    requests.length = 0;
    files.set('/file.txt', { body: Buffer.from('content\n'), headers: { 'last-modified': MODIFIED, etag: '"1"' } });
  });

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await removeTree(folder);
  });

  it("names it after the address, with mode 0600 and the server's time", async () => {
    const layout = join(folder, 'plain');
    const context = await project(`FROM scratch\nADD ${address}/file.txt ${address}/moved ${address}/ /d/\n`);
    files.set('/', { body: Buffer.from('root'), headers: { 'content-disposition': 'attachment; filename=other' } });
    await mustLayerBuild(['build', ...settings(), '-o', `type=oci,tar=false,dest=${layout}`, context]);
    const { tree } = await flattenImage(`oci:${layout}`);
    expect(tree['d/file.txt']).toMatchObject({ mode: '0600', owner: '0:0', sha256: sha256('content\n') });
    expect(tree['d/moved']).toMatchObject({ sha256: sha256('content\n') });
    expect(tree['d/__unnamed__']).toMatchObject({ sha256: sha256('root') });
    const { layers } = JSON.parse(await must(['skopeo', 'inspect', '--raw', `oci:${layout}`])) as {
      readonly layers: readonly { readonly digest: string }[];
    };
    const blob = join(layout, 'blobs', (layers[0]?.digest ?? '').replace(':', '/'));
    expect(await must(['tar', '--utc', '--full-time', '-tvzf', blob])).toMatch(/2015-10-21 07:28:00 d\/file\.txt/);
  });

  it('takes owner and mode from the flags, and the name from the destination', async () => {
    const { tree } = await buildOf(`ADD --chown=7:8 --chmod=640 ${address}/file.txt /as/this`);
    expect(tree['as/this']).toMatchObject({ mode: '0640', owner: '7:8' });
  });

  it('leaves dots in a path to the server, and is led nowhere by them', async () => {
    const dotted = ['/d/../up.txt', '/d/..', '/%2e%2e', '/..%2F..%2Fesc'];
    for (const path of dotted) files.set(path, { body: Buffer.from(path), headers: {} });
    const images = await Promise.all(dotted.map((path) => buildOf(`ADD ${address}${path} /in/`)));
    expect(images.map(paths)).toEqual([
      ['in', 'in/up.txt'],
      ['in', 'in/__unnamed__'],
      ['in', 'in/__unnamed__'],
      ['in', 'in/esc'],
    ]);
    expect(requests.filter((request) => request.startsWith('GET')).sort()).toEqual(
      dotted.map((path) => `GET ${path}`).sort(),
    );
    expect(images[0]?.tree['in/up.txt']).toMatchObject({ sha256: sha256('/d/../up.txt') });
  });

  it('unpacks only if it is asked to', async () => {
    expect(paths(await buildOf(`ADD ${address}/a.tar /`))).toEqual(['a.tar']);
    expect(paths(await buildOf(`ADD --unpack ${address}/a.tar /`))).toEqual(['member']);
    expect((await buildOf(`ADD ${address}/zipped /`)).tree['zipped']).toMatchObject({ sha256: sha256('plain') });
  });

  it('fetches it again only if the server has something else', async () => {
    const context = await project(`FROM scratch\nADD ${address}/file.txt /again\n`);
    const again = async (): Promise<readonly [string[], string[]]> => {
      requests.length = 0;
      await build(context);
      return [[...requests], statuses(await readReport(join(folder, 'report.json'))).slice(1)];
    };
    await again();
    expect(await again()).toEqual([['HEAD /file.txt'], ['2 hit']]);
    files.set('/file.txt', { body: Buffer.from('content\n'), headers: { etag: '"2"' } });
    expect(await again(), 'the content decides').toEqual([['HEAD /file.txt', 'GET /file.txt'], ['2 hit']]);
    files.set('/file.txt', { body: Buffer.from('changed\n'), headers: { etag: '"3"' } });
    expect(await again()).toEqual([['HEAD /file.txt', 'GET /file.txt'], ['2 miss']]);
    expect((await readReport(join(folder, 'report.json'))).steps[1]?.reason).toBe(`${address}/file.txt modified`);
  });

  it('checks the checksum, and asks nothing where it knows it', async () => {
    const right = `ADD --checksum=sha256:${sha256('content\n')} ${address}/file.txt /x`;
    await buildOf(right);
    requests.length = 0;
    await buildOf(right);
    expect(requests).toEqual([]);
    const wrong = await refusal(`ADD --checksum=sha256:${sha256('other')} ${address}/file.txt /x`);
    expect(wrong).toContain(`digest mismatch for ${address}/file.txt: sha256:${sha256('content\n')} (expected:`);
    expect(await refusal(`ADD --checksum=sha512:${'a'.repeat(128)} ${address}/file.txt /x`)).toContain(
      'invalid checksum',
    );
  });

  it('says what the server answered, where', async () => {
    const told = await refusal(`ADD ${address}/missing?token=geheim /x`);
    expect(told).toContain(`cannot download ${address}/missing: the server answered 404`);
    expect(told).toContain('Dockerfile:2');
  });

  it('builds from a tar or a Dockerfile on a server', async () => {
    const tar = await must([
      'bash',
      '-c',
      'cd "$0" && printf "FROM scratch\\nCOPY member /m\\n" > Dockerfile && tar cz Dockerfile member | base64 -w0',
      folder,
    ]);
    files.set('/context.tar.gz', { body: Buffer.from(tar, 'base64'), headers: {} });
    expect(paths(await build(`${address}/context.tar.gz`))).toEqual(['m']);
    files.set('/Lone', { body: Buffer.from('FROM scratch\nLABEL a=b\n'), headers: {} });
    expect((await build(`${address}/Lone`)).config['config']).toMatchObject({ Labels: { a: 'b' } });
    const context = await project('FROM scratch\nCOPY --from=c /context /x\n');
    expect((await build(context, `--build-context=c=${address}/a.tar`)).tree['x']).toMatchObject({ mode: '0600' });
  });
});

describe.skipIf(!isRoot)('git repositories', () => {
  let server: GitServer;
  let first: string;

  const git = (...args: string[]): Promise<string> =>
    must(['git', '-C', join(folder, 'work'), '-c', 'user.name=n', '-c', 'user.email=e@x', ...args]);

  const commit = async (files: Readonly<Record<string, string>>): Promise<string> => {
    await writeProject(join(folder, 'work'), files);
    await git('add', '-A');
    await git('commit', '-qm', 'change');
    return (await git('rev-parse', 'HEAD')).trim();
  };

  beforeAll(async () => {
    folder = await temporaryFolder('git');
    await must(['git', 'init', '-q', '-b', 'main', join(folder, 'work')]);
    first = await commit({
      Dockerfile: 'FROM scratch\nCOPY . /all\n',
      '.dockerignore': 'file\n',
      file: 'first\n',
      'dir/deep': 'deep\n',
      'dir/Dockerfile': 'FROM scratch\nCOPY deep /d\n',
    });
    await git('tag', '-a', '-m', 'tagged', 'v1');
    await git('branch', 'both');
    await must(['ln', '-s', '/etc', join(folder, 'work', 'out')]);
    await must(['ln', '-s', '/etc/passwd', join(folder, 'work', 'Linked')]);
    await commit({ file: 'second\n', run: '#!/bin/sh\n' });
    await must(['chmod', '755', join(folder, 'work', 'run')]);
    await commit({});
    await git('tag', 'both');
    await must(['mkdir', join(folder, 'served')]);
    await must(['git', 'clone', '-q', '--bare', join(folder, 'work'), join(folder, 'served', 'r.git')]);
    server = await startGitServer(join(folder, 'served'));
  });

  afterAll(async () => {
    await server.stop();
    await removeTree(folder);
  });

  const repository = (suffix = ''): string => `${server.address}/r.git${suffix}`;
  const fileOf = ({ tree }: FlatImage, path = 'r/file'): string | undefined => tree[path]?.sha256;

  it('are added without .git, with modes of their own', async () => {
    const { tree } = await bundleBuild(`ADD ${repository()} /r`);
    expect(Object.keys(tree)).toEqual(
      ['.', 'r', 'r/.dockerignore', 'r/Dockerfile', 'r/Linked', 'r/dir', 'r/dir/Dockerfile', 'r/dir/deep'].concat([
        'r/file',
        'r/out',
        'r/run',
      ]),
    );
    expect(tree['r/file']).toMatchObject({ mode: '0644', owner: '0:0', sha256: sha256('second\n') });
    expect(tree['r/run']).toMatchObject({ mode: '0755' });
    expect(tree['r/dir']).toMatchObject({ mode: '0755' });
    expect(tree['r/out']).toMatchObject({ type: 'symlink', target: '/etc' });
  });

  it('are taken at a branch, a tag, a commit, and branches go before tags', async () => {
    for (const ref of ['#v1', '?tag=v1', '#refs/tags/v1', `#${first}`, '#both', '?branch=both', '?ref=v1']) {
      expect(fileOf(await buildOf(`ADD ${repository(ref)} /r`)), ref).toBe(sha256('first\n'));
    }
    expect(fileOf(await buildOf(`ADD ${repository('?tag=both')} /r`))).toBe(sha256('second\n'));
    expect(await refusal(`ADD ${repository('#none')} /r`)).toContain('does not contain ref none');
  });

  it('are taken in part', async () => {
    expect(paths(await buildOf(`ADD ${repository('#v1:dir')} /r`))).toEqual(['r', 'r/Dockerfile', 'r/deep']);
    expect(await refusal(`ADD ${repository('#:out')} /r`)).toContain('invalid subdir out');
    expect(await refusal(`ADD ${repository('#:dir/none')} /r`)).toContain('invalid subdir dir/none');
  });

  it('keep .git on request, without what is not of the commit', async () => {
    for (const line of [
      `ADD --keep-git-dir ${repository('#v1')} /r`,
      `ADD ${repository('?ref=v1&keep-git-dir=1')} /r`,
    ]) {
      const image = await buildOf(line);
      expect(image.tree['r/.git/HEAD']).toBeDefined();
      expect(image.tree['r/.git/FETCH_HEAD']).toBeUndefined();
      expect(fileOf(image)).toBe(sha256('first\n'));
    }
  });

  it('are held against a checksum', async () => {
    await buildOf(`ADD --checksum=${first.slice(0, 7)} ${repository('#v1')} /r`);
    expect(await refusal(`ADD --checksum=${first} ${repository()} /r`)).toContain(
      `expected checksum to match ${first}`,
    );
    expect(await refusal(`ADD --checksum=zz ${repository()} /r`)).toContain('invalid checksum zz');
  });

  it('are asked for their commit, and fetched only if that is new', async () => {
    const context = await project(`FROM scratch\nADD ${repository('#main')} /again\n`);
    await build(context);
    const before = server.requests.length;
    await build(context);
    const requests = server.requests.slice(before);
    expect(statuses(await readReport(join(folder, 'report.json')))).toEqual(['1 hit', '2 hit']);
    expect(requests.filter((request) => request.startsWith('POST')).length, requests.join('; ')).toBeLessThanOrEqual(1);
  });

  it('serve as the context of a build, and as a named one', async () => {
    expect(paths(await build(repository('#v1')))).toContain('all/file');
    expect(paths(await build(repository('#v1:dir')))).toEqual(['d']);
    const elsewhere = await runCliInProcess(['build', ...settings(), '-f', 'dir/Dockerfile', repository('#v1')]);
    expect(elsewhere.stderr, 'the context is still the whole').toContain('"deep" not found in repository');
    const context = await project('FROM scratch\nCOPY --from=src file /x\n');
    expect(fileOf(await build(context, `--build-context=src=${repository('#v1')}`), 'x')).toBe(sha256('first\n'));
  });

  it('do not show files of this machine as their Dockerfile', async () => {
    const result = await layerBuild(['build', ...settings(), '-f', 'Linked', repository()]);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('failed to read the Dockerfile Linked');
    expect(result.stderr).not.toContain('root:x:');
  });

  it('keep passwords of addresses to themselves', async () => {
    const withPassword = repository('#none').replace('http://', 'http://user:geheim@');
    const told = await refusal(`ARG address\nADD ${withPassword} /r`);
    expect(told.replaceAll(withPassword, ''), 'but for the line itself').not.toContain('geheim');
    expect(told).toContain(`repository ${repository('').replace('#none', '')} does not contain ref none`);
  });
});
