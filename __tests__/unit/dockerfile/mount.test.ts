import { describe, expect, it } from 'vitest';

import { mountFrom, parseMount } from '../../../src/dockerfile/values/mount.js';
import { UserError } from '../../../src/errors.js';

const expand = (word: string): string => word.replaceAll('$x', 'value').replaceAll('$cache', 'cache');
const none = { from: '', source: '', target: '', id: '', required: false };

describe('parseMount', () => {
  it.each<[text: string, expected: object]>([
    ['target=/a', { type: 'bind', ...none, target: '/a', readOnly: true }],
    ['type=bind,source=$x,target=/a,rw', { type: 'bind', ...none, source: 'value', target: '/a', readOnly: false }],
    ['src=a,dst=/a', { type: 'bind', ...none, source: 'a', target: '/a', readOnly: true }],
    ['destination=/a,from=b,rw=false', { type: 'bind', ...none, target: '/a', from: 'b', readOnly: true }],
    ['target=/a,readwrite=1,ro=F', { type: 'bind', ...none, target: '/a', readOnly: false }],
    ['TYPE=$cache,Target=/a', { type: 'cache', ...none, target: '/a', readOnly: false }],
    ['type=CACHE,target=/a,ro', { type: 'cache', ...none, target: '/a', readOnly: true }],
    [
      'type=cache,target=/a,id=i,sharing=Locked,mode=0755,uid=1,gid=4294967295,from=s,source=/s',
      {
        type: 'cache',
        ...none,
        target: '/a',
        id: 'i',
        sharing: 'locked',
        mode: 0o755,
        uid: 1,
        gid: 4294967295,
        from: 's',
        source: '/s',
        readOnly: false,
      },
    ],
    ['type=tmpfs,target=/a', { type: 'tmpfs', ...none, target: '/a', readOnly: false }],
    ['type=tmpfs,target=/a,size=64m', { type: 'tmpfs', ...none, target: '/a', size: 64 * 1024 ** 2, readOnly: false }],
    ['type=secret,id=i', { type: 'secret', ...none, id: 'i', readOnly: true }],
    [
      'type=secret,source=i,target=/s,required,mode=400',
      { type: 'secret', ...none, source: 'i', target: '/s', required: true, mode: 0o400, readOnly: true },
    ],
    ['type=secret,id=i,env=', { type: 'secret', ...none, id: 'i', env: '', readOnly: true }],
    ['type=secret,id=i,env=$x', { type: 'secret', ...none, id: 'i', env: 'value', readOnly: true }],
    ['type=ssh', { type: 'ssh', ...none, readOnly: true }],
    ['type=ssh,id=d,required=true,uid=0', { type: 'ssh', ...none, id: 'd', required: true, uid: 0, readOnly: true }],
    ['"target=/a,b"', { type: 'bind', ...none, target: '/a,b', readOnly: true }],
  ])('%s', (text, expected) => {
    expect(parseMount(text, expand)).toEqual(expected);
  });

  it.each([
    ['type=foo', 'unsupported mount type "foo"'],
    ['type=bnid', 'unsupported mount type "bnid"', 'Did you mean bind?'],
    ['target', "invalid field 'target' must be a key=value pair"],
    ['target=/a,', "invalid field ''"],
    ['tagret=/a', "unexpected key 'tagret' in 'tagret=/a'", 'Did you mean target?'],
    ['required', "unexpected key 'required' for mount type 'bind'"],
    ['required,type=secret,id=a', "unexpected key 'required' for mount type 'bind'"],
    ['size=1m,type=tmpfs', "unexpected key 'size' for mount type 'bind'"],
    ['type=tmpfs,size=a', 'invalid value for size: a'],
    ['type=tmpfs,size=-1', 'invalid value for size: -1'],
    ['type=tmpfs,size=10ib', 'invalid value for size: 10ib'],
    ['type=tmpfs,size=10x', 'invalid value for size: 10x'],
    ['ro=2', 'invalid value for ro: 2'],
    ['rw=', 'invalid value for rw: '],
    ['type=cache,mode=8', 'invalid value 8 for mode'],
    ['type=cache,mode=', 'invalid value  for mode'],
    ['type=cache,uid=-1', 'invalid value -1 for uid'],
    ['type=cache,uid=x', 'invalid value x for uid'],
    ['type=cache,gid=4294967296', 'invalid value 4294967296 for gid'],
    ['type=bind,uid=1', 'uid not allowed for "bind" type mounts'],
    ['type=tmpfs,mode=1', 'mode not allowed for "tmpfs" type mounts'],
    ['type=bind,sharing=shared', 'invalid cache sharing set for bind mount'],
    ['type=cache,sharing=x', 'unsupported sharing value "x"', 'shared, private, locked'],
    ['type=secret', 'one of source, target required', 'id=NAME'],
    ['type=secret,id=a,source=b', "both source and id can't be set"],
    ['type=secret,id=a,from=b', 'secret mount should not have a from'],
    ['type=secret,id=a,sharing=shared', 'secret mount should not define sharing'],
  ])('refuses %s', (text, message, hint?: string) => {
    expect(() => parseMount(text, expand)).toThrow(message);
    expect(() => parseMount(text, expand)).toThrow(UserError);
    if (hint !== undefined) {
      expect(() => parseMount(text, expand)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining(hint) as unknown }) as Error,
      );
    }
  });

  it.each([
    ['1024', 1024],
    ['1k', 1024],
    ['1KB', 1024],
    ['1KiB', 1024],
    ['1.5m', 1.5 * 1024 ** 2],
    ['2 gb', 2 * 1024 ** 3],
    ['1t', 1024 ** 4],
    ['5b', 5],
    ['.5k', 512],
    ['1e3', 1000],
    ['0', 0],
  ])('reads a size of %s', (size, bytes) => {
    expect(parseMount(`type=tmpfs,target=/a,size=${size}`, expand).size).toBe(bytes);
  });
});

describe('mountFrom', () => {
  it.each([
    ['type=bind,from=a,target=/b', 'a'],
    ['FROM=a', 'a'],
    ['from=', undefined],
    ['target=$x', undefined],
    ['from=a$', 'a$'],
    ['from=a,from=b', 'b'],
  ])('%s', (text, expected) => {
    expect(mountFrom(text)).toBe(expected);
  });

  it('refuses a variable', () => {
    expect(() => mountFrom('from=$x')).toThrow("'from' doesn't support variable expansion");
  });
});
