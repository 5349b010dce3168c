import type { LayerIndex } from '../../layer/layer-index.js';
import type { NumberedStep } from '../plan/build-plan.js';
import type { Leftover } from '../step-facts.js';

/** Characters. A longer command may do anything. */
const LOOKED_INTO = 10_000;

interface Kept {
  /** The commands that leave it. */
  readonly commands: RegExp;
  /** Below it, what is kept. No slash in front. */
  readonly folder: string;
  /** A later command may use it, and fails or fetches all of it again without it. @param text of another RUN */
  readonly isUsedBy: (text: string) => boolean;
  readonly locked?: true;
}

const never = (): boolean => false;
/** It fetches nothing, or runs what is in the cache. */
const offline = (text: string): boolean => /offline|\bnpx\b|\bnpm exec\b|\buvx\b|\buv tool\b/.test(text);
const uses =
  (command: RegExp) =>
  (text: string): boolean =>
    command.test(text);
/** Installs from the lists that an earlier RUN fetched. */
const fromLists =
  (install: RegExp, update: RegExp) =>
  (text: string): boolean =>
    install.test(text) && !update.test(text);

const APT = /\bapt(?:-get)?\b/;
const aptFromLists = fromLists(/\bapt(?:-get)?\s(?:.*\s)?install\b/, /\bapt(?:-get)?\s(?:\S+\s+)*update\b/);

/** Where package managers keep what they fetched, for root. */
const KEPT: readonly Kept[] = [
  { commands: /\bnpm\b/, folder: 'root/.npm', isUsedBy: offline },
  { commands: /\byarn\b/, folder: 'usr/local/share/.cache/yarn', isUsedBy: offline },
  { commands: /\byarn\b/, folder: 'root/.cache/yarn', isUsedBy: offline },
  { commands: /\b(?:pip3?|python3?)\b/, folder: 'root/.cache/pip', isUsedBy: never },
  { commands: /\buv\b/, folder: 'root/.cache/uv', isUsedBy: offline },
  { commands: /\bpoetry\b/, folder: 'root/.cache/pypoetry/cache', isUsedBy: never },
  { commands: /\bpoetry\b/, folder: 'root/.cache/pypoetry/artifacts', isUsedBy: never },
  { commands: /\bgo\b/, folder: 'root/.cache/go-build', isUsedBy: never },
  { commands: /\bgo\b/, folder: 'go/pkg/mod', isUsedBy: uses(/\bgo\b|\bmake\b/) },
  { commands: /\bcargo\b/, folder: 'usr/local/cargo/registry', isUsedBy: uses(/\bcargo\b|\bmake\b/) },
  { commands: /\bmvn\b/, folder: 'root/.m2/repository', isUsedBy: uses(/\bmvnw?\b|\bjava\b/) },
  { commands: /\bgradle\b/, folder: 'home/gradle/.gradle/caches', isUsedBy: uses(/\bgradlew?\b/) },
  { commands: /\bgradle\b/, folder: 'root/.gradle/caches', isUsedBy: uses(/\bgradlew?\b/) },
  { commands: /\bbundle\b/, folder: 'usr/local/bundle/cache', isUsedBy: uses(/\b(?:bundle|gem)\b/) },
  { commands: /\bcomposer\b/, folder: 'root/.composer/cache', isUsedBy: never },
  { commands: /\bcomposer\b/, folder: 'root/.cache/composer', isUsedBy: never },
  { commands: APT, folder: 'var/lib/apt/lists', isUsedBy: aptFromLists, locked: true },
  { commands: APT, folder: 'var/cache/apt', isUsedBy: never, locked: true },
  {
    commands: /\bapk\b/,
    folder: 'var/cache/apk',
    isUsedBy: fromLists(
      /\bapk\s(?:.*\s)?add\b/,
      /\bapk\s(?:\S+\s+)*update\b|\s(?:--update(?:-cache)?|-U|--no-cache)\b/,
    ),
    locked: true,
  },
  { commands: /\b(?:micro)?dnf\b/, folder: 'var/cache/dnf', isUsedBy: never, locked: true },
  { commands: /\byum\b/, folder: 'var/cache/yum', isUsedBy: never, locked: true },
];

/** Whether a RUN may have left something of a package manager. */
export function mayLeave({ operation, text }: NumberedStep): boolean {
  return operation.kind === 'run' && KEPT.some(({ commands }) => commands.test(text));
}

/**
 * What the layer of a RUN has that a package manager keeps for its next run, if nothing else in the build can need it there: a cache that
 * is mounted is not in the image, and not in the steps above.
 *
 * @param others the other commands of the build, and those that containers of its images begin with
 */
export function leftoversOf(step: NumberedStep, index: LayerIndex, others: readonly string[]): readonly Leftover[] {
  const kept = KEPT.filter(
    ({ commands, isUsedBy }) =>
      commands.test(step.text) &&
      !offline(step.text) &&
      !others.some((text) => text.length > LOOKED_INTO || isUsedBy(text)),
  );
  return kept.flatMap(({ folder, locked }) => {
    const bytes = bytesBelow(folder, index);
    return bytes === 0 ? [] : [{ target: `/${folder}`, ...(locked === true && { locked }), bytes }];
  });
}

function bytesBelow(folder: string, { entries }: LayerIndex): number {
  const prefix = `${folder}/`;
  let bytes = 0;
  for (const entry of entries) if (entry.type === 'file' && entry.path.startsWith(prefix)) bytes += entry.size;
  return bytes;
}
