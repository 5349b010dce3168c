import type {
  CmdInstruction,
  EntrypointInstruction,
  EnvInstruction,
  HealthcheckInstruction,
  KeyValue,
  LabelInstruction,
  StageInstruction,
} from '../dockerfile/syntax/ast.js';
import { expandWords } from '../dockerfile/shell/expand.js';
import { parsePorts } from '../dockerfile/values/ports.js';
import { checkSignal } from '../dockerfile/values/signal.js';
import { UserError } from '../errors.js';
import type { Healthcheck } from '../oci/image-config.js';
import { withFields, withVariable } from './draft-config.js';
import { goDuration, goList, goQuoteList } from './go-format.js';
import { AppendableJson } from '../json/appendable-json.js';
import { withConfig, type ImageState } from './image-state.js';
import { expand } from './expand.js';
import { commandLine } from './command-line.js';
import type { Lowered, LowerOptions } from './lowered.js';
import type { StageState } from './stage-state.js';

/** Instructions that only change the image's config. */
export type ConfigInstruction = Exclude<StageInstruction, { keyword: 'ARG' | 'COPY' | 'ADD' | 'RUN' | 'WORKDIR' }>;

export function lowerConfig(instruction: ConfigInstruction, state: StageState, options: LowerOptions): Lowered {
  const word = (text: string): string => expand(options.dockerfile, text, state.environment);
  const { image } = state;
  switch (instruction.keyword) {
    case 'ENV':
      return lowerEnv(instruction, state, word);
    case 'LABEL':
      return lowerLabel(instruction, state, word);
    case 'MAINTAINER':
      return changed(state, { ...image, author: instruction.maintainer }, `MAINTAINER ${instruction.maintainer}`);
    case 'USER': {
      const user = word(instruction.user);
      return changed(state, withConfig(image, { User: user }), `USER ${user}`);
    }
    case 'CMD':
      return lowerCmd(instruction, state);
    case 'ENTRYPOINT':
      return lowerEntrypoint(instruction, state);
    case 'EXPOSE': {
      const words = instruction.ports.flatMap((port) =>
        expandWords(port, state.environment.get, options.dockerfile.directives.escape),
      );
      const ports = parsePorts(words);
      const ExposedPorts = withFields(image.config.ExposedPorts, ports.map(empty));
      return changed(state, withConfig(image, { ExposedPorts }), `EXPOSE ${goList(ports)}`);
    }
    case 'VOLUME': {
      const paths = instruction.paths.map(word);
      if (paths.includes('')) throw new UserError('VOLUME specified can not be an empty string');
      const Volumes = withFields(image.config.Volumes, paths.map(empty));
      return changed(state, withConfig(image, { Volumes }), `VOLUME ${goList(paths)}`);
    }
    case 'SHELL':
      return changed(state, withConfig(image, { Shell: instruction.shell }), `SHELL ${goList(instruction.shell)}`);
    case 'STOPSIGNAL': {
      const signal = word(instruction.signal);
      checkSignal(signal);
      return changed(state, withConfig(image, { StopSignal: signal }), `STOPSIGNAL ${signal}`);
    }
    case 'HEALTHCHECK':
      return lowerHealthcheck(instruction, state);
    case 'ONBUILD': {
      const OnBuild = (image.config.OnBuild ?? AppendableJson.list<string>([])).append(instruction.trigger);
      return {
        state: { ...state, image: withConfig(image, { OnBuild }) },
        step: { operation: { kind: 'config' }, expanded: `ONBUILD ${instruction.trigger}` },
      };
    }
  }
}

function changed(state: StageState, image: ImageState, expanded: string): Lowered {
  return {
    state: { ...state, image },
    step: { operation: { kind: 'config' }, expanded, history: { createdBy: expanded, emptyLayer: true } },
  };
}

function expandPairs(
  pairs: readonly KeyValue[],
  word: (text: string) => string,
): readonly (readonly [key: string, value: string])[] {
  // Every word is expanded with the values from before the instruction.
  return pairs.map(({ key, value }) => [word(key), word(value)] as const);
}

function lowerEnv(instruction: EnvInstruction, state: StageState, word: (text: string) => string): Lowered {
  const pairs = expandPairs(instruction.pairs, word);
  const config = pairs.reduce((all, [name, value]) => withVariable(all, name, value), state.image.config);
  const environment = pairs.reduce((all, [name, value]) => all.set(name, value), state.environment);
  return changed({ ...state, environment }, { ...state.image, config }, `ENV ${joinPairs(pairs)}`);
}

function lowerLabel(instruction: LabelInstruction, state: StageState, word: (text: string) => string): Lowered {
  const pairs = expandPairs(instruction.pairs, word);
  const Labels = withFields(state.image.config.Labels, pairs);
  return changed(state, withConfig(state.image, { Labels }), `LABEL ${joinPairs(pairs)}`);
}

function joinPairs(pairs: readonly (readonly [key: string, value: string])[]): string {
  return pairs.map(([key, value]) => `${key}=${value}`).join(' ');
}

function lowerCmd(instruction: CmdInstruction, state: StageState): Lowered {
  const Cmd = commandLine(instruction.command, state.image);
  const image = withConfig(state.image, { Cmd, ArgsEscaped: true });
  return changed({ ...state, commandSet: true }, image, `CMD ${goQuoteList(Cmd)}`);
}

function lowerEntrypoint(instruction: EntrypointInstruction, state: StageState): Lowered {
  const Entrypoint = commandLine(instruction.command, state.image);
  const { Cmd: inherited, ...config } = state.image.config;
  const image: ImageState = {
    ...state.image,
    config: { ...config, Entrypoint, ...(state.commandSet && inherited !== undefined ? { Cmd: inherited } : {}) },
  };
  return changed(state, image, `ENTRYPOINT ${goQuoteList(Entrypoint)}`);
}

function lowerHealthcheck(instruction: HealthcheckInstruction, state: StageState): Lowered {
  const health = healthcheckOf(instruction);
  const created =
    `HEALTHCHECK {Test:${goList(health.Test ?? [])} Interval:${goDuration(health.Interval ?? 0)} ` +
    `Timeout:${goDuration(health.Timeout ?? 0)} StartPeriod:${goDuration(health.StartPeriod ?? 0)} ` +
    `StartInterval:${goDuration(health.StartInterval ?? 0)} Retries:${health.Retries ?? 0}}`;
  return changed(state, withConfig(state.image, { Healthcheck: health }), created);
}

function healthcheckOf({ check }: HealthcheckInstruction): Healthcheck {
  if (check.kind === 'none') return { Test: ['NONE'] };
  const { command } = check;
  return {
    Test: command.form === 'exec' ? ['CMD', ...command.argv] : ['CMD-SHELL', command.line],
    ...(check.interval === undefined ? {} : { Interval: check.interval }),
    ...(check.timeout === undefined ? {} : { Timeout: check.timeout }),
    ...(check.startPeriod === undefined ? {} : { StartPeriod: check.startPeriod }),
    ...(check.startInterval === undefined ? {} : { StartInterval: check.startInterval }),
    ...(check.retries === undefined ? {} : { Retries: check.retries }),
  };
}

function empty(name: string): readonly [name: string, value: Record<string, never>] {
  return [name, {}];
}
