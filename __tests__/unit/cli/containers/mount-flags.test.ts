import { describe, expect, it } from 'vitest';

import { parseMounts, parseTmpfs, parseVolumes } from '../../../../src/cli/containers/mount-flags.js';
import { fakeProcess } from '../fake-process.js';

const environment = fakeProcess({ cwd: '/here', home: '/home/me' });

describe('the flags of mounts', () => {
  it.each([
    ['./data:/data', { type: 'host', source: '/here/data', target: '/data', readonly: false }],
    ['/a:/b/../c:ro', { type: 'host', source: '/a', target: '/c', readonly: true }],
    ['~/x:/x:rw,z', { type: 'host', source: '/home/me/x', target: '/x', readonly: false }],
  ])('-v %s', (text, expected) => {
    expect(parseVolumes('-v', [text], environment)).toEqual([expected]);
  });

  it.each(['data:/data', '/only', '/a:relative', '/a:/b:exec'])('-v %s is refused', (text) => {
    expect(() => parseVolumes('-v', [text], environment)).toThrow();
  });

  it('reads --mount and --tmpfs', () => {
    expect(
      parseMounts(
        '--mount',
        ['type=bind,src=x,dst=/y,ro', 'type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=1777'],
        environment,
      ),
    ).toEqual([
      { type: 'host', source: '/here/x', target: '/y', readonly: true },
      { type: 'tmpfs', target: '/t', readonly: false, exec: true, size: 1024 * 1024, mode: 0o1777 },
    ]);
    expect(parseTmpfs('--tmpfs', ['/t', '/u:size=1k,exec,mode=700'])).toEqual([
      { type: 'tmpfs', target: '/t', readonly: false, exec: false },
      { type: 'tmpfs', target: '/u', readonly: false, exec: true, size: 1024, mode: 0o700 },
    ]);
    expect(() => parseMounts('--mount', ['type=volume,target=/t'], environment)).toThrow(/not supported/);
    expect(() => parseMounts('--mount', ['type=bind,source=/a,target=/t,odd=1'], environment)).toThrow(
      /unknown key "odd"/,
    );
    expect(() => parseTmpfs('--tmpfs', ['/t:odd'])).toThrow(/unknown option/);
  });
});
