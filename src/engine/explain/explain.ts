import { mapOf } from '../../json/containers.js';
import { parseOrUndefined } from '../../json/decode-or.js';
import { anything } from '../../json/decoder.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import type { Layer } from '../../layer/layer.js';
import { isDigest } from '../../oci/digest.js';
import type { StepInfo } from '../events.js';
import type { Layers, StepCache } from '../ports.js';
import type { BaseIdentity, InputChange, ParentChange, StepReason } from '../reason.js';
import type { KeyInputs, PreviousBuild, RecordedInputs, StepRecord, UnfinishedStep } from '../record.js';
import { filesChange } from './file-changes.js';
import { differingPaths } from './layer-changes.js';
import { variableChanges, type MaskText } from './variable-changes.js';
import type { CacheFault } from '../cache-location.js';

/** A step of this build that is done, hit or miss. */
export interface DoneStep {
  readonly info: Pick<StepInfo, 'number' | 'instruction' | 'stage'>;
  /** Position among its stage's steps. */
  readonly ordinal: number;
  readonly record: StepRecord;
}

/** A step that missed. */
export interface Miss {
  readonly instruction: string;
  readonly stage: string;
  /** Position among the stage's steps. */
  readonly ordinal: number;
  readonly inputs: KeyInputs;
  /** The same as its record will have them. */
  readonly now: RecordedInputs;
  /** The steps below it, in its stage and in those that it is based on, lowest first. */
  readonly below: readonly DoneStep[];
}

/** What is known of earlier builds, and how to hide this one's secrets. */
export interface Past {
  readonly previous: PreviousBuild;
  /** Caches that could not be asked for records. */
  readonly faults: readonly CacheFault[];
  readonly masked: MaskText;
  readonly layers: Pick<Layers, 'indexAtHand'>;
  readonly records: Pick<StepCache, 'filesOf'>;
}

/** Why a step missed, by comparing it with the most similar record of the last build in its scope, if there is one. */
export async function explainMiss(miss: Miss, nearest: StepRecord | undefined, past: Past): Promise<StepReason> {
  const { steps, unfinished, evicted = [] } = past.previous;
  if (steps.length + unfinished.length + evicted.length === 0) {
    return past.faults.length > 0 ? { kind: 'unreachable', faults: past.faults } : { kind: 'no-record' };
  }
  if (nearest === undefined) {
    const isThis = (step: UnfinishedStep): boolean =>
      step.stage === miss.stage && step.instruction === miss.instruction;
    if (evicted.some(isThis)) return { kind: 'evicted' };
    return { kind: unfinished.some(isThis) ? 'unfinished' : 'new-instruction' };
  }
  const changes = await differences(miss, nearest, past);
  return changes.length === 0 ? { kind: 'evicted' } : { kind: 'changed', changes };
}

/** The record of the same instruction in the same stage; else that at the same position, if it is of the same kind. */
export function nearestRecord(
  { stage, instruction, ordinal }: Pick<Miss, 'stage' | 'instruction' | 'ordinal'>,
  operation: string,
  previous: readonly StepRecord[],
): StepRecord | undefined {
  const ofStage = previous.filter((record) => record.stage === stage);
  const same = ofStage.filter((record) => record.instruction === instruction);
  const atPosition = ofStage[ordinal];
  if (same.length > 0) return atPosition !== undefined && same.includes(atPosition) ? atPosition : same[0];
  return atPosition?.inputs.operation === operation ? atPosition : undefined;
}

/** The step's own changes first. Changes that may follow from those are left out. */
async function differences(miss: Miss, record: StepRecord, past: Past): Promise<readonly InputChange[]> {
  const before = record.inputs;
  const { now } = miss;
  const changes: InputChange[] = [];
  if (record.instruction !== miss.instruction) changes.push({ input: 'instruction', was: record.instruction });
  const sameCommand = isSame(before.command, now.command);
  if (now.operation === 'from' && !sameCommand) changes.push(baseChange(before.command, now.command));
  const filesBefore = await past.records.filesOf(record);
  const files = filesBefore === undefined ? undefined : filesChange(filesBefore, miss.inputs.files);
  if (files !== undefined) changes.push(files);
  changes.push(...variableChanges('arg', before.args, now.args, miss.inputs.args, past.masked));
  changes.push(...variableChanges('env', before.env, now.env, miss.inputs.env, past.masked));
  if (before.platform !== now.platform) changes.push({ input: 'platform', from: before.platform, to: now.platform });
  if (changes.length === 0 && !sameCommand) changes.push(...commandChanges(before.command, now.command));
  if (changes.length === 0 && (before.parent !== now.parent || before.layout !== now.layout))
    changes.push(await parentChange(miss, past));
  if (changes.length === 0 && before.config !== now.config) changes.push({ input: 'config' });
  return changes;
}

type RecordedText = RecordedInputs['command'];

function isSame(before: RecordedText, now: RecordedText): boolean {
  return typeof before === 'string' || typeof now === 'string' ? before === now : before.hash === now.hash;
}

function baseChange(before: RecordedText, now: RecordedText): InputChange {
  if (typeof before !== 'string' || typeof now !== 'string') return { input: 'expansion' };
  return { input: 'base', from: baseIdentity(before), to: baseIdentity(now) };
}

/** `reference@digest` for an image, something else for other bases. */
function baseIdentity(command: string): BaseIdentity {
  const at = command.lastIndexOf('@');
  const digest = command.slice(at + 1);
  return at > 0 && isDigest(digest) ? { reference: command.slice(0, at), digest } : { reference: command };
}

/** The fields that differ, if both commands are JSON objects. A command may hold what nobody should see: only some values are shown. */
function commandChanges(before: RecordedText, now: RecordedText): readonly InputChange[] {
  const [old, current] = [fieldsOf(before), fieldsOf(now)];
  if (old === undefined || current === undefined) return [{ input: 'expansion' }];
  const names = [...new Set([...old.keys(), ...current.keys()])];
  const differing = names.filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(current.get(name)));
  return differing.map((name) => {
    const [from, to] = [old.get(name), current.get(name)];
    const shown = SHOWN_OPTIONS.has(name) && isPlain(from) && isPlain(to);
    return { input: 'option', name, ...(shown && { from: String(from), to: String(to) }) };
  });
}

const SHOWN_OPTIONS: ReadonlySet<string> = new Set(['network', 'user', 'cwd', 'hostname', 'shmSize']);

function isPlain(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function fieldsOf(command: RecordedText): ReadonlyMap<string, unknown> | undefined {
  if (typeof command !== 'string') return undefined;
  const fields = parseOrUndefined(mapOf(anything), command, Infinity);
  return fields && new Map(Object.entries(fields));
}

/** The lowest step whose result changed: those between it and this one follow from it. */
async function parentChange({ below }: Miss, { previous, layers }: Past): Promise<ParentChange> {
  const atHand = (layer: Layer | undefined): Promise<LayerIndex | undefined> =>
    layer === undefined ? Promise.resolve(undefined) : layers.indexAtHand(layer);
  for (const { info, ordinal, record } of below) {
    const was = nearestRecord({ ...info, ordinal }, record.inputs.operation, previous.steps);
    if (was !== undefined && resultOf(was) === resultOf(record)) continue;
    // A new step without a layer does not change what is above it.
    if (was === undefined && record.layer === undefined) continue;
    const { number, instruction } = info;
    const step = { number, instruction, isNew: was === undefined };
    const [old, current] = await Promise.all([atHand(was?.layer), atHand(record.layer)]);
    if (old === undefined || current === undefined) return { input: 'parent', step };
    return { input: 'parent', step, paths: differingPaths(old, current) };
  }
  return { input: 'parent' };
}

/** Identifies a step's result: its layer's content, or the layers that FROM brings. */
function resultOf({ inputs, layer }: StepRecord): string {
  return layer?.contentId ?? (inputs.operation === 'from' ? inputs.parent : '');
}
