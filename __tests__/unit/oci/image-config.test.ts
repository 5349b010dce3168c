import { describe, expect, it } from 'vitest';

import { InfraError } from '../../../src/errors.js';
import { parseImageConfig } from '../../../src/oci/image-config.js';

const DIFF_ID = `sha256:${'a'.repeat(64)}`;
const config = (more: object = {}): object => ({
  architecture: 'amd64',
  os: 'linux',
  rootfs: { type: 'layers', diff_ids: [DIFF_ID] },
  ...more,
});
const parse = (document: unknown): unknown => parseImageConfig(Buffer.from(JSON.stringify(document)));

describe('parseImageConfig', () => {
  it('keeps every field, those it does not know too', () => {
    const document = config({
      created: '2026-01-01T00:00:00Z',
      author: 'a',
      variant: 'v8',
      docker_version: '20',
      config: {
        User: 'u',
        ExposedPorts: { '80/tcp': {} },
        Env: ['A=b'],
        Entrypoint: ['/e'],
        Cmd: null,
        Volumes: { '/v': {} },
        WorkingDir: '/w',
        Labels: { l: 'x' },
        StopSignal: 'SIGTERM',
        ArgsEscaped: true,
        Healthcheck: { Test: ['CMD', 'x'], Interval: 1_000_000_000, Retries: 3 },
        OnBuild: ['RUN x'],
        Shell: ['/bin/sh'],
        Hostname: 'h',
      },
      history: [{ created_by: 'x', empty_layer: true, more: 1 }],
    });
    expect(parse(document)).toEqual(document);
  });

  it('drops null where it only means empty', () => {
    const nulls = { Env: null, Labels: null, Volumes: null, OnBuild: null, Healthcheck: null, Entrypoint: null };
    expect(parse(config({ config: nulls, history: null, author: null }))).toEqual(
      config({ config: { Entrypoint: null } }),
    );
  });

  it.each([[{ type: 'layers', diff_ids: null }], [{ type: 'layers' }], [{ type: 'layers', diff_ids: [] }]])(
    'reads an image without layers (%o)',
    (rootfs) => expect(parse(config({ rootfs }))).toEqual(config({ rootfs: { type: 'layers', diff_ids: [] } })),
  );

  it('keeps the order of the document, which is a part of the id of what is built on it', () => {
    const text =
      '{"later":1,"os":"linux","config":{"Labels":{"b":"1","a":"2"},"Later":[{}],"Env":[]},' +
      `"rootfs":{"diff_ids":["${DIFF_ID}"],"type":"layers"},"architecture":"amd64"}`;
    expect(JSON.stringify(parseImageConfig(Buffer.from(text)))).toBe(text);
  });

  it('reads a label of any length that a document may have', () => {
    const document = config({ config: { Labels: { long: 'x'.repeat(4_000_000) } } });
    expect(parse(document)).toEqual(document);
  });

  it.each<[string, unknown, RegExp]>([
    ['an array', [], /object/],
    ['no rootfs', config({ rootfs: undefined }), /rootfs/],
    ['another rootfs', config({ rootfs: { type: 'windows', diff_ids: [] } }), /rootfs\.type/],
    ['a diff id that is none', config({ rootfs: { type: 'layers', diff_ids: ['x'] } }), /diff_ids\[0\]/],
    ['no architecture', config({ architecture: undefined }), /architecture/],
    ['a number as os', config({ os: 1 }), /os should be a string/],
    ['Env that is an object', config({ config: { Env: { A: 'b' } } }), /config\.Env/],
    ['Env of numbers', config({ config: { Env: [1] } }), /config\.Env\[0\]/],
    ['Cmd as a text', config({ config: { Cmd: 'ls' } }), /config\.Cmd/],
    ['labels of objects', config({ config: { Labels: { a: {} } } }), /config\.Labels\.a/],
    ['ports as a list', config({ config: { ExposedPorts: ['80'] } }), /config\.ExposedPorts/],
    ['a duration as text', config({ config: { Healthcheck: { Interval: '1s' } } }), /Healthcheck\.Interval/],
    ['history that is no list', config({ history: {} }), /history/],
    ['an entry that is no object', config({ history: ['x'] }), /history\[0\]/],
    ['empty_layer as text', config({ history: [{ empty_layer: 'true' }] }), /empty_layer/],
  ])('refuses %s', (_, document, message) => {
    expect(() => parse(document)).toThrow(InfraError);
    expect(() => parse(document)).toThrow(message);
  });
});
