import { isDigest } from '../../oci/digest.js';
import type { CacheFault } from '../cache-location.js';
import type { Layers, StepCache } from '../ports.js';
import type { BaseIdentity, InputChange, ParentChange, StepReason, VariableChange } from '../reason.js';
import type { KeyInputs, PreviousBuild, RecordedInputs, StepRecord, UnfinishedStep } from '../record.js';
import { commandChanges } from './command-changes.js';
import { filesChange } from './file-changes.js';
import {
  changedStep,
  configChange,
  isSameCommand,
  parentChange,
  variableOrigin,
  type DoneStep,
  type SetVariable,
} from './origins.js';
import type { Partners, StepPlace } from './partners.js';
import { variableChanges, type MaskText } from './variable-changes.js';

/** A step that missed. */
export interface Miss extends StepPlace {
  readonly instruction: string;
  readonly inputs: KeyInputs;
  /** The same as its record will have them. */
  readonly now: RecordedInputs;
  /** The ARGs before the first FROM, and the steps below it, in its stage and in those that it is based on, lowest first. */
  readonly below: readonly DoneStep[];
  /** The steps of other stages whose files it uses; absent: it uses none. */
  readonly sources?: readonly DoneStep[];
  /** The files that it uses are in an image, not in a build context. */
  readonly takesFromImage?: true;
}

/** What is known of earlier builds, and how to hide this one's secrets. */
export interface Past {
  readonly previous: PreviousBuild;
  readonly partners: Partners;
  /** Caches that could not be asked for records. */
  readonly faults: readonly CacheFault[];
  readonly masked: MaskText;
  readonly layers: Pick<Layers, 'indexAtHand'>;
  readonly records: Pick<StepCache, 'filesOf'>;
}

/** Why a step missed, by comparing it with its record of the last build in its scope, if there is one. */
export async function explainMiss(miss: Miss, past: Past): Promise<StepReason> {
  const { steps, unfinished, evicted = [] } = past.previous;
  if (steps.length + unfinished.length + evicted.length === 0) {
    return past.faults.length > 0 ? { kind: 'unreachable', faults: past.faults } : { kind: 'no-record' };
  }
  const isThis = (step: UnfinishedStep): boolean => step.stage === miss.stage && step.instruction === miss.instruction;
  const record = past.partners.of(miss);
  if (record === undefined) {
    if (evicted.some(isThis)) return { kind: 'evicted' };
    return { kind: unfinished.some(isThis) ? 'unfinished' : 'new-instruction' };
  }
  const changes = await new Difference(miss, record, past).changes();
  if (changes.length === 0) return { kind: 'evicted' };
  // The record is older than the last build, which had already made what lies below.
  if (changes.every(isUnnamedParent) && unfinished.some(isThis)) return { kind: 'unfinished' };
  return { kind: 'changed', changes };
}

function isUnnamedParent(change: InputChange): boolean {
  return change.input === 'parent' && change.step === undefined;
}

/** What differs between a step and its record of the last build. */
class Difference {
  readonly #miss: Miss;
  readonly #record: StepRecord;
  readonly #past: Past;

  constructor(miss: Miss, record: StepRecord, past: Past) {
    this.#miss = miss;
    this.#record = record;
    this.#past = past;
  }

  /** First what comes from outside: the text, the base, files. Then what follows from steps below. */
  async changes(): Promise<readonly InputChange[]> {
    const { now } = this.#miss;
    const before = this.#record.inputs;
    const own = [...this.#instruction(), ...this.#base(), ...(await this.#files())];
    if (before.platform !== now.platform) own.push({ input: 'platform', from: before.platform, to: now.platform });
    const command = this.#command(own);
    const variables = [...this.#variables('arg'), ...this.#variables('env')];
    const parent = await this.#parent(own.length + command.length + variables.length > 0);
    const named = [...own, ...parent, ...withoutRepeats(variables, command)];
    // That the command is another one says nothing new beside the reasons for it.
    const known = named.length > 1 ? named.filter(({ input }) => input !== 'expansion') : named;
    return [...known, ...this.#config(known)];
  }

  get #isEdited(): boolean {
    return this.#record.instruction !== this.#miss.instruction;
  }

  /** The same reference leads to another image. */
  get #isMovedBase(): boolean {
    const [before, now] = [this.#record.inputs.command, this.#miss.now.command];
    if (typeof before !== 'string' || typeof now !== 'string') return false;
    return baseIdentity(before).reference === baseIdentity(now).reference;
  }

  #instruction(): readonly InputChange[] {
    return this.#isEdited ? [{ input: 'instruction', was: this.#record.instruction }] : [];
  }

  #base(): readonly InputChange[] {
    const [before, now] = [this.#record.inputs.command, this.#miss.now.command];
    if (this.#miss.now.operation !== 'from' || isSameCommand(before, now)) return [];
    if (typeof before !== 'string' || typeof now !== 'string') return [{ input: 'expansion' }];
    const [variable] = this.#textVariables();
    const step = variable?.step;
    return [{ input: 'base', from: baseIdentity(before), to: baseIdentity(now), ...(step !== undefined && { step }) }];
  }

  /** If the instruction takes other files than before, as its text or its variables say so, only those count that it took before too. */
  async #files(): Promise<InputChange[]> {
    const before = await this.#past.records.filesOf(this.#record);
    if (before === undefined) return [];
    const { inputs, sources, takesFromImage } = this.#miss;
    const takesOthers = !isSameCommand(this.#record.inputs.command, this.#miss.now.command);
    const change = filesChange(before, inputs.files, {
      onlyKept: takesOthers,
      root: takesFromImage === true ? '/' : '',
    });
    if (change === undefined) return [];
    const origin = this.#originAmong(sources);
    return [{ ...change, ...(origin !== undefined && { step: origin }) }];
  }

  /** @param own changes of the step's text and base, which explain another command */
  #command(own: readonly InputChange[]): readonly InputChange[] {
    const { now, sources } = this.#miss;
    const before = this.#record.inputs;
    const isExplained = this.#isEdited || own.some(({ input }) => input === 'base' || input === 'expansion');
    if (isExplained || isSameCommand(before.command, now.command)) return [];
    const variables = this.#textVariables();
    if (variables.length > 0) return variables;
    const options = commandChanges(before.command, now.command);
    if (options === undefined) return [{ input: 'expansion' }];
    // The files of a mount are part of the command by a hash over them.
    const areFiles = own.some(({ input }) => input === 'files');
    return options
      .filter(({ name }) => name !== 'mounts' || !areFiles)
      .map((change) => {
        const step = change.name === 'mounts' ? this.#originAmong(sources) : this.#setterOf(change.name);
        return { ...change, ...(step !== undefined && { step }) };
      });
  }

  /** The variables in the instruction's text whose values changed. */
  #textVariables(): readonly VariableChange[] {
    const names = [...this.#miss.instruction.matchAll(/\$\{?([A-Za-z_][A-Za-z0-9_]*)/g)].flatMap(
      ([, name]) => name ?? [],
    );
    return [...new Set(names)].flatMap((name) => this.#originOf(name)?.change ?? []);
  }

  #variables(input: 'arg' | 'env'): readonly VariableChange[] {
    const { now, inputs } = this.#miss;
    const field = input === 'arg' ? 'args' : 'env';
    const before = this.#record.inputs[field];
    const changes = variableChanges(input, before, now[field], inputs[field], this.#past.masked);
    // The variables of a base come with it. Of another base, all may differ.
    if (now.operation === 'from') return this.#isMovedBase ? changes.filter(({ change }) => change === 'changed') : [];
    return changes.map((change) => {
      const origin = this.#originOf(change.name);
      return { ...change, ...(origin?.change !== undefined && { step: origin.step }) };
    });
  }

  /** @param isExplained other changes are known */
  async #parent(isExplained: boolean): Promise<readonly ParentChange[]> {
    const { now, below } = this.#miss;
    const before = this.#record.inputs;
    if (before.parent === now.parent && before.layout === now.layout) return [];
    // A layout is what the step makes of all that is known already.
    const areLayouts = before.layout !== undefined || now.layout !== undefined;
    if (isExplained && areLayouts) return [];
    // The layers that an image brings are its own.
    if (now.operation === 'from' && !isSameCommand(before.command, now.command)) return [];
    const changed = changedStep(below, this.#past.partners);
    return [changed === undefined ? { input: 'parent' } : await parentChange(changed, this.#past.layers)];
  }

  /** @param known all other changes */
  #config(known: readonly InputChange[]): readonly InputChange[] {
    const { now, below, stage } = this.#miss;
    const before = this.#record.inputs;
    if (before.config === now.config || (now.operation === 'from' && known.length > 0)) return [];
    const stages = new Set([...below.map(({ info }) => info.stage), stage]);
    const change = configChange(below, stages, this.#past.partners);
    const isNamed = change.step !== undefined || change.gone !== undefined;
    // The config is the one after the step, so a step with another command changes it by itself.
    if (known.length > 0 && !isNamed) return [];
    const isSaid = known.some((one) => one.input === 'parent' && one.step?.number === change.step?.number);
    return isSaid && change.step !== undefined ? [] : [change];
  }

  #originOf(name: string): SetVariable | undefined {
    return variableOrigin(name, this.#miss.below, this.#past.partners, this.#past.masked);
  }

  #originAmong(steps: readonly DoneStep[] = []): number | undefined {
    return changedStep(steps, this.#past.partners)?.done.info.number;
  }

  /** The number of the step below that sets an option, if it does so in another way than before. */
  #setterOf(option: string): number | undefined {
    const keyword = SETTERS[option];
    if (keyword === undefined) return undefined;
    const setter = this.#miss.below.findLast(({ info }) => keyword.test(info.instruction));
    const was = setter && this.#past.partners.of({ stage: setter.info.stage, ordinal: setter.ordinal });
    const isSame = was !== undefined && isSameCommand(was.inputs.command, setter?.record.inputs.command ?? '');
    return isSame ? undefined : setter?.info.number;
  }
}

/** The instructions that set what the text of a RUN does not show. */
const SETTERS: Readonly<Record<string, RegExp>> = { user: /^user\s/i, cwd: /^workdir\s/i, shell: /^shell\s/i };

/** A variable in the text of an instruction may be in its environment too. */
function withoutRepeats(variables: readonly VariableChange[], command: readonly InputChange[]): readonly InputChange[] {
  const isSaid = (change: InputChange): boolean =>
    'name' in change && variables.some(({ input, name }) => input === change.input && name === change.name);
  return [...variables, ...command.filter((change) => !isSaid(change))];
}

/** `reference@digest` for an image, something else for other bases. */
function baseIdentity(command: string): BaseIdentity {
  const at = command.lastIndexOf('@');
  const digest = command.slice(at + 1);
  return at > 0 && isDigest(digest) ? { reference: command.slice(0, at), digest } : { reference: command };
}
