import type { LayerIndex } from '../../layer/layer-index.js';
import type { Layer } from '../../layer/layer.js';
import type { StepInfo } from '../events.js';
import type { Layers } from '../ports.js';
import type { ChangedStep, ConfigChange, ParentChange, VariableChange } from '../reason.js';
import { splitVariable, type RecordedInputs, type RecordedVariable, type StepRecord } from '../record.js';
import { configParts, pairNames } from './config-parts.js';
import { differingPaths } from './layer-changes.js';
import type { Partners } from './partners.js';
import { variableChanges, type MaskText } from './variable-changes.js';

/** A step of this build that is done. */
export interface DoneStep {
  readonly info: Pick<StepInfo, 'number' | 'instruction' | 'stage'>;
  /** Position among its stage's steps. */
  readonly ordinal: number;
  readonly record: StepRecord;
  /** Of an ARG: `NAME=value`, or the name alone. */
  readonly args?: readonly string[] | undefined;
  /** Absent: it missed. */
  readonly isHit?: true;
}

interface Pair {
  readonly done: DoneStep;
  /** Its record of the last build. */
  readonly was: StepRecord | undefined;
}

/** The lowest of these steps whose result changed. Those above it follow from it. */
export function changedStep(steps: readonly DoneStep[], partners: Partners): Pair | undefined {
  for (const done of steps) {
    const was = partnerOf(done, partners);
    // A new step without a layer does not change what is above it.
    if (was === undefined ? done.record.layer === undefined : resultOf(was) === resultOf(done.record)) continue;
    return { done, was };
  }
  return undefined;
}

export async function parentChange(
  { done, was }: Pair,
  layers: Pick<Layers, 'indexAtHand'>,
): Promise<ParentChange & { readonly step: ChangedStep }> {
  const atHand = (layer: Layer | undefined): Promise<LayerIndex | undefined> =>
    layer === undefined ? Promise.resolve(undefined) : layers.indexAtHand(layer);
  const { info, record, isHit } = done;
  const { number, instruction } = info;
  const step = { number, instruction, isNew: was === undefined, ...(isHit === true && { isHit }) };
  const [old, current] = await Promise.all([atHand(was?.layer), atHand(record.layer)]);
  if (old === undefined || current === undefined) return { input: 'parent', step };
  return { input: 'parent', step, paths: differingPaths(old, current) };
}

/** Why the image config below a step changed. @param stages of the steps, and of the step itself */
export function configChange(
  steps: readonly DoneStep[],
  stages: ReadonlySet<string>,
  partners: Partners,
): ConfigChange {
  for (const done of steps) {
    const { info, record } = done;
    const was = partnerOf(done, partners);
    if (!setsConfig(record.inputs) || (was !== undefined && setsTheSame(was.inputs, record.inputs))) continue;
    const { number, instruction } = info;
    const parts = record.inputs.operation === 'from' ? baseParts(was?.inputs, record.inputs) : configParts(instruction);
    return { input: 'config', step: { number, instruction }, ...(parts.length > 0 && { parts }) };
  }
  const gone = [...stages].flatMap((stage) => partners.gone(stage)).find(({ inputs }) => setsConfig(inputs));
  return { input: 'config', ...(gone !== undefined && { gone: gone.instruction }) };
}

function setsConfig({ operation, command }: RecordedInputs): boolean {
  return operation === 'from' || operation === 'workdir' || (operation === 'config' && command !== 'ARG');
}

function setsTheSame(before: RecordedInputs, now: RecordedInputs): boolean {
  return now.operation === 'from'
    ? before.config === now.config && sameVariables(before.env, now.env)
    : isSameCommand(before.command, now.command);
}

function baseParts(before: RecordedInputs | undefined, now: RecordedInputs): readonly string[] {
  if (before === undefined) return [];
  const names = variableChanges('env', before.env, now.env, [], (text) => text).map(({ name }) => `ENV ${name}`);
  return before.config === now.config ? names : [...names, 'other settings of the base'];
}

function sameVariables(before: readonly RecordedVariable[], now: readonly RecordedVariable[]): boolean {
  return JSON.stringify(before) === JSON.stringify(now);
}

/** A variable that an instruction's text or environment has, as steps below set it. */
export interface SetVariable {
  /** The last step that sets it. */
  readonly step: number;
  /** How it differs from the last build; absent: not at all. */
  readonly change?: VariableChange;
}

/** Where the variable `name` gets its value. `undefined` for one that no step below sets. */
export function variableOrigin(
  name: string,
  steps: readonly DoneStep[],
  partners: Partners,
  masked: MaskText,
): SetVariable | undefined {
  for (const done of steps.toReversed()) {
    const now = settingOf(name, done.record);
    if (now === undefined) continue;
    const was = partnerOf(done, partners);
    const before = was && settingOf(name, was);
    const step = done.info.number;
    const given = done.args?.find((variable) => splitVariable(variable).name === name);
    const plain = 'hash' in now.variable ? given : `${name}=${now.variable.value ?? ''}`;
    const shown = plain === undefined ? [] : [plain];
    const list = before === undefined ? [] : [before.variable];
    const [change] = variableChanges(now.input, list, [now.variable], shown, masked);
    return { step, ...(change !== undefined && { change: { ...change, step } }) };
  }
  return undefined;
}

/** What a step sets a variable to. */
function settingOf(
  name: string,
  { inputs, instruction }: StepRecord,
): { readonly input: VariableChange['input']; readonly variable: RecordedVariable } | undefined {
  const { operation, command, args, env } = inputs;
  if (operation === 'arg' || command === 'ARG') return named('arg', args, name);
  if (operation === 'from') return named('env', env, name);
  if (operation !== 'config' || !/^env\s/i.test(instruction)) return undefined;
  const names = pairNames(instruction);
  const at = names.indexOf(name);
  if (at < 0) return undefined;
  const variable = typeof command === 'string' ? { name, value: pairValue(command, names, at) } : { name, ...command };
  return { input: 'env', variable };
}

function named(
  input: VariableChange['input'],
  variables: readonly RecordedVariable[],
  name: string,
): ReturnType<typeof settingOf> {
  const variable = variables.find((one) => one.name === name);
  return variable && { input, variable };
}

/** A value of an ENV after expansion, in which nothing is quoted: it ends where the next pair begins. */
function pairValue(command: string, names: readonly string[], at: number): string {
  const begin = `${names[at] ?? ''}=`;
  const next = names[at + 1];
  const rest = command.slice(command.indexOf(` ${begin}`) + 1 + begin.length);
  const end = next === undefined ? -1 : rest.indexOf(` ${next}=`);
  return end < 0 ? rest : rest.slice(0, end);
}

function partnerOf({ info, ordinal }: DoneStep, partners: Partners): StepRecord | undefined {
  return partners.of({ stage: info.stage, ordinal });
}

/** Identifies a step's result: its layer's content, or the layers that FROM brings. */
function resultOf({ inputs, layer }: StepRecord): string {
  return layer?.contentId ?? (inputs.operation === 'from' ? inputs.parent : '');
}

export function isSameCommand(before: RecordedInputs['command'], now: RecordedInputs['command']): boolean {
  return typeof before === 'string' || typeof now === 'string' ? before === now : before.hash === now.hash;
}
