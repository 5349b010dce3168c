import type { AddInstruction, CopyInstruction } from '../dockerfile/syntax/ast.js';
import { expandHeredoc } from '../dockerfile/shell/expand.js';
import { parseFileMode } from '../dockerfile/values/file-mode.js';
import { WordError } from '../dockerfile/syntax/error-location.js';
import { UserError } from '../errors.js';
import { expand } from './expand.js';
import type { Lowered, LowerOptions } from './lowered.js';
import { destinationOf } from './lower-workdir.js';
import type { CopyOperation } from './operation.js';
import { remoteSource } from './remote-source.js';
import { sourceLabel } from './source-label.js';
import { requireEarlier } from './stage-order.js';
import type { FileSource } from './stage.js';
import type { StageState } from './stage-state.js';

export function lowerCopy(
  instruction: CopyInstruction | AddInstruction,
  from: FileSource,
  state: StageState,
  stageIndex: number,
  options: LowerOptions,
): Lowered {
  requireEarlier(
    from,
    stageIndex,
    options,
    (name) => `cannot copy from stage "${name}", it needs to be defined before it is used`,
  );
  const word = (text: string | undefined): string =>
    text === undefined ? '' : expand(options.dockerfile, text, state.environment);
  const isAdd = instruction.keyword === 'ADD';
  const chown = word(instruction.chown);
  const chmod = word(instruction.chmod);
  const checksum = isAdd ? word(instruction.checksum) : '';
  const sources = instruction.sources.map(word);
  const destination = word(instruction.destination);
  const parents = !isAdd && instruction.parents;
  if (chmod !== '') parseFileMode(chmod);
  if (!isAdd) refuseRemoteSources(sources);
  if (checksum !== '') checkChecksum(checksum, sources);
  if (isAdd) checkGitFolder(instruction.keepGitDir, sources);
  const operation: CopyOperation = {
    kind: 'copy',
    keyword: instruction.keyword,
    from,
    fromLabel: sourceLabel(from, options.graph),
    sources,
    written: instruction.sources,
    inlineFiles: instruction.heredocs.map((heredoc) => {
      const content = heredoc.expand ? expandHeredoc(heredoc.content, state.environment.get) : heredoc.content;
      options.budget.expanded(content);
      return { name: heredoc.name, content };
    }),
    destination: destinationOf(state.image.config.WorkingDir, destination),
    chown,
    chmod,
    // As in BuildKit, a --link that also changes modes is an ordinary copy.
    link: instruction.link && chmod === '',
    parents,
    excludes: instruction.excludes,
    keepGitDir: isAdd && instruction.keepGitDir,
    unpack: isAdd ? instruction.unpack : false,
    ...(checksum === '' ? {} : { checksum }),
  };
  const expanded = [
    instruction.keyword,
    ...(parents ? ['--parents'] : []),
    ...(chown === '' ? [] : [`--chown=${chown}`]),
    ...(chmod === '' ? [] : [`--chmod=${chmod}`]),
    ...sources,
    ...instruction.heredocs.map((heredoc) => `<<${heredoc.name}`),
    destination,
  ].join(' ');
  return {
    state,
    step: { operation, expanded, history: { createdBy: `${expanded} # buildkit`, emptyLayer: false } },
  };
}

/** A checksum is for exactly one download, or one commit of a repository. */
function checkChecksum(checksum: string, sources: readonly string[]): void {
  const [source] = sources;
  if (source === undefined || sources.length !== 1) {
    throw new UserError("checksum can't be specified for multiple sources", {
      hint: 'Write one ADD for each download.',
    });
  }
  const remote = remoteSource(source);
  if (remote === undefined) throw new UserError('checksum requires HTTP(S) or Git sources');
  if (remote.kind === 'git') {
    const own = remote.address.checksum;
    if (own !== undefined && own !== checksum) throw new UserError(`checksum mismatch "${checksum}" != "${own}"`);
  } else if (!/^sha256:[a-f0-9]{64}$/.test(checksum)) {
    throw new WordError(`invalid checksum ${checksum}`, checksum, {
      hint: 'Write sha256: and 64 hexadecimal digits in lower case.',
    });
  }
}

function checkGitFolder(keepGitDir: boolean, sources: readonly string[]): void {
  for (const source of sources) {
    const remote = remoteSource(source);
    if (keepGitDir && remote?.kind === 'git' && remote.address.keepGitDir === false) {
      throw new UserError('inconsistent keep-git-dir configuration', {
        hint: 'The flag and the address contradict each other: remove one of them.',
      });
    }
  }
}

function refuseRemoteSources(sources: readonly string[]): void {
  for (const source of sources) {
    const remote = remoteSource(source);
    if (remote?.kind === 'download') {
      throw new UserError(`source can't be a URL for COPY: ${source}`, { hint: 'ADD takes URLs.' });
    }
    if (remote?.kind === 'git') {
      throw new UserError(`source can't be a git ref for COPY: ${source}`, { hint: 'ADD takes git repositories.' });
    }
  }
}
