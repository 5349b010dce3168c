import { describe, expect, it } from 'vitest';

import { UserError } from '../../../../../src/errors.js';
import { parseOutputs, withPush } from '../../../../../src/app/options/values/output-spec.js';
import { job } from '../../../action/job.js';

const PROBE = {
  ...job().files,
  isDirectory: (path: string) => path === '/repo/folder' || path === '/repo/link',
  isFile: (path: string) => path === '/repo/file',
  isLink: (path: string) => path === '/repo/link',
};

const parse = (...texts: readonly string[]) =>
  parseOutputs('--output', texts, { ...job(), cwd: '/repo', files: PROBE });

function refused(...texts: readonly string[]): { readonly message: string; readonly hint: string | undefined } {
  try {
    parse(...texts);
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('no error');
}

const named = (repository: string, tag = 'latest', registry = 'ghcr.io') => ({ registry, repository, tag });

describe('an output', () => {
  it.each([
    ['out', { type: 'local', dest: '/repo/out' }],
    ['./a=b', { type: 'local', dest: '/repo/a=b' }],
    ['.', { type: 'local', dest: '/repo' }],
    ['link/', { type: 'local', dest: '/repo/link' }],
    ['-', { type: 'tar', dest: '-' }],
    ['type=local,dest=out,platform-split=false', { type: 'local', dest: '/repo/out', platformSplit: false }],
    ['type=local,dest=folder,platform-split=', { type: 'local', dest: '/repo/folder', platformSplit: true }],
    ['type=local,dest=out,mode=copy', { type: 'local', dest: '/repo/out' }],
    ['type=tar', { type: 'tar', dest: '-' }],
    ['type=tar,dest=x.tar', { type: 'tar', dest: '/repo/x.tar' }],
    ['type=cacheonly', { type: 'cacheonly' }],
    ['type=docker', { type: 'docker', dest: undefined }],
    ['type=docker,dest=x.tar', { type: 'docker', dest: '/repo/x.tar' }],
    ['type=image', { type: 'store' }],
    ['type=image,store=false', { type: 'store', unstored: true }],
    ['type=image,push=', { type: 'registry' }],
    ['type=registry,push=false', { type: 'registry' }],
    [' TYPE =image,Push=true', { type: 'registry' }],
    [
      'type=image,name=ghcr.io/o/r,push-by-digest=true,name-canonical=true,push=true',
      { type: 'registry', byDigest: true, names: [named('o/r')] },
    ],
    ['type=image,"name=ghcr.io/o/r:1, ghcr.io/o/s"', { type: 'store', names: [named('o/r', '1'), named('o/s')] }],
    ['type=registry,oci-mediatypes=false', { type: 'registry', dockerTypes: true }],
    ['type=registry,compression=gzip', { type: 'registry' }],
    ['type=registry,compression-level=9', { type: 'registry', compression: { kind: 'gzip', level: 9, force: false } }],
    [
      'type=oci,dest=x,compression=zstd,compression-level=22,force-compression=true',
      { type: 'oci', dest: '/repo/x', tar: true, compression: { kind: 'zstd', level: 22, force: true } },
    ],
    ['type=image,compression=uncompressed', { type: 'store', compression: { kind: 'uncompressed', force: false } }],
    [
      'type=image,annotation.A.b=1,annotation-index.c=2,"annotation-manifest-descriptor[linux/arm/v7].d=3,4"',
      {
        type: 'store',
        annotations: [
          { level: 'manifest', key: 'a.b', value: '1' },
          { level: 'index', key: 'c', value: '2' },
          {
            level: 'manifest-descriptor',
            platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
            key: 'd',
            value: '3,4',
          },
        ],
      },
    ],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual({ outputs: [expected], warnings: [] });
  });

  it('may be one of several, in order', () => {
    expect(parse('type=cacheonly', '', 'out', 'type=registry').outputs.map(({ type }) => type)).toEqual([
      'cacheonly',
      'local',
      'registry',
    ]);
  });

  it.each([
    ['type=image,unpack=true', /unpack .* is ignored: there is no containerd/],
    ['type=registry,store=true', /store .* is ignored/],
    ['type=registry,registry.insecure=true', /registry\.insecure .* --insecure-registry/],
    ['type=registry,name=a,dest=x', /dest .* has no effect with type=registry/],
    ['type=registry,name=a,ref=b', /ref .* has no effect with type=registry/],
    ['type=local,dest=out,name=a', /name .* has no effect with type=local/],
    ['type=local,dest=out,compression=zstd', /compression .* has no effect with type=local/],
    ['type=local,dest=out,annotation.a=b', /annotation\.a .* has no effect with type=local/],
    ['type=tar,dest=x.tar,platform-split=false', /platform-split .* has no effect with type=tar/],
    ['type=cacheonly,dest=x', /dest .* has no effect with type=cacheonly/],
    ['type=oci,dest=x,push=true', /push .* has no effect with type=oci/],
  ])('%s gives a warning', (text, warning) => {
    expect(parse(text).warnings).toEqual([expect.stringMatching(warning)]);
  });

  it.each(['type=image,unpack=false', 'type=registry,store=false', 'type=registry,registry.insecure=0'])(
    '%s asks for nothing',
    (text) => expect(parse(text).warnings).toEqual([]),
  );

  it.each([
    ['type=regsitry', /unknown output type "regsitry"/, 'Did you mean registry?'],
    ['type=moby', /unknown output type "moby"/, expect.stringContaining('cacheonly')],
    ['typ=oci,dest=x', /has no type/, expect.stringContaining('image')],
    ['type=image,pushbydigest=true', /"pushbydigest" in .* is not known/, 'Did you mean push-by-digest?'],
    ['type=image,anotation.a=b', /"anotation.a" in .* is not known/, 'Did you mean annotation.KEY?'],
    ['type=image,annotation-manfest.a=b', /unknown annotation type "manfest"/, 'Did you mean manifest?'],
    ['type=image,annotation[arm65].a=b', /annotation "a": .*"arm65"/, expect.anything()],
    ['type=image,push-by-digest=perhaps', /neither true nor false/, undefined],
    ['type=image,compression=estargz', /estargz is not supported/, expect.stringContaining('zstd')],
    ['type=image,compression=gzp', /unknown compression "gzp"/, 'Did you mean gzip?'],
    ['type=image,compression-level=10', /not a whole number from 0 to 9/, undefined],
    ['type=image,compression=zstd,compression-level=-1', /not a whole number from 0 to 22/, undefined],
    ['type=image,oci-artifact=true,oci-mediatypes=false', /conflicts with oci-mediatypes=false/, undefined],
    ['type=image,source-date-epoch=1', /source-date-epoch is not supported/, expect.stringContaining('SOURCE_DATE')],
    ['type=registry,dangling-name-prefix=a', /dangling-name-prefix is not supported/, expect.anything()],
    ['type=image,name=a@sha256:0', /not a digest/, expect.anything()],
    ['type=local', /needs dest=FOLDER/, undefined],
    ['type=local,dest=-', /needs dest=FOLDER/, undefined],
    ['type=local,dest=file', /"file" is a file/, undefined],
    ['type=local,dest=link', /"link" is a link/, expect.stringContaining('slash')],
    ['type=local,dest=out,mode=delete', /mode=delete is not supported/, expect.anything()],
    ['type=tar,dest=folder', /"folder" is a folder/, undefined],
  ])('%s is refused', (text, message, hint: unknown) => {
    expect(refused(text)).toEqual({ message: expect.stringMatching(message) as string, hint });
  });

  it('cannot share standard output', () => {
    expect(refused('-', 'type=oci').message).toContain('two outputs want standard output');
  });

  it('of type image is pushed if the build is', () => {
    const { outputs } = parse('type=image,push-by-digest=true,store=false', 'out');
    expect(withPush(outputs)).toMatchObject([{ type: 'registry', byDigest: true }, { type: 'local' }]);
    expect(withPush(parse('out').outputs)).toMatchObject([{ type: 'local' }, { type: 'registry' }]);
  });
});
