import path from 'node:path/posix';

import type { RunInstruction } from '../dockerfile/syntax/ast.js';
import { heredocMarkOrNone } from '../dockerfile/heredoc.js';
import { parseMount } from '../dockerfile/values/mount.js';
import { UserError } from '../errors.js';
import { expand } from './expand.js';
import { commandLine, shellOf } from './command-line.js';
import type { Lowered, LowerOptions } from './lowered.js';
import { workdirOf } from './lower-workdir.js';
import { SCRIPT_FOLDER, type InlineFile, type RunOperation } from './operation.js';
import { requireEarlier } from './stage-order.js';
import type { FileSource } from './stage.js';
import type { StageState } from './stage-state.js';

export function lowerRun(
  instruction: RunInstruction,
  sources: readonly FileSource[],
  state: StageState,
  stageIndex: number,
  options: LowerOptions,
): Lowered {
  const privileged = instruction.security === 'insecure';
  if (privileged && options.entitlements?.includes('security.insecure') === false) {
    throw new UserError('RUN --security=insecure is not allowed', {
      hint: 'Allow it with --allow security.insecure, or remove the flag.',
    });
  }
  if (instruction.devices.length > 0) {
    throw new UserError('RUN --device is not in the stable Dockerfile syntax', {
      hint: 'Only the frontend docker/dockerfile:1-labs has it; remove the flag.',
    });
  }
  const mounts = instruction.mounts.map((text, index) => {
    const source = sources[index] ?? { kind: 'context' };
    const mount = parseMount(text, (word) => expand(options.dockerfile, word, state.environment));
    requireEarlier(
      source,
      stageIndex,
      options,
      (name) => `cannot mount from stage "${name}" to "${mount.target}", it needs to be defined before it is used`,
    );
    return { mount, source };
  });
  const { argv, script } = commandOf(instruction, state);
  requireProgram(argv);
  const createdBy = `RUN ${[...argPrefix(state), ...argv].join(' ')} # buildkit`;
  const operation: RunOperation = {
    kind: 'run',
    argv,
    ...(script === undefined ? {} : { script }),
    env: state.environment.toList(),
    args: state.declaredArgs.map(([name, value]) => `${name}=${state.environment.get(name) ?? value ?? ''}`),
    cwd: path.resolve(workdirOf(state.image.config.WorkingDir, '')),
    user: state.image.config.User ?? '',
    privileged,
    network: networkOf(instruction, options.entitlements),
    mounts,
  };
  return { state, step: { operation, expanded: `RUN ${argv.join(' ')}`, history: { createdBy, emptyLayer: false } } };
}

/** BuildKit leaves these to its solver and to the runtime, which give unclear messages. A stage that is not needed may have them. */
function requireProgram(argv: readonly string[]): void {
  const [program] = argv;
  if (program === undefined) {
    throw new UserError('RUN has no command: its list is empty', { hint: 'Write RUN ["PROGRAM", "ARGUMENT"].' });
  }
  if (program === '') throw new UserError('RUN names no program: the first word of its command is empty');
  if (argv.some((word) => word.includes('\0'))) {
    throw new UserError('the command of RUN has a NUL character, which no program can be given');
  }
}

/** The declared ARGs, as Docker writes them before the command in the history: `|2 A=1 B=2`. */
function argPrefix(state: StageState): readonly string[] {
  const values = new Map(state.declaredArgs.map(([name, value]) => [name, state.environment.get(name) ?? value ?? '']));
  if (values.size === 0) return [];
  return [`|${values.size}`, ...[...values].map(([name, value]) => `${name}=${value}`)];
}

function commandOf(
  instruction: RunInstruction,
  state: StageState,
): { readonly argv: readonly string[]; readonly script?: InlineFile } {
  const { command, heredocs } = instruction;
  const [only] = heredocs;
  if (command.form === 'exec' || only === undefined) return { argv: commandLine(command, state.image) };
  if (heredocMarkOrNone(command.line) === undefined) {
    // The shell reads here-documents of a longer command line itself, and strips their tabs.
    const text = heredocs.map((heredoc) => `\n${heredoc.raw ?? heredoc.content}${heredoc.name}`).join('');
    return { argv: [...shellOf(state.image), command.line + text] };
  }
  if (only.content.startsWith('#!') && state.image.platform.os !== 'windows') {
    const script = { name: only.name, content: only.content };
    return { argv: [...shellOf(state.image), `${SCRIPT_FOLDER}/${only.name}`], script };
  }
  return { argv: [...shellOf(state.image), only.content] };
}

function networkOf(instruction: RunInstruction, entitlements: LowerOptions['entitlements']): RunOperation['network'] {
  switch (instruction.network) {
    case undefined:
    case '':
    case 'default':
      return undefined;
    case 'none':
      return 'none';
    case 'host':
      if (entitlements?.includes('network.host') !== false) return 'host';
      throw new UserError('RUN --network=host is not allowed', { hint: 'Allow it with --allow network.host.' });
    default:
      throw new UserError(`unsupported network mode "${instruction.network}"`, {
        hint: 'RUN --network takes default, none or host.',
      });
  }
}
