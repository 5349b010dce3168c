import type { ArgInstruction, Dockerfile } from '../dockerfile/syntax/ast.js';
import { formatPlatform, type Platform } from '../oci/platform.js';
import { Environment } from './environment.js';
import { locateErrors } from '../dockerfile/syntax/error-location.js';
import { expand } from './expand.js';
import type { PlanBudget } from './plan-budget.js';

/** An ARG before the first FROM, with the value that each of its names has. */
export interface GlobalArg {
  readonly instruction: ArgInstruction;
  /** `undefined` for a name without a value. */
  readonly values: readonly (readonly [name: string, value: string | undefined])[];
}

export interface PlatformChoice {
  /** The machine that RUN steps execute on. */
  readonly build: Platform;
  readonly target: Platform;
}

/**
 * The arguments that BuildKit predefines in the global scope (Dockerfile reference, "Automatic platform ARGs in the global
 * scope"), overridable by `--build-arg`.
 */
export function predefinedArgs(
  platforms: PlatformChoice,
  buildArgs: Readonly<Record<string, string>>,
  targetName: string,
): Environment {
  const { build, target } = platforms;
  const defaults: readonly (readonly [string, string])[] = [
    ['BUILDPLATFORM', formatPlatform(build)],
    ['BUILDOS', build.os],
    ['BUILDOSVERSION', ''],
    ['BUILDARCH', build.architecture],
    ['BUILDVARIANT', build.variant ?? ''],
    ['TARGETPLATFORM', formatPlatform(target)],
    ['TARGETOS', target.os],
    ['TARGETOSVERSION', target.osVersion ?? ''],
    ['TARGETARCH', target.architecture],
    ['TARGETVARIANT', target.variant ?? ''],
    ['TARGETSTAGE', targetName],
  ];
  return Environment.of(defaults.map(([name, value]) => [name, ownValue(buildArgs, name) ?? value]));
}

/** Evaluates the ARGs before the first FROM, in order: the value of `--build-arg`, else the expanded default. */
export function evaluateGlobalArgs(
  dockerfile: Dockerfile,
  predefined: Environment,
  buildArgs: Readonly<Record<string, string>>,
  budget: PlanBudget,
): { readonly environment: Environment; readonly args: readonly GlobalArg[] } {
  let environment = predefined;
  const args = dockerfile.globalArgs.map((instruction): GlobalArg => {
    const values = instruction.args.map(({ name, value }) => {
      const given = ownValue(buildArgs, name);
      const result =
        given ??
        (value === undefined
          ? undefined
          : locateErrors(dockerfile, instruction.range, () => expand(dockerfile, value, environment)));
      if (result !== undefined) {
        locateErrors(dockerfile, instruction.range, () => budget.expanded(result));
        environment = environment.set(name, result);
      }
      return [name, result] as const;
    });
    return { instruction, values };
  });
  return { environment, args };
}

/** The value of a `--build-arg`. Users choose the names: `constructor` must not find what every object inherits. */
export function ownValue(buildArgs: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
}
