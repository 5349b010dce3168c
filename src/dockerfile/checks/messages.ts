import { goQuote } from '../values/go-quote.js';
import type { RuleName } from './rule.js';

/** The message of each check, in BuildKit's words. Parts of the Dockerfile are quoted as they are written there. */
export const MESSAGES = {
  StageNameCasing: (name: string) => `Stage name '${name}' should be lowercase`,
  FromAsCasing: (from: string, as: string) => `'${as}' and '${from}' keywords' casing do not match`,
  NoEmptyContinuation: () => 'Empty continuation line',
  ConsistentInstructionCasing: (keyword: string, majority: 'lowercase' | 'uppercase') =>
    `Command '${keyword}' should match the case of the command majority (${majority})`,
  DuplicateStageName: (name: string) => `Duplicate stage name ${goQuote(name)}, stage names should be unique`,
  ReservedStageName: (name: string) => `Stage name should not use the same name as reserved stage ${goQuote(name)}`,
  JSONArgsRecommended: (keyword: string) =>
    `JSON arguments recommended for ${keyword} to prevent unintended behavior related to OS signals`,
  MaintainerDeprecated: () => 'Maintainer instruction is deprecated in favor of using label',
  UndefinedArgInFrom: (name: string, near: string | undefined) =>
    `FROM argument '${name}' is not declared${near === undefined ? '' : ` (did you mean ${near}?)`}`,
  WorkdirRelativePath: (path: string) =>
    `Relative workdir ${goQuote(path)} can have unexpected results if the base image changes`,
  UndefinedVar: (name: string, near: string | undefined) =>
    `Usage of undefined variable '$${name}'${near === undefined ? '' : ` (did you mean $${near}?)`}`,
  MultipleInstructionsDisallowed: (keyword: string) =>
    `Multiple ${keyword} instructions should not be used in the same stage because only the last one will be used`,
  LegacyKeyValueFormat: (keyword: string) =>
    `"${keyword} key=value" should be used instead of legacy "${keyword} key value" format`,
  InvalidBaseImagePlatform: (image: string, expected: string, actual: string) =>
    `Base image ${image} was pulled with platform ${goQuote(actual)}, expected ${goQuote(expected)} for current build`,
  RedundantTargetPlatform: (expression: string) =>
    `Setting platform to predefined ${expression} in FROM is redundant as this is the default behavior`,
  SecretsUsedInArgOrEnv: (keyword: 'ARG' | 'ENV', name: string) =>
    `Do not use ARG or ENV instructions for sensitive data (${keyword} ${goQuote(name)})`,
  InvalidDefaultArgInFrom: (image: string) =>
    `Default value for ARG ${image} results in empty or invalid base image name`,
  FromPlatformFlagConstDisallowed: (platform: string) =>
    `FROM --platform flag should not use constant value ${goQuote(platform)}`,
  CopyIgnoredFile: (verb: 'Copy' | 'Add', source: string) =>
    `Attempting to ${verb} file ${goQuote(source)} that is excluded by .dockerignore`,
  InvalidDefinitionDescription: (keyword: 'FROM' | 'ARG', name: string) =>
    `Comment for ${keyword} should follow the format: \`# ${name} <description>\``,
  ExposeProtoCasing: (port: string) => `Defined protocol '${port}' in EXPOSE instruction should be lowercase`,
  ExposeInvalidFormat: (port: string) =>
    `EXPOSE instruction should not define an IP address or host-port mapping, found '${port}'`,
} satisfies Readonly<Record<RuleName, (...texts: never) => string>>;
