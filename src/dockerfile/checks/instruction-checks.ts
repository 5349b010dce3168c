import type { FromInstruction, Instruction, LineRange } from '../syntax/ast.js';
import type { Checks } from './checks.js';

/** Checks of one instruction by itself. Triggers of a base image are not checked: they are not part of this Dockerfile. */
export function checkInstruction(instruction: Instruction, all: Checks): void {
  const { comments, range } = instruction;
  const checks = all.under(comments);
  switch (instruction.keyword) {
    case 'MAINTAINER':
      checks.report('MaintainerDeprecated', range);
      return;
    case 'FROM':
      checkAlias(instruction, checks);
      return;
    case 'ARG':
      checkDescription(
        'ARG',
        instruction.args.map(({ name }) => name),
        comments,
        range,
        checks,
      );
      return;
    default:
  }
}

function checkAlias(from: FromInstruction, checks: Checks): void {
  const { alias, as, written, range, comments } = from;
  if (alias === undefined || as === undefined) return;
  if (alias !== alias.toLowerCase()) checks.report('StageNameCasing', range, alias);
  // Another rule handles keywords of mixed case.
  const right = written === written.toLowerCase() ? as.toLowerCase() : as.toUpperCase();
  const mixed = written !== written.toLowerCase() && written !== written.toUpperCase();
  if (!mixed && as !== right) checks.report('FromAsCasing', range, written, as);
  checkDescription('FROM', [alias.toLowerCase()], comments, range, checks);
}

/** The last comment before a stage or an argument describes it, and begins with its name. */
function checkDescription(
  keyword: 'FROM' | 'ARG',
  names: readonly string[],
  comments: readonly string[],
  range: LineRange,
  checks: Checks,
): void {
  const [first, second] = names;
  const comment = comments.at(-1);
  if (comment === undefined || first === undefined) return;
  if (names.includes(comment.split(' ')[0] ?? '')) return;
  checks.report('InvalidDefinitionDescription', range, keyword, second === undefined ? first : '<arg_key>');
}
