import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compiledWorker } from '../support/compiled-worker.js';
import { Workbench } from './worker-support.js';

/** Where groups can limit the number of processes: of the first version, or of the second. */
const HIERARCHIES = ['/sys/fs/cgroup/pids', '/sys/fs/cgroup'];
const LIMIT = 40;
/** More processes than that, all of which live until the last has started. */
const MANY = 'i=0; while [ $i -lt 80 ]; do sleep 30 & i=$((i+1)); done; echo all';

function madeGroup(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const hierarchy of HIERARCHIES) {
    const group = join(hierarchy, `layer-build-test-${randomUUID()}`);
    try {
      if (hierarchy === '/sys/fs/cgroup') writeFileSync(join(hierarchy, 'cgroup.subtree_control'), '+pids');
      mkdirSync(group);
      writeFileSync(join(group, 'pids.max'), String(LIMIT));
      return group;
    } catch {
      if (existsSync(group)) rmdirSync(group);
    }
  }
  return undefined;
}

const group = madeGroup();

describe.skipIf(group === undefined).each(['crun', 'runc'] as const)('a control group for RUN, under %s', (runtime) => {
  const parent = group?.split('/').at(-1) ?? '';
  let script: string;

  beforeAll(async () => {
    script = await compiledWorker();
  });

  it('limits what RUN runs, and nothing is left in it', async () => {
    const bench = new Workbench(script, { runtime, cgroupParent: parent });
    try {
      const { result, stdout, stderr } = await bench.run({ sh: MANY });
      expect(result.kind, stdout + stderr).toBe('failed');
      expect(stderr).toContain("can't fork");
      expect(stdout).not.toContain('all');
      const few = await bench.run({ sh: 'cat /proc/self/cgroup; echo few' });
      expect(few.result.kind, few.stderr).toBe('done');
      // What is above its group is nothing that a step can see.
      expect(few.stdout).not.toContain(parent);
      expect(bench.events.filter(({ type }) => type === 'warning')).toEqual([]);
      const left = readdirSync(group ?? '').filter((name) => statSync(join(group ?? '', name)).isDirectory());
      expect(left).toEqual([]);
    } finally {
      await bench.close();
    }
  });

  it('has no groups of workers that were killed after the next build, but all others', async () => {
    const between = join(group ?? '', 'layer-build');
    const old = new Date(Date.now() - 3600_000);
    const made = (name: string, time?: Date): string => {
      const folder = join(between, name);
      mkdirSync(folder, { recursive: true });
      if (time !== undefined) utimesSync(folder, time, time);
      return folder;
    };
    // As a killed worker leaves it, with a group that the runtime made in it.
    made('ended/of-the-runtime');
    const ended = made('ended', old);
    const runs = made('runs', old);
    const others = [runs, made('just-made')];
    const child = spawn('sleep', ['600']);
    writeFileSync(join(runs, 'cgroup.procs'), String(child.pid));
    const bench = new Workbench(script, { runtime, cgroupParent: parent });
    try {
      const { result, stderr } = await bench.run({ sh: 'true' });
      expect(result.kind, stderr).toBe('done');
      expect([ended, ...others].filter((one) => existsSync(one))).toEqual(others);
    } finally {
      await bench.close();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      for (const folder of [...others, between]) if (existsSync(folder)) rmdirSync(folder);
    }
  });

  it('is not there without the option', async () => {
    const bench = new Workbench(script, { runtime });
    try {
      const { stdout, stderr } = await bench.run({ sh: MANY });
      expect(stdout, stderr).toContain('all');
    } finally {
      await bench.close();
    }
  });

  it('that cannot be made is a warning, and the step runs', async () => {
    const bench = new Workbench(script, { runtime, cgroupParent: `${parent}/cgroup.procs/below` });
    try {
      const { result, stderr } = await bench.run({ sh: 'echo runs' });
      expect(result.kind, stderr).toBe('done');
      const warnings = bench.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain('RUN does not run below the control group');
    } finally {
      await bench.close();
    }
  });

  afterAll(() => {
    if (runtime === 'runc' && group !== undefined) rmdirSync(group);
  });
});
