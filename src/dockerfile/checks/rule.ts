/** A build check, with the name and the words of BuildKit's (`docker build --check`; Docker's reference, "Build checks"). */
export interface Rule {
  readonly name: RuleName;
  readonly description: string;
  /** Where it is explained. */
  readonly url?: string;
  /** Off unless `experimental=` names it. */
  readonly experimental?: true;
}

export type RuleName = keyof typeof DESCRIPTIONS;

const DESCRIPTIONS = {
  StageNameCasing: 'Stage names should be lowercase',
  FromAsCasing: "The 'as' keyword should match the case of the 'from' keyword",
  NoEmptyContinuation: 'Empty continuation lines will become errors in a future release',
  ConsistentInstructionCasing: 'All commands within the Dockerfile should use the same casing (either upper or lower)',
  DuplicateStageName: 'Stage names should be unique',
  ReservedStageName: 'Reserved words should not be used as stage names',
  JSONArgsRecommended:
    'JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals',
  MaintainerDeprecated: 'The MAINTAINER instruction is deprecated, use a label instead to define an image author',
  UndefinedArgInFrom: 'FROM command must use declared ARGs',
  WorkdirRelativePath:
    'Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes',
  UndefinedVar: 'Variables should be defined before their use',
  MultipleInstructionsDisallowed: 'Multiple instructions of the same type should not be used in the same stage',
  LegacyKeyValueFormat: 'Legacy key/value format with whitespace separator should not be used',
  InvalidBaseImagePlatform: 'Base image platform does not match expected target platform',
  RedundantTargetPlatform:
    'Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
  SecretsUsedInArgOrEnv: 'Sensitive data should not be used in the ARG or ENV commands',
  InvalidDefaultArgInFrom: 'Default value for global ARG results in an empty or invalid base image name',
  FromPlatformFlagConstDisallowed: 'FROM --platform flag should not use a constant value',
  CopyIgnoredFile: 'Attempting to Copy file that is excluded by .dockerignore',
  InvalidDefinitionDescription:
    'Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.',
  ExposeProtoCasing: 'Protocol in EXPOSE instruction should be lowercase',
  ExposeInvalidFormat:
    'IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release',
} as const;

/** The rules without a page in Docker's documentation. */
const UNEXPLAINED: ReadonlySet<RuleName> = new Set(['InvalidBaseImagePlatform']);
const EXPERIMENTAL: ReadonlySet<RuleName> = new Set(['InvalidDefinitionDescription']);

export function ruleOf(name: RuleName): Rule {
  return {
    name,
    description: DESCRIPTIONS[name],
    ...(UNEXPLAINED.has(name) ? {} : { url: `https://docs.docker.com/go/dockerfile/rule/${kebab(name)}/` }),
    ...(EXPERIMENTAL.has(name) ? { experimental: true } : {}),
  };
}

/** `JSONArgsRecommended` is `json-args-recommended`. */
function kebab(name: string): string {
  return name.replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&-').toLowerCase();
}

/** @internal For a test that has a row for each of them. */
export const RULE_NAMES = Object.keys(DESCRIPTIONS) as readonly RuleName[];
