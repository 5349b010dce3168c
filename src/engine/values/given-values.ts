import { hashFields } from '../../oci/digest.js';
import { credentialsIn } from '../../text/url-credentials.js';
import type { CacheKey } from '../../oci/identity.js';
import { stepKey } from '../keys.js';
import type { BuildPlan, StagePlan } from '../plan/build-plan.js';
import {
  recordedPlainly,
  splitVariable,
  type KeyInputs,
  type RecordedInputs,
  type RecordedVariable,
} from '../record.js';
import { isHarmlessName } from './harmless-names.js';
import { slowHash } from './slow-hash.js';

/** Characters. A shorter value is not searched for in other texts, since it would be found everywhere. */
const SHORTEST = 4;

/** A step's inputs, and its instruction before variables were replaced. */
interface Written {
  readonly inputs: KeyInputs;
  readonly instruction: string;
}

/**
 * The values of a stage's ARGs that come from `--build-arg`. All other values are in the Dockerfile or in the base. A value from outside
 * may be a secret, although people are told not to do that. The same is true for the user and password of any address. Others can read
 * records and keys in caches. So a record has slow hashes of such values, and a step's key is made with a slow hash of the values that the
 * step uses. With neither, anybody can test guesses fast (docs/adr/0011-values-in-records.md).
 */
export class GivenValues {
  /** By name of the ARG. */
  readonly #values: ReadonlyMap<string, string>;
  /** The values that are in the image's config. */
  readonly #exposed = new Set<string>();

  private constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
    // Nearly all are needed, and side by side they take no longer than a few. A failure is thrown where the hash is asked for.
    for (const value of values.values()) slowHash(value).catch(() => undefined);
  }

  /** For the ARGs before the first FROM. */
  static ofGlobals({ buildArgs, globalArgs }: BuildPlan): GivenValues {
    return new GivenValues(
      givenAmong(
        globalArgs.flatMap(({ arg }) => arg.values.map(([name]) => name)),
        buildArgs,
      ),
    );
  }

  /** For a stage that starts now. It has the values of the stages below it, and of the ARGs that its FROM can use. */
  static ofStage(plan: BuildPlan, stage: StagePlan): GivenValues {
    const globals = plan.globalArgs.flatMap(({ arg }) => arg.values.map(([name]) => name));
    const declared = stage.end.declaredArgs.map(([name]) => name);
    const values = new GivenValues(givenAmong([...globals, ...declared], plan.buildArgs));
    for (let below = belowOf(stage, plan); below !== undefined; below = belowOf(below, plan))
      for (const step of below.steps) values.noteConfig(step);
    return values;
  }

  /** Notes the values that a step wrote into the image's config. From now on, everything made from the config depends on them. */
  noteConfig({ operation, text, expanded }: StagePlan['steps'][number]): void {
    if (operation.kind !== 'config' || operation.args !== undefined) return;
    const given = text.includes('$') ? this.#in(expanded) : [];
    for (const value of [...given, ...credentialsIn(expanded)]) this.#exposed.add(value);
  }

  /** The key of a step. A step that uses no value from outside has the plain key. */
  async keyOf(written: Written): Promise<CacheKey> {
    return stepKey(written.inputs, await this.#pepper(this.#usedBy(written)));
  }

  /** The inputs in the form that is kept in a record. */
  async recorded(written: Written): Promise<RecordedInputs> {
    const plain = recordedPlainly(written.inputs);
    const { command, config } = written.inputs;
    const used = this.#usedBy(written);
    if (used.length === 0) return plain;
    const pepper = await this.#pepper(used);
    const recorded = (variable: RecordedVariable): Promise<RecordedVariable> => this.#recordedVariable(variable);
    return {
      ...plain,
      command: used.some((value) => command.includes(value)) ? { hash: hashFields(pepper, command) } : command,
      config: config === '' ? '' : hashFields(pepper, config),
      env: await Promise.all(plain.env.map(recorded)),
      args: await Promise.all(plain.args.map(recorded)),
    };
  }

  async #recordedVariable(variable: RecordedVariable): Promise<RecordedVariable> {
    if ('hash' in variable || variable.value === undefined) return variable;
    if (isHarmlessName(variable.name) && credentialsIn(variable.value).length === 0) return variable;
    const { name, value } = variable;
    const isHidden = this.#values.get(name) === value || this.#in(value).length > 0 || credentialsIn(value).length > 0;
    return isHidden ? { name, hash: hashFields('variable', name, await slowHash(value)) } : variable;
  }

  #usedBy({ inputs, instruction }: Written): readonly string[] {
    const { operation, command, env, args } = inputs;
    const named = args.flatMap((variable) => {
      const { name, value } = splitVariable(variable);
      return value !== undefined && this.#values.get(name) === value ? [value] : [];
    });
    const texts = [command, ...env, ...args];
    const inVariables = [...env, ...args].flatMap((variable) => this.#in(variable));
    // The values in a command without variables come from the Dockerfile, even if they are equal by chance.
    const inCommand = /\$|<</.test(instruction) ? this.#in(command) : [];
    const inConfig = operation === 'config' ? this.#exposed : [];
    return [...new Set([...named, ...inVariables, ...inCommand, ...inConfig, ...texts.flatMap(credentialsIn)])].sort();
  }

  #in(text: string): readonly string[] {
    return [...this.#values.values()].filter((value) => value.length >= SHORTEST && text.includes(value));
  }

  /**
   * One slow hash for each value from outside, so that steps with other sets of the same values need no more. Those from the Dockerfile, of
   * which there may be very many, have one together.
   */
  async #pepper(used: readonly string[]): Promise<string> {
    if (used.length === 0) return '';
    const given = new Set(this.#values.values());
    const others = used.filter((value) => !given.has(value));
    const slow = [
      ...used.filter((value) => given.has(value)),
      ...(others.length === 0 ? [] : [JSON.stringify(others)]),
    ];
    return hashFields('values', ...(await Promise.all(slow.map(slowHash))));
  }
}

function givenAmong(
  names: readonly string[],
  buildArgs: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const name of names) {
    const value = Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
    if (value !== undefined && value !== '' && !isHarmlessName(name)) values.set(name, value);
  }
  return values;
}

function belowOf({ base }: StagePlan, { stages }: BuildPlan): StagePlan | undefined {
  return base.kind === 'stage' ? stages.find(({ stage }) => stage.index === base.index) : undefined;
}
