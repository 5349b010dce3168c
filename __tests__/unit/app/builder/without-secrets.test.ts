import { describe, expect, it } from 'vitest';

import { withoutSecrets } from '../../../../src/app/builder/without-secrets.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const shown = (text: string): string => text.replaceAll('s3cret', '***');

describe('a predicate without secrets', () => {
  it.each([
    ['v1', 'buildkit_completeness', 'request'],
    ['v0.2', 'completeness', 'parameters'],
  ])('leaves out arguments that are hidden, and says so (%s)', (_, completeness, part) => {
    const predicate = {
      request: { args: { 'build-arg:TOKEN': 'x', 'build-arg:VERSION': '1', target: 'TOKEN' } },
      metadata: { [completeness]: { [part]: true, materials: true } },
    };
    expect(withoutSecrets(predicate, { names: ['TOKEN'], shown })).toEqual({
      request: { args: { 'build-arg:VERSION': '1', target: 'TOKEN' } },
      metadata: { [completeness]: { [part]: false, materials: true } },
    });
    expect(withoutSecrets(predicate, { names: [], shown })).toEqual(predicate);
  });

  it('masks values in texts, and in the texts of files', () => {
    const predicate = {
      exec: { meta: { env: ['TOKEN=s3cret'], args: ['sh', '-c', 'curl -H s3cret'] }, count: 3, none: null },
      mkfile: { path: '/s3cret', data: base64('made of TOKEN') },
      infos: [{ filename: 'Dockerfile', data: base64('RUN s3cret\n') }, { data: base64('FROM a\n') }],
    };
    expect(withoutSecrets(predicate, { names: [], shown })).toEqual({
      exec: { meta: { env: ['TOKEN=***'], args: ['sh', '-c', 'curl -H ***'] }, count: 3, none: null },
      mkfile: { path: '/***' },
      infos: [{ filename: 'Dockerfile', data: base64('RUN ***\n') }, { data: base64('FROM a\n') }],
    });
  });
});
