import { mkdirSync } from 'node:fs';
import path from 'node:path';

import type { BuildPlan, NumberedStep } from '../engine/plan/build-plan.js';
import { UserError } from '../errors.js';
import { formatPlatform, hostPlatform, type Platform } from '../oci/platform.js';
import { locateError, locationOf } from '../dockerfile/syntax/error-location.js';
import { once } from '../async/once.js';
import { readEntries } from '../worker/client/emulation/binfmt-entries.js';
import { readHiddenEntries } from '../worker/client/emulation/hidden-entries.js';
import { cannotRegister } from '../worker/client/emulation/private-table.js';
import { howItRuns, type Runs } from '../worker/client/emulation/runnable.js';
import type { LaunchSettings } from '../worker/client/launch.js';
import { isArchitecture, type Architecture } from '../worker/protocol/elf-machines.js';
import type { Foreign } from './host/emulators.js';

/** A RUN whose programs this machine does not run by itself. */
interface ForeignRun {
  readonly plan: BuildPlan;
  readonly step: NumberedStep;
  readonly platform: Platform;
}

interface ForeignRuns {
  /** What emulators are needed for, or what others' emulators run. */
  readonly foreign: readonly Foreign[];
  /** By the numbers of the steps that cannot run on this machine: why. */
  readonly impossible: ReadonlyMap<number, unknown>;
  /** Whether programs of a platform that was asked about run in this build, by the processor or by an emulator. */
  readonly runs: (platform: Platform) => boolean;
}

interface Machine {
  readonly emulation: 'auto' | 'off';
  readonly launch: LaunchSettings;
  /** A private folder that exists as long as the build. */
  readonly folder: string;
  /** Programs of the built images will run, too. */
  readonly tests: boolean;
}

/**
 * Finds out which RUN steps of the plans need an emulator, and which tests of the images do, before any step runs. Nothing is fetched.
 *
 * @param probe how the machine runs an architecture
 */
export async function findForeignRuns(
  plans: readonly BuildPlan[],
  machine: Machine,
  probe: typeof howItRuns = howItRuns,
): Promise<ForeignRuns> {
  const runs = plans.flatMap(runsOf).filter(({ platform }) => !isOwn(platform));
  const tested = machine.tests ? plans.flatMap(programsOf).filter((platform) => !isOwn(platform)) : [];
  const asked = [...runs.map(({ platform }) => platform), ...tested];
  // The worker's own error says that RUN needs Linux.
  if (asked.length === 0 || process.platform !== 'linux') return { foreign: [], impossible: new Map(), runs: isOwn };
  const folder = path.join(machine.folder, 'foreign');
  mkdirSync(folder, { mode: 0o700 });
  const entries = once(async () => readEntries() ?? (await readHiddenEntries(machine.launch, folder)));
  const foreign: Foreign[] = [];
  const natively = new Set<string>();
  const refusals = new Map<string, UserError>();
  for (const architecture of new Set(asked.flatMap(emulated))) {
    const how = await probe(architecture, folder, entries);
    if (how.kind === 'natively') {
      natively.add(architecture);
      continue;
    }
    const refusal = await refusalOf(architecture, how, machine, folder);
    if (refusal === undefined) foreign.push({ architecture, runs: how, ...firstOf(architecture, runs) });
    else refusals.set(architecture, refusal);
  }
  const impossible = new Map<number, unknown>();
  for (const { plan, step, platform } of runs) {
    const refusal = emulated(platform).length === 0 ? noEmulator(platform) : refusals.get(platform.architecture);
    if (refusal !== undefined) impossible.set(step.info.number, locateError(refusal, plan.dockerfile, step.range));
  }
  const able = new Set<string>([...natively, ...foreign.map(({ architecture }) => architecture)]);
  return {
    foreign,
    impossible,
    runs: (platform) => isOwn(platform) || (platform.os === 'linux' && able.has(platform.architecture)),
  };
}

/** The platform of the programs in the image that a plan makes. */
function programsOf({ stages, target }: BuildPlan): readonly Platform[] {
  return stages.filter(({ stage }) => stage.index === target).map(({ programs }) => programs);
}

function runsOf(plan: BuildPlan): readonly ForeignRun[] {
  return plan.stages.flatMap(({ steps, programs }) =>
    steps.flatMap((step) => (step.operation.kind === 'run' ? [{ plan, step, platform: programs }] : [])),
  );
}

/** Variants are not looked at: which of them a processor runs is only known when it meets an instruction that it does not have. */
function isOwn({ os, architecture }: Platform): boolean {
  const own = hostPlatform(process.arch);
  return os === own.os && architecture === own.architecture;
}

/** Where the Dockerfile first runs a program of the architecture. */
function firstOf(architecture: Architecture, runs: readonly ForeignRun[]): Pick<Foreign, 'location' | 'excerpt'> {
  const first = runs.find(({ platform }) => platform.architecture === architecture);
  return first === undefined ? {} : locationOf(first.plan.dockerfile, first.step.range);
}

function emulated({ os, architecture }: Platform): readonly Architecture[] {
  return os === 'linux' && isArchitecture(architecture) ? [architecture] : [];
}

async function refusalOf(
  architecture: Architecture,
  runs: Runs,
  { emulation, launch }: Machine,
  folder: string,
): Promise<UserError | undefined> {
  const needed = `RUN of linux/${architecture} needs an emulator on this machine (${formatPlatform(hostPlatform(process.arch))})`;
  if (emulation === 'off') {
    if (runs.kind !== 'not') return undefined;
    return new UserError(`${needed}, and emulation is off`, { hint: `Turn it on (emulation: auto), or ${REMEDY}.` });
  }
  if (runs.kind === 'emulated' || !(await cannotRegister(launch, folder))) return undefined;
  return new UserError(`${needed}, and its kernel does not let this user register one (Linux 6.7 does)`, {
    hint: `Let the user use sudo, or ${REMEDY}.`,
  });
}

function noEmulator(platform: Platform): UserError {
  return new UserError(
    `RUN of ${formatPlatform(platform)} cannot run on this machine, and there is no emulator for it`,
    {
      hint: 'Build this platform on a machine of that kind.',
    },
  );
}

const REMEDY = 'run docker/setup-qemu-action before, or build on a machine of that platform';
