import semver from 'semver';

import { CallError } from '../evaluate/scope.js';
import { boolValue } from '../values/value.js';
import { type FunctionTable, takes, text } from './declare.js';

/** `semvercmp`, whose constraints are those of Masterminds' semver; npm's are nearly the same. */
export const SEMVER_FUNCTIONS: FunctionTable = new Map([
  [
    'semvercmp',
    takes([text('version'), text('constraint')], (args) => {
      const version = semver.coerce(args.text(0), { includePrerelease: true });
      if (version === null || !/^v?\d/.test(args.text(0)))
        throw new CallError(`${JSON.stringify(args.text(0))} is no version`);
      return boolValue(
        args
          .text(1)
          .split('||')
          .some((part) => part.split(/\s*,\s*|\s+(?=[<>=!~^])/).every((one) => holds(version, one.trim()))),
      );
    }),
  ],
]);

function holds(version: semver.SemVer, constraint: string): boolean {
  const unequal = /^!=\s*(.*)$/.exec(constraint);
  if (unequal !== null) return !holds(version, `=${unequal[1] ?? ''}`);
  const range = semver.validRange(constraint.replace(/^=>/, '>=').replace(/^=</, '<='));
  if (range === null) throw new CallError(`${JSON.stringify(constraint)} is no constraint`);
  return semver.satisfies(version, range);
}
