import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { JournalLine } from '../../../../src/cache/journal.js';
import { pathInRoot } from '../../../../src/files/root-folder.js';
import { RecordStore } from '../../../../src/cache/record/record-store.js';
import type { StepRecord } from '../../../../src/engine/record.js';
import { sha256 } from '../../../../src/oci/digest.js';
import { someCacheKey } from '../../../support/identities.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'records-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const record: StepRecord = {
  version: 2,
  key: someCacheKey('key'),
  stage: 'a',
  instruction: 'COPY . .',
  inputs: {
    operation: 'workdir',
    command: '{}',
    platform: 'linux/amd64',
    parent: '',
    env: [],
    args: [],
    config: '',
    files: [['pages/index.txt', sha256('index')]],
  },
  durationMs: 5,
  created: '2024-01-01T00:00:00.000Z',
};

const scopeFile = (): string => pathInRoot(root, 'scopes', readdirSync(pathInRoot(root, 'scopes'))[0] ?? '');

describe('the build before', () => {
  it('is remembered with the words of its own Dockerfile, and without a second copy of its records', async () => {
    const store = new RecordStore(root, 'scope');
    await store.save(record);
    const unfinished = [{ stage: 'b', instruction: 'RUN false' }];
    await store.savePrevious({ steps: [{ ...record, stage: 'b', instruction: 'COPY . ./' }], unfinished });

    expect(await new RecordStore(root, 'scope').previous()).toEqual({
      steps: [{ ...record, stage: 'b', instruction: 'COPY . ./' }],
      unfinished,
    });
    expect(readFileSync(scopeFile(), 'utf8')).not.toContain('index.txt');
  });

  it('notes the records of steps that only an earlier build ran, so that they are saved', async () => {
    await new RecordStore(root, 'scope').save(record);
    const noted: JournalLine[] = [];
    const later = new RecordStore(root, 'scope', { note: (line) => noted.push(line) });
    await later.savePrevious({ steps: [record], unfinished: [] });
    expect(noted).toContainEqual({ type: 'record', key: record.key });
  });

  it('says which location a record came from', () => {
    const location = { kind: 'registry', name: 'r' } as const;
    const store = new RecordStore(root, 'scope', { locations: new Map([[record.key, location]]) });
    expect(store.sourceOf(record.key)).toBe('registry');
    expect(store.sourceOf(someCacheKey('other'))).toBe('local');
  });

  it('is without the steps whose records are gone', async () => {
    const store = new RecordStore(root, 'scope');
    await store.save(record);
    await store.savePrevious({ steps: [record], unfinished: [] });
    rmSync(pathInRoot(root, 'records'), { recursive: true });
    const { stage, instruction } = record;
    expect(await store.previous()).toEqual({ steps: [], unfinished: [], evicted: [{ stage, instruction }] });
  });

  it.each(['', '[]', '{"steps":[{"key":"../../etc/passwd","stage":"","instruction":""}],"unfinished":[{}]}'])(
    'is nothing where its file holds %j',
    async (text) => {
      const store = new RecordStore(root, 'scope');
      await store.savePrevious({ steps: [], unfinished: [] });
      writeFileSync(scopeFile(), text);
      expect(await store.previous()).toEqual({ steps: [], unfinished: [] });
    },
  );
});
