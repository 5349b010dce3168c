import { describe, expect, it } from 'vitest';

import { DEFAULT_HOSTNAME, settingsInKey, type RunSettings } from '../../../src/engine/run-settings.js';

const PLAIN: RunSettings = {
  network: 'host',
  extraHosts: [],
  shmSize: undefined,
  ulimits: [],
  hostname: DEFAULT_HOSTNAME,
};

describe('the settings of RUN in a key', () => {
  // Another text would make a miss of every RUN in every cache.
  it('is the text that earlier versions made', () => {
    expect(JSON.stringify(settingsInKey(PLAIN))).toBe('{"hosts":[],"ulimits":[]}');
    const all: RunSettings = {
      network: 'none',
      ulimits: [{ name: 'nofile', soft: 1, hard: 2 }],
      hostname: 'machine',
      extraHosts: [{ name: 'h', ip: '1.2.3.4' }],
      shmSize: 1024,
    };
    expect(JSON.stringify(settingsInKey(all))).toBe(
      '{"hosts":[{"name":"h","ip":"1.2.3.4"}],"hostname":"machine","shmSize":1024,"ulimits":[{"name":"nofile","soft":1,"hard":2}]}',
    );
  });
});
