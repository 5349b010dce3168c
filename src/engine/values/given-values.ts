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

/** A shorter value is not looked for inside of other texts: it would be found everywhere. Characters. */
const SHORTEST = 4;

/** A step's inputs, and its instruction before variables were replaced. */
interface Written {
  readonly inputs: KeyInputs;
  readonly instruction: string;
}

/**
 * The values that a stage's ARGs got from outside (`--build-arg`). All others stand in the Dockerfile or came with the base. They,
 * and the users and passwords of addresses wherever they come from, may be secrets, whatever people are told, and records and keys travel in caches that others can read. So records keep slow hashes
 * of them, and keys are made with a slow hash of those that a step sees: neither lets anybody try values fast (docs/adr/0010).
 */
export class GivenValues {
  /** By the ARG's name. */
  readonly #values: ReadonlyMap<string, string>;
  /** Those that came into the image's config. */
  readonly #exposed = new Set<string>();

  private constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
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

  /** For a stage that is about to run. It has the values of the stages that it is based on, and of the ARGs that its FROM may name. */
  static ofStage(plan: BuildPlan, stage: StagePlan): GivenValues {
    const globals = plan.globalArgs.flatMap(({ arg }) => arg.values.map(([name]) => name));
    const declared = stage.end.declaredArgs.map(([name]) => name);
    const values = new GivenValues(givenAmong([...globals, ...declared], plan.buildArgs));
    for (let below = belowOf(stage, plan); below !== undefined; below = belowOf(below, plan))
      for (const step of below.steps) values.noteConfig(step);
    return values;
  }

  /** A step changed the image's config: what it wrote there is part of all that is said of the config from now on. */
  noteConfig({ operation, text, expanded }: StagePlan['steps'][number]): void {
    if (operation.kind !== 'config' || operation.args !== undefined) return;
    const given = text.includes('$') ? this.#in(expanded) : [];
    for (const value of [...given, ...credentialsIn(expanded)]) this.#exposed.add(value);
  }

  /** The key of a step. One that sees no given value has the plain key. */
  async keyOf(written: Written): Promise<CacheKey> {
    return stepKey(written.inputs, await this.#pepper(this.#seenBy(written)));
  }

  /** The inputs as a record keeps them. */
  async recorded(written: Written): Promise<RecordedInputs> {
    const plain = recordedPlainly(written.inputs);
    const { command, config } = written.inputs;
    const seen = this.#seenBy(written);
    if (seen.length === 0) return plain;
    const pepper = await this.#pepper(seen);
    const recorded = (variable: RecordedVariable): Promise<RecordedVariable> => this.#recordedVariable(variable);
    return {
      ...plain,
      command: seen.some((value) => command.includes(value)) ? { hash: hashFields(pepper, command) } : command,
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
    return isHidden ? { name, hash: await slowHash(`${name}=${value}`) } : variable;
  }

  #seenBy({ inputs, instruction }: Written): readonly string[] {
    const { operation, command, env, args } = inputs;
    const named = args.flatMap((variable) => {
      const { name, value } = splitVariable(variable);
      return value !== undefined && this.#values.get(name) === value ? [value] : [];
    });
    const texts = [command, ...env, ...args];
    const inVariables = [...env, ...args].flatMap((variable) => this.#in(variable));
    // A command without variables has its values from the Dockerfile, even where they are the same by chance.
    const inCommand = /\$|<</.test(instruction) ? this.#in(command) : [];
    const inConfig = operation === 'config' ? this.#exposed : [];
    return [...new Set([...named, ...inVariables, ...inCommand, ...inConfig, ...texts.flatMap(credentialsIn)])].sort();
  }

  #in(text: string): readonly string[] {
    return [...this.#values.values()].filter((value) => value.length >= SHORTEST && text.includes(value));
  }

  async #pepper(seen: readonly string[]): Promise<string> {
    return seen.length === 0 ? '' : slowHash(JSON.stringify(seen));
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
