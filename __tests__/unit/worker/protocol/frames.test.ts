import { describe, expect, it } from 'vitest';

import { encodeBytes, encodeMessage, FrameReader, type Frame } from '../../../../src/worker/protocol/frames.js';

function read(bytes: Buffer, piece: number): readonly Frame[] {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; at += piece) frames.push(...reader.push(bytes.subarray(at, at + piece)));
  expect(reader.pending).toBe(0);
  return frames;
}

describe('frames', () => {
  const stream = Buffer.concat([
    encodeMessage({ type: 'a', text: 'ü\n' }),
    encodeBytes(7, 2, Buffer.from([0, 255])),
    encodeBytes(4_000_000_000, 1, Buffer.alloc(0)),
    encodeMessage({}),
  ]);

  it.each([1, 2, 3, 5, 7, 1000])('come through in pieces of %i bytes', (piece) => {
    expect(read(stream, piece)).toEqual([
      { kind: 'message', value: { type: 'a', text: 'ü\n' } },
      { kind: 'bytes', id: 7, channel: 2, data: Buffer.from([0, 255]) },
      { kind: 'bytes', id: 4_000_000_000, channel: 1, data: Buffer.alloc(0) },
      { kind: 'message', value: {} },
    ]);
  });

  it.each([
    ['a length that is absurd', Buffer.from([255, 255, 255, 255, 1])],
    ['an empty frame', Buffer.from([0, 0, 0, 0, 0])],
    ['an unknown kind', Buffer.from([0, 0, 0, 2, 9, 9])],
    ['text that is no JSON', Buffer.from([0, 0, 0, 2, 1, 0x7b])],
    ['bytes without a header', Buffer.from([0, 0, 0, 3, 2, 0, 0])],
  ])('refuse %s', (_, bytes) => {
    expect(() => [...new FrameReader().push(bytes)]).toThrow(/^worker protocol: /);
  });
});
