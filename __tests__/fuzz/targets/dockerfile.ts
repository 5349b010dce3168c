import { parseAndCheck } from '../../../src/dockerfile/checks/checked-parse.js';
import { parseTrigger } from '../../../src/dockerfile/trigger.js';
import { parseMount } from '../../../src/dockerfile/values/mount.js';
import { parsePorts } from '../../../src/dockerfile/values/ports.js';
import { UserError } from '../../../src/errors.js';
import { DOCKERFILES, DOCKERFILE_WORDS } from '../seeds/dockerfile.js';
import { holds, outcomeOf, type Target } from '../target.js';

const refusals = [UserError];

export const target: Target = {
  seeds: DOCKERFILES,
  dictionary: DOCKERFILE_WORDS,
  refusals,
  run(input) {
    try {
      readWhole(input);
    } catch (error) {
      if (error instanceof UserError) checkLocation(input, error);
      throw error;
    }
  },
};

function readWhole(input: Buffer): void {
  const { dockerfile } = parseAndCheck(input, 'Dockerfile', undefined, (finding) => {
    holds(finding.message !== '', 'a finding says something');
  });
  holds(dockerfile.stages.length > 0, 'a Dockerfile has a stage');
  for (const { from, instructions } of dockerfile.stages) {
    for (const instruction of instructions) {
      const { start, end } = instruction.range;
      holds(1 <= start && start <= end && end <= dockerfile.lines.length, 'an instruction stands on lines of the file');
      outcomeOf({ refusals }, () => parseTrigger(instruction.text, from));
      if (instruction.keyword === 'EXPOSE') outcomeOf({ refusals }, () => parsePorts(instruction.ports));
      if (instruction.keyword !== 'RUN') continue;
      for (const mount of instruction.mounts) outcomeOf({ refusals }, () => parseMount(mount, (word) => word));
    }
  }
}

function checkLocation(input: Buffer, { location, message }: UserError): void {
  holds(message !== '', 'an error says something');
  // Settings of checks are refused without a location in the file.
  if (location === undefined) return;
  const lines = input.toString('utf8').split('\n').length;
  const { line, endLine = line, column = 1, endColumn = column } = location;
  holds(1 <= line && line <= endLine && endLine <= lines, 'the line of an error is in the file');
  holds(1 <= column && column <= endColumn, 'the columns of an error are in its line');
}
