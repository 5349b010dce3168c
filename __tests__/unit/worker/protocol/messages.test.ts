import { describe, expect, it } from 'vitest';

import { clientMessage, workerMessage } from '../../../../src/worker/protocol/messages.js';
import { toWireRun } from '../../../../src/worker/client/wire-request.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('messages', () => {
  it('come back with the fields that they are declared with, and no others', () => {
    const message = clientMessage({ type: 'cancel', id: 3, extra: true }, 'message');
    expect(message).toEqual({ type: 'cancel', id: 3 });
  });

  it.each([
    [{ type: 'cancel' }, 'message.id is not an integer'],
    [{ type: 'cancel', id: 1.5 }, 'message.id is not an integer'],
    [
      { type: 'constructor', id: 1 },
      'message.type is not one of hello, run, prepare, export-mount, keep-snapshot, remove-kept, growing, grown, blob, no-blob, cancel',
    ],
    [null, 'message.type is not one of'],
    [{ type: 'prepare', id: 1, layers: [{ diffId: 'x' }] }, 'message.layers[0].diffId is not a digest'],
    [{ type: 'prepare', id: 1, layers: {} }, 'message.layers is not a list'],
    [{ type: 'blob', id: 1, diffId: DIGEST, blobFile: 5 }, 'message.blobFile is not a text'],
  ])('are refused when they are not what they should be: %j', (value, complaint) => {
    expect(() => clientMessage(value, 'message')).toThrow(complaint);
  });

  it('of the worker are checked too', () => {
    expect(() => workerMessage({ type: 'failed', id: 1, exitCode: '1' }, 'message')).toThrow('message.exitCode');
    expect(workerMessage({ type: 'warning', message: 'm', hint: null }, 'message')).toEqual({
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
    expect(clientMessage(JSON.parse(text), 'message')).toEqual(message);
  });
});
