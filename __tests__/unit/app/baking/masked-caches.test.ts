import { expect, it } from 'vitest';

import type { BakeFunction, TargetOutcome } from '../../../../src/app/bake.js';
import { observedBake } from '../../../../src/app/observed-bake.js';
import type { BakeTarget } from '../../../../src/app/baking/target-options.js';
import { parseCacheTo } from '../../../../src/app/options/values/cache-spec.js';
import { PLAIN_FRAME } from '../../../../src/report/console/step-frame.js';

const SPEC = 'type=s3,bucket=b,region=r,access_key_id=the-id,secret_access_key=the-secret';

it('shows nothing of what the caches of targets are opened by', async () => {
  const { specs } = parseCacheTo('cache-to', [SPEC], '/');
  const target = { name: 'app', options: { secrets: [], cacheTo: specs } } as unknown as BakeTarget;
  const written: string[] = [];
  const bake: BakeFunction = ({ sinkOf, sink }) => {
    sinkOf('app')({ type: 'warning', message: 'a server sent the-secret back' });
    sink({ type: 'warning', message: 'and the-id' });
    const outcome: TargetOutcome = { kind: 'failed', error: new Error('the-secret is wrong'), durationMs: 1 };
    return Promise.resolve(new Map([['app', outcome]]));
  };
  const observed = await observedBake(
    bake,
    {
      targets: [target],
      host: {} as never,
      parallel: 1,
      write: (text) => void written.push(text),
      frame: PLAIN_FRAME,
      masks: [],
    },
    new AbortController().signal,
  );
  const shown = written.join('') + JSON.stringify(observed.report);
  expect(shown).toMatch(/sent \*\*\* back/);
  expect(shown).not.toMatch(/the-secret|the-id/);
});
