import { UserError } from '../errors.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import { parseJson } from '../json/parse-json.js';
import { asObject } from '../json/containers.js';
import { MAX_CONFIG_SIZE, type ImageConfig } from '../oci/image-config.js';
import { ContextNames } from './context-names.js';
import { encodedConfig } from './draft-config.js';
import { Environment } from './environment.js';
import { imageAsItIs } from './image-state.js';
import { lowerStage } from './lower.js';
import { PlanBudget } from './plan-budget.js';
import { planStages } from './stage-graph.js';
import { startOnImage } from './stage-state.js';

/** As `docker import` and `docker commit` take them. */
const CHANGING = [
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'ONBUILD',
  'SHELL',
  'STOPSIGNAL',
].concat(['USER', 'VOLUME', 'WORKDIR']);

/**
 * The config after instructions of a Dockerfile, each of which changes nothing but the config.
 *
 * @param changes one instruction each: `CMD ["node"]`
 * @throws UserError for anything else
 */
export function withChanges(config: ImageConfig, changes: readonly string[]): ImageConfig {
  if (changes.length === 0) return config;
  const text = `FROM scratch\n${changes.join('\n')}\n`;
  const dockerfile = parseDockerfile(text, '--change');
  const state = startOnImage(imageAsItIs(config));
  const graph = planStages(dockerfile, {
    environment: Environment.empty,
    targetPlatform: state.image.platform,
    target: undefined,
    contexts: ContextNames.of([]),
  });
  const instructions = graph.stages[0]?.instructions ?? [];
  const other = instructions.find(({ instruction }) => !CHANGING.includes(instruction.keyword));
  if (graph.stages.length !== 1 || other !== undefined) {
    throw new UserError(`--change does not take ${other?.instruction.keyword ?? 'FROM'}`, {
      hint: `It takes ${CHANGING.join(', ')}.`,
    });
  }
  const { end } = lowerStage(instructions, state, 0, {
    graph,
    dockerfile,
    globalEnvironment: Environment.empty,
    buildArgs: {},
    budget: new PlanBudget(),
    entitlements: undefined,
  });
  const encoded = Buffer.concat([...encodedConfig(end.image.config)].map((piece) => Buffer.from(piece)));
  return { ...config, config: asObject(parseJson(encoded, MAX_CONFIG_SIZE)) };
}
