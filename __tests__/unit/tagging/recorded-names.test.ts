import { describe, expect, it } from 'vitest';

import { isTag } from '../../../src/oci/reference.js';
import { UserError } from '../../../src/errors.js';
import recorded from './recorded-names.json' with { type: 'json' };
import { REPOSITORY, versionOn, type TestEvent } from './naming.js';

/**
 * docker/metadata-action is no npm package, so it does not run beside ours in a test. What it gives was recorded: its own code ran
 * on each of these rules with each of these events. The version is the first tag of a row.
 */
const EVENTS: Readonly<Record<string, TestEvent>> = recorded.events;
const DATES = { now: new Date(recorded.now), commitDate: new Date(recorded.commitDate) };
const RULE_SETS: readonly {
  readonly tags: readonly string[];
  readonly flavor?: string | readonly string[];
  readonly given: Readonly<Record<string, string | undefined>>;
}[] = recorded.ruleSets;

function eventOf(name: string): TestEvent {
  const event = EVENTS[name] ?? expect.fail(name);
  const { repository = {} } = (event.payload ?? {}) as { readonly repository?: object };
  return { ...event, payload: { ...event.payload, repository: { ...REPOSITORY, ...repository } } };
}

describe('names by rules, compared with those of docker/metadata-action', () => {
  it('has rows enough', () => {
    expect(RULE_SETS.length * Object.keys(EVENTS).length).toBeGreaterThan(1000);
  });

  it.each(RULE_SETS)('$tags $flavor', async ({ tags, flavor = [], given }) => {
    for (const name of Object.keys(EVENTS)) {
      const expected = given[name]?.split(' ') ?? [];
      const made = versionOn(eventOf(name), { tags, flavor: [flavor].flat() }, DATES);
      if (expected.every(isTag)) {
        const { main, tags: all } = await made;
        expect(all, name).toEqual(expected);
        expect(main, name).toBe(expected[0]);
      } else {
        // It gives a name that no registry takes.
        await expect(made, name).rejects.toThrow(UserError);
        await expect(made, name).rejects.toThrow(/^input "tags", line 1: .*is not a tag$/);
      }
    }
  });
});
