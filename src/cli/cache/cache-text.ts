import type { PredictedStep } from '../../app/look-ahead.js';
import type { CacheSurvey, SurveyedRecord } from '../../cache/inspect/survey.js';
import type { PruneActionsResult } from '../../app/caching/prune-actions.js';
import type { PruneCacheResult } from '../../app/caching/prune.js';
import type { PrunedObjects } from '../../app/caching/cache-verbs.js';
import type { Verified } from '../../cache/inspect/verify.js';
import type { RecordedInputs, RecordedVariable } from '../../engine/record.js';
import { shortDigest } from '../../oci/digest.js';
import { MissWords } from '../../report/console/miss-words.js';
import { formatBytes } from '../../text/format.js';
import { age } from '../command/age.js';
import { dockerTable } from '../../report/listing/docker-table.js';

export const UNPACKED_IN_USE = 'Unpacked layers and cache mounts stay: another build is running\n';

/** The values of variables with such names are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth)/i;
const INSTRUCTION_SHOWN = 50;

/** One row for each layer. Several records can have the same layer. */
export function surveyTable({ records, mounts, snapshots, totals }: CacheSurvey, budget: number): string {
  const rows = withLayers(records).map(({ record, scopes, hits, lastUsed, locations }) => [
    shortDigest(record.key),
    scopes.join(', ').trim(),
    record.stage,
    shortened(record.instruction),
    formatBytes(record.layer?.blob.size ?? 0),
    age(record.created),
    age(new Date(lastUsed).toISOString()),
    String(hits),
    locations.length === 0 ? 'lost' : locations.join(', '),
  ]);
  const head = ['KEY', 'SCOPE', 'STAGE', 'INSTRUCTION', 'SIZE', 'SINCE', 'LAST USED', 'HITS', 'WHERE'];
  const mountRows = mounts.map(({ id, key, bytes, lastUsed, location }) => [
    id === '' ? key.slice(0, 12) : id,
    bytes === undefined ? 'not readable' : formatBytes(bytes),
    age(new Date(lastUsed).toISOString()),
    location,
  ]);
  const mountTable =
    mounts.length === 0 ? '' : `\n${dockerTable([['CACHE MOUNT', 'SIZE', 'LAST USED', 'WHERE'], ...mountRows])}`;
  const counts = `${records.length} records, ${rows.length} layers of ${formatBytes(totals.bytes)}`;
  const here = `${formatBytes(totals.bytesHere)} of them here, ${snapshots} unpacked layers`;
  const limit = `A scope may keep ${formatBytes(budget)} elsewhere (--cache-max-size)`;
  return `${dockerTable([head, ...rows])}${mountTable}\n${counts}; ${here}\n${limit}\n`;
}

function withLayers(records: readonly SurveyedRecord[]): readonly SurveyedRecord[] {
  const rows = new Map<string, SurveyedRecord>();
  for (const surveyed of records) {
    const { stage, instruction, layer } = surveyed.record;
    if (layer === undefined) continue;
    const row = JSON.stringify([stage, instruction, layer.blob.digest]);
    const before = rows.get(row);
    // The keys are different forms for one step. A build finds one of them.
    rows.set(row, before === undefined ? surveyed : merged(before, surveyed));
  }
  return [...rows.values()];
}

function merged(one: SurveyedRecord, other: SurveyedRecord): SurveyedRecord {
  return {
    ...one,
    scopes: [...new Set([...one.scopes, ...other.scopes])],
    hits: one.hits + other.hits,
    lastUsed: Math.max(one.lastUsed, other.lastUsed),
  };
}

/** A record with all that is known of it. Variables that look secret are without their values. */
export function recordDocument({ record, scopes, hits, lastUsed, locations }: SurveyedRecord): unknown {
  const { inputs, ...rest } = record;
  return {
    ...rest,
    inputs: {
      ...inputs,
      command: shownCommand(inputs),
      env: inputs.env.map(shownVariable),
      args: inputs.args.map(shownVariable),
    },
    scopes,
    hits,
    lastUsed: new Date(lastUsed).toISOString(),
    places: locations,
  };
}

export function surveyDocument({ records, mounts, snapshots, totals }: CacheSurvey, budget: number): unknown {
  return {
    version: 1,
    records: records.map(recordDocument),
    mounts: mounts.map(({ location, ...mount }) => {
      return { ...mount, lastUsed: new Date(mount.lastUsed).toISOString(), place: location };
    }),
    snapshots,
    totals: { ...totals, budget },
  };
}

/** Hides values in an instruction, where variables have been replaced. */
function hideSecretsIn(command: string): string {
  return command.replace(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S+)/g, (whole, name: string) =>
    SECRET_NAME.test(name) ? `${name}=***` : whole,
  );
}

function shownCommand({ operation, command }: RecordedInputs): string {
  if (typeof command !== 'string') return '***';
  return operation === 'config' ? hideSecretsIn(command) : command;
}

function shownVariable(variable: RecordedVariable): string {
  const { name } = variable;
  if ('hash' in variable) return `${name}=***`;
  if (variable.value === undefined) return name;
  return SECRET_NAME.test(name) ? `${name}=***` : `${name}=${variable.value}`;
}

export function pruneText({ records, blobs, bytes, unpacked }: PruneCacheResult, dryRun: boolean): string {
  const verb = dryRun ? 'Would remove' : 'Removed';
  const rest = unpacked === 'removed' ? ', the unpacked layers and the cache mounts' : '';
  return `${verb} ${records} records and ${blobs.length} blobs, ${formatBytes(bytes)}${rest}\n`;
}

export function pruneActionsText({ deleted, kept, denied }: PruneActionsResult, dryRun: boolean): string {
  const verb = dryRun ? 'Would delete' : 'Deleted';
  const lines = deleted.map(({ key, ref, size, why }) => `${verb}: ${key} of ${ref}, ${formatBytes(size)}: ${why}\n`);
  const sum = (entries: readonly { readonly size: number }[]): string =>
    `${entries.length} entries, ${formatBytes(entries.reduce((total, { size }) => total + size, 0))}`;
  const end = denied === undefined ? '' : `Nothing more could be done: ${denied}\n`;
  return `${lines.join('')}${verb} ${sum(deleted)}; ${sum(kept)} stay\n${end}`;
}

export function pruneObjectsText({ caches, blobs, bytes, kept, waiting }: PrunedObjects, dryRun: boolean): string {
  const verb = dryRun ? 'Would remove' : 'Removed';
  const lines = caches.map((key) => `${verb} the cache ${key}\n`);
  const rest = waiting.blobs === 0 ? '' : `; ${waiting.blobs} unused ones of ${formatBytes(waiting.bytes)} are too new`;
  return `${lines.join('')}${verb} ${blobs} blobs, ${formatBytes(bytes)}; ${kept.blobs} of ${formatBytes(kept.bytes)} stay${rest}\n`;
}

export function verifyText({ checked, damaged }: Verified, fixed: boolean): string {
  const lines = damaged.map(({ name, problem }) => `${name}: ${problem}${fixed ? ' (removed)' : ''}\n`);
  return `${lines.join('')}${checked} checked, ${damaged.length} damaged\n`;
}

export function predictionText(steps: readonly PredictedStep[]): string {
  const misses = new MissWords();
  return steps
    .map((predicted) => {
      const { step } = predicted;
      const verdict = verdictOn(predicted, misses);
      return `Step ${step.number}/${step.total} : ${step.instruction}\n ---> ${verdict}\n`;
    })
    .join('');
}

function verdictOn(predicted: PredictedStep, misses: MissWords): string {
  switch (predicted.kind) {
    case 'hit':
      return 'Using cache';
    case 'duplicate':
      return 'Uses the result of an equal step';
    case 'miss':
      return `Would miss: ${misses.of(predicted.step.number, predicted.reason)}`;
    case 'waits':
      return `Would miss: needs the result of step ${predicted.on}, which would run`;
  }
}

function shortened(instruction: string): string {
  return instruction.length <= INSTRUCTION_SHOWN ? instruction : `${instruction.slice(0, INSTRUCTION_SHOWN - 1)}…`;
}
