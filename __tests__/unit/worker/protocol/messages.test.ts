import { describe, expect, it } from 'vitest';

import { EngineBug } from '../../../../src/errors.js';
import { toClientMessage, toWorkerMessage } from '../../../../src/worker/protocol/messages.js';
import { toWireRun } from '../../../../src/worker/client/wire-request.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('messages', () => {
  it('come back with the fields that they are declared with, and no others', () => {
    const message = toClientMessage({ type: 'cancel', id: 3, extra: true });
    expect(message).toEqual({ type: 'cancel', id: 3 });
  });

  it.each([
    [{ type: 'cancel' }, 'message: id is missing'],
    [{ type: 'cancel', id: 1.5 }, 'message: id should be an integer, but is 1.5'],
    [
      { type: 'constructor', id: 1 },
      'message: type should be one of hello, run, prepare, emulate, export-mount, keep-snapshot, remove-kept, index, growing, grown, blob, no-blob, part, no-part, cancel, container-run, container-exec, container-signal, container-resize, container-hold, container-capture, container-read, container-write, container-stat, container-measure, container-remove, but is "constructor"',
    ],
    [null, 'message: the document should be an object, but is null'],
    [{ id: 1 }, 'message: type is missing'],
    [
      { type: 'prepare', id: 1, layers: [{ diffId: 'x' }] },
      'message: layers[0].diffId should be a sha256 or sha512 digest, but is "x"',
    ],
    [{ type: 'prepare', id: 1, layers: {} }, 'message: layers should be an array, but is an object'],
    [{ type: 'blob', id: 1, diffId: DIGEST, blobFile: 5 }, 'message: blobFile should be a string, but is 5'],
  ])('are refused when they are not what they should be: %j', (value, complaint) => {
    expect(() => toClientMessage(value)).toThrow(EngineBug);
    expect(() => toClientMessage(value)).toThrow(`worker protocol: ${complaint}`);
  });

  it('of the worker are checked too', () => {
    expect(() => toWorkerMessage({ type: 'failed', id: 1, exitCode: '1' })).toThrow(
      'worker protocol: message: exitCode should be an integer, but is "1"',
    );
    expect(toWorkerMessage({ type: 'warning', message: 'm', hint: null })).toEqual({
      type: 'warning',
      message: 'm',
      hint: undefined,
    });
  });

  it('survive the way through JSON, with secrets beside the text', () => {
    const { message, attachments } = toWireRun(
      9,
      {
        step: 1,
        layers: [],
        process: { argv: ['a'], env: ['A=b'], cwd: '/', user: '', stdin: Buffer.from('in') },
        settings: { network: 'none', extraHosts: [], shmSize: undefined, ulimits: [], hostname: 'h' },
        platform: { os: 'linux', architecture: 'amd64' },
        privileged: true,
        mounts: [
          { type: 'secret', target: '/s', content: Buffer.from('hunter2'), mode: 0o400, uid: 0, gid: 0 },
          { type: 'script', target: '/d', name: 'E', content: Buffer.from('#!/bin/sh') },
          { type: 'tmpfs', readonly: false, target: '/t' },
          { type: 'cache', id: 'c', target: '/c', sharing: 'shared', readonly: false, mode: 0o755, uid: 0, gid: 0 },
        ],
      },
      { blobFile: '/b', indexFile: '/i', discard: () => Promise.resolve() },
    );
    const text = JSON.stringify(message);
    expect(text).not.toContain('hunter2');
    expect(attachments.map(String)).toEqual(['in', 'hunter2', '#!/bin/sh']);
    expect(toClientMessage(JSON.parse(text))).toEqual(message);
  });
});
