import { UserError } from '../../errors.js';
import { type Group, mergeFields, type Target } from '../target/fields.js';

/** Groups and targets by name, as the files define them: nothing is inherited yet. */
export interface Definition {
  readonly groups: readonly Group[];
  readonly targets: readonly Target[];
}

/** Targets with one name become one. Of groups with one name the last counts. */
export function joined(earlier: Definition, later: Definition): Definition {
  const targets = new Map<string, Target>();
  for (const target of [...earlier.targets, ...later.targets]) {
    const before = targets.get(target.name);
    targets.set(
      target.name,
      before === undefined ? target : { name: target.name, fields: mergeFields(before.fields, target.fields) },
    );
  }
  const groups = new Map<string, Group>();
  for (const group of [...earlier.groups, ...later.groups])
    groups.set(group.name, { ...group, targets: [...new Set(group.targets)] });
  return { groups: [...groups.values()], targets: [...targets.values()] };
}

/** @throws UserError if there is no such target */
export function targetNamed({ targets }: Definition, name: string): Target {
  const found = targets.find((target) => target.name === name);
  if (found === undefined) throw new UserError(`failed to find target ${name}`);
  return found;
}
