import type { BuildPlan, PlanOptions } from '../../src/engine/plan/build-plan.js';
import { UserError } from '../../src/errors.js';
import { planOf } from './memory-build.js';
import { MemoryBases } from './memory-engine.js';

/** Images that Dockerfiles of tests stand on. */
export function bases(): MemoryBases {
  const known = new MemoryBases();
  for (const name of ['base', 'other', 'busybox:1.36']) known.add(name);
  known.add('with-env', { Env: ['HOME=/h', 'LANG=C'] });
  known.add('with-shell', { Shell: ['/bin/ash', '-eo'] });
  known.add('with-user', { User: 'app', WorkingDir: '/srv' });
  known.add('with-cmd', { Cmd: ['base-cmd'], Entrypoint: ['base-entry'] });
  known.add('with-labels', { Labels: { a: '1', b: '1' } });
  known.add('with-ports', { ExposedPorts: { '8/tcp': {} } });
  known.add('with-odd-workdir', { WorkingDir: 'a/b/../c/' });
  known.add('with-triggers', { OnBuild: ['ENV from=trigger', 'RUN first', 'COPY --from=tools /t /t'] });
  known.add('with-image-trigger', { OnBuild: ['COPY --from=other /x /x'] });
  return known;
}

export const plan = (text: string, options: Partial<PlanOptions> = {}): Promise<BuildPlan> =>
  planOf(text, bases(), options);

/** How a plan is refused. */
export async function refusal(text: string, options: Partial<PlanOptions> = {}): Promise<UserError> {
  const error: unknown = await plan(text, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`not refused by a UserError: ${String(error)}`);
  return error;
}
