import { UserError } from '../errors.js';
import type {
  ArgInstruction,
  FromInstruction,
  Instruction,
  KeyValue,
  OnbuildInstruction,
  RunInstruction,
  ShellInstruction,
  VolumeInstruction,
} from './syntax/ast.js';
import { trim } from './syntax/blank.js';
import { parseDevice } from './values/device.js';
import { Flags } from './flags.js';
import { base, commandOf, listOf, type InstructionLine } from './instruction-line.js';
import { mountFrom } from './values/mount.js';
import { didYouMean } from '../text/nearest.js';
import { parseAdd, parseCopy } from './parse-copy.js';
import { parseHealthcheck } from './parse-healthcheck.js';
import { WordError } from './syntax/error-location.js';
import { splitPlain, splitWords } from './syntax/words.js';

type Parser = (line: InstructionLine) => Instruction;

const PARSERS: Readonly<Record<Instruction['keyword'], Parser>> = {
  ADD: parseAdd,
  ARG: parseArg,
  CMD: (line) => ({ keyword: 'CMD', command: commandOf(plain(line)), ...base(line) }),
  COPY: parseCopy,
  ENTRYPOINT: (line) => ({ keyword: 'ENTRYPOINT', command: commandOf(plain(line)), ...base(line) }),
  ENV: (line) => ({ keyword: 'ENV', pairs: pairsOf(line), ...base(line) }),
  EXPOSE: (line) => ({ keyword: 'EXPOSE', ports: someWords(line).toSorted(), ...base(line) }),
  FROM: parseFrom,
  HEALTHCHECK: parseHealthcheck,
  LABEL: (line) => ({ keyword: 'LABEL', pairs: pairsOf(line), ...base(line) }),
  MAINTAINER: (line) => ({ keyword: 'MAINTAINER', maintainer: oneArgument(line), ...base(line) }),
  ONBUILD: parseOnbuild,
  RUN: parseRun,
  SHELL: parseShell,
  // BuildKit does not look at STOPSIGNAL's flags, nor at those of ARG.
  STOPSIGNAL: (line) => ({ keyword: 'STOPSIGNAL', signal: oneArgument({ ...line, flags: [] }), ...base(line) }),
  USER: (line) => ({ keyword: 'USER', user: oneArgument(line), ...base(line) }),
  VOLUME: parseVolume,
  WORKDIR: (line) => ({ keyword: 'WORKDIR', path: oneArgument(line), ...base(line) }),
};

/** @throws UserError without a location: the caller knows it */
export function parseInstruction(line: InstructionLine): Instruction {
  const { keyword } = line;
  if (!isKeyword(keyword)) {
    throw new WordError(`unknown instruction: ${line.written}`, line.written, {
      hint:
        didYouMean(keyword, Object.keys(PARSERS)) ??
        'If it belongs to the line before, that one needs the escape character at its end.',
    });
  }
  return PARSERS[keyword](line);
}

function isKeyword(keyword: string): keyword is Instruction['keyword'] {
  return Object.hasOwn(PARSERS, keyword);
}

/** An instruction that takes no flags. */
function plain(line: InstructionLine): InstructionLine {
  Flags.read(line.flags, {});
  return line;
}

function oneArgument(line: InstructionLine): string {
  if (line.rest === '') throw new UserError(`${line.keyword} requires exactly one argument`);
  return plain(line).rest;
}

function someWords(line: InstructionLine): readonly string[] {
  const words = splitPlain(plain(line).rest);
  if (words.length === 0) throw atLeastOne(line.keyword);
  return words;
}

function atLeastOne(keyword: string): UserError {
  return new UserError(`${keyword} requires at least one argument`);
}

function parseArg(line: InstructionLine): ArgInstruction {
  const words = splitWords(line.rest, line.escape);
  if (words.length === 0) throw atLeastOne('ARG');
  const args = words.map((word) => {
    const equals = word.indexOf('=');
    if (equals === 0) throw new WordError('ARG names can not be blank', word);
    return equals < 0 ? { name: word } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
  });
  return { keyword: 'ARG', args, ...base(line) };
}

function pairsOf(line: InstructionLine): readonly KeyValue[] {
  const { keyword, pairs } = plain(line);
  if (pairs.length === 0) throw atLeastOne(keyword);
  const blank = pairs.find(({ key }) => key === '');
  if (blank !== undefined) throw new WordError(`${keyword} names can not be blank`, `=${blank.value}`);
  return pairs;
}

function parseFrom(line: InstructionLine): FromInstruction {
  const words = splitPlain(line.rest);
  const [image, as, alias] = words;
  const named = words.length === 3 && as?.toLowerCase() === 'as';
  if (image === undefined || (words.length !== 1 && !named)) {
    throw new UserError('FROM requires either one or three arguments', {
      hint: 'Write FROM IMAGE or FROM IMAGE AS NAME.',
    });
  }
  if (alias !== undefined && !/^[a-z][a-z0-9-_.]*$/.test(alias.toLowerCase())) {
    throw new WordError(
      `invalid name for build stage: "${alias}", name can't start with a number or contain symbols`,
      alias,
    );
  }
  const platform = Flags.read(line.flags, { platform: 'text' }).text('platform');
  return {
    keyword: 'FROM',
    image,
    ...(as === undefined ? {} : { as }),
    ...(alias === undefined ? {} : { alias }),
    ...(platform === undefined || platform === '' ? {} : { platform }),
    ...base(line),
  };
}

function parseRun(line: InstructionLine): RunInstruction {
  const flags = Flags.read(line.flags, { mount: 'list', network: 'text', security: 'text', device: 'list' });
  const mounts = flags.list('mount');
  for (const mount of mounts) mountFrom(mount);
  const devices = flags.list('device');
  for (const device of devices) parseDevice(device);
  const network = choice('network', flags.text('network'), ['default', 'none', 'host']);
  const security = choice('security', flags.text('security'), ['sandbox', 'insecure']);
  return {
    keyword: 'RUN',
    command: commandOf(line),
    heredocs: line.heredocs,
    mounts,
    ...(network === undefined ? {} : { network }),
    ...(security === undefined ? {} : { security }),
    devices,
    ...base(line),
  };
}

function choice(flag: string, value: string | undefined, known: readonly string[]): string | undefined {
  if (value === undefined) return undefined;
  if (known.includes(value)) return value;
  throw new WordError(`unsupported value for --${flag}: ${JSON.stringify(value)}`, `--${flag}=${value}`, {
    hint: didYouMean(value, known) ?? `It takes ${known.join(', ')}.`,
  });
}

const NO_TRIGGERS = new Set(['ONBUILD', 'MAINTAINER', 'FROM']);

function parseOnbuild(line: InstructionLine): OnbuildInstruction {
  if (line.rest === '') throw atLeastOne('ONBUILD');
  plain(line);
  const { keyword = '', written = '' } = line.trigger ?? {};
  if (keyword === 'ONBUILD') throw new UserError("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
  if (NO_TRIGGERS.has(keyword)) throw new WordError(`${keyword} isn't allowed as an ONBUILD trigger`, written);
  const bodies = line.heredocs.map(({ name, content, raw = content }) => `\n${raw}${name}`).join('');
  return { keyword: 'ONBUILD', trigger: line.untrimmed.replace(/^\s*ONBUILD\s*/i, '') + bodies, ...base(line) };
}

function parseShell(line: InstructionLine): ShellInstruction {
  const shell = plain(line).json;
  if (line.rest === '' || shell?.length === 0) throw atLeastOne('SHELL');
  if (shell === undefined) {
    throw new UserError(`SHELL requires the arguments to be in JSON form`, {
      hint: 'Write SHELL ["/bin/bash", "-c"].',
    });
  }
  return { keyword: 'SHELL', shell, ...base(line) };
}

function parseVolume(line: InstructionLine): VolumeInstruction {
  const paths = listOf(plain(line)).map(trim);
  if (paths.length === 0) throw atLeastOne('VOLUME');
  if (paths.includes('')) throw new UserError('VOLUME specified can not be an empty string');
  return { keyword: 'VOLUME', paths, ...base(line) };
}
