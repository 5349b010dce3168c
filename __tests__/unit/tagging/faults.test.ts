import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { parseLabels } from '../../../src/tagging/labels.js';
import { PUSH, pushOf, tagging, versionOn, type TestRules } from './naming.js';

/** Wrong inputs, each with the error's message and hint. */
const FAULTS: readonly (readonly [rules: TestRules, message: string, hint?: RegExp])[] = [
  [
    { tags: ['', '# comment', 'type=semvar,pattern={{version}}'] },
    'input "tags", line 3: type=semvar is not known',
    /type=semver/,
  ],
  [{ tags: ['type='] }, 'input "tags", line 1: type= is not known', /The types are schedule, /],
  [{ tags: ['type=semver'] }, 'input "tags", line 1: type=semver needs pattern', /pattern=\{\{version\}\}/],
  [{ tags: ['type=pep440,{{version}}'] }, 'input "tags", line 1: type=pep440 needs pattern'],
  [{ tags: ['type=match,group=1'] }, 'input "tags", line 1: type=match needs pattern'],
  [{ tags: ['type=match,pattern=(x'] }, 'input "tags", line 1: pattern=(x is not a regular expression: ', /JavaScript/],
  [{ tags: ['type=match,pattern=/x/q'] }, 'input "tags", line 1: pattern=x is not a regular expression: '],
  [{ tags: ['type=match,pattern=x,group=one'] }, 'input "tags", line 1: group=one is not the number of a group'],
  [{ tags: ['type=match,pattern=x,group=-1'] }, 'input "tags", line 1: group=-1 is not the number of a group'],
  [{ tags: ['type=semver,pattern={{raw}},match=v.*'] }, 'input "tags", line 1: match=v.* has no group', /parentheses/],
  [{ tags: ['type=semver,pattern={{raw}},match=(?:v).*'] }, 'input "tags", line 1: match=(?:v).* has no group'],
  [{ tags: ['type=semver,pattern={{raw}},match=('] }, 'input "tags", line 1: match=( is not a regular expression: '],
  [{ tags: ['type=ref'] }, 'input "tags", line 1: type=ref needs event'],
  [{ tags: ['type=ref,event=branches'] }, 'input "tags", line 1: event=branches is not known', /event=branch\?/],
  [{ tags: ['type=sha,format=longest'] }, 'input "tags", line 1: format=longest is not known', /format=long\?/],
  [{ tags: ['type=raw'] }, 'input "tags", line 1: type=raw needs value'],
  [{ tags: ['ok', 'type=raw,value=x,priority=high'] }, 'input "tags", line 2: priority=high is not a number'],
  [{ tags: ['type=raw,value=x,priority='] }, 'input "tags", line 1: priority= is not a number'],
  [{ tags: ['type=raw,vaule=x'] }, 'input "tags", line 1: there is no attribute "vaule"', /Did you mean value\?/],
  [{ tags: ['type=raw,value="x"'] }, 'input "tags", line 1: the value of value is in quotes', /"value=…"/],
  [{ tags: [], flavor: ['suffix="-a"'] }, 'input "flavor", line 1: the value of suffix is in quotes'],
  [{ tags: ['type=raw,"value=x'] }, 'input "tags", line 1: a quote is not closed'],
  [
    { tags: ['type=raw,value={{branche}}'] },
    'input "tags", line 1: {{branche}} is not known here',
    /Did you mean branch\?/,
  ],
  [{ tags: ['type=raw,value={{version}}'] }, 'input "tags", line 1: {{version}} is not known here'],
  [{ tags: ['type=raw,value={{branch'] }, 'input "tags", line 1: {{branch is not closed by }}'],
  [{ tags: ['type=raw,value={{{branch}}}'] }, 'input "tags", line 1: {{{branch}} is not a supported expression'],
  [{ tags: ['type=raw,value={{#if tag}}x{{/if}}'] }, 'input "tags", line 1: {{#if tag}} is not a supported expression'],
  [{ tags: ['type=raw,value={{!x}}'] }, 'input "tags", line 1: {{!x}} is not a supported expression'],
  [{ tags: ['type=raw,value={{branch.name}}'] }, 'input "tags", line 1: {{branch.name}} is not known here'],
  [
    { tags: ["type=raw,value={{sha 'long'}}"] },
    'input "tags", line 1: {{sha \'long\'}} is wrong: {{sha}} takes no arguments',
  ],
  [{ tags: ['type=raw,value={{date}}'] }, 'input "tags", line 1: {{date}} has no format', /\{\{date 'YYYYMMDD'\}\}/],
  [{ tags: ["type=raw,value={{date ''}}"] }, 'input "tags", line 1: the format in {{date \'\'}} is empty'],
  [
    { tags: ["type=raw,value={{date 'YYYY' zone='UTC'}}"] },
    "input \"tags\", line 1: {{date 'YYYY' zone='UTC'}} is wrong after the format",
  ],
  [
    { tags: ["type=raw,value={{date 'YYYY' tz='Moon'}}"] },
    'input "tags", line 1: "Moon" in {{date \'YYYY\' tz=\'Moon\'}} is not a time zone',
  ],
  [
    { tags: ["type=raw,value={{date 'z' tz='Asia/Tokyo'}}"] },
    'input "tags", line 1: the short name of a time zone (z) is only supported for UTC in ',
  ],
  [
    { tags: ['type=schedule,pattern={{branch}}'] },
    'input "tags", line 1: {{branch}} is not known here',
    /\{\{date\}\}, \{\{commit_date\}\}/,
  ],
  [{ tags: ['type=semver,pattern={{sha}}'] }, 'input "tags", line 1: {{sha}} is not known here'],
  [{ tags: ['type=sha,prefix={{raw}}'] }, 'input "tags", line 1: {{raw}} is not known here'],
  [{ tags: [], flavor: ['latest=maybe'] }, 'input "flavor", line 1: latest is "maybe"', /auto, true or false/],
  [{ tags: [], flavor: ['latest'] }, 'input "flavor", line 1: "latest" is not NAME=VALUE'],
  [
    { tags: [], flavor: ['latest=auto', 'prefx=x'] },
    'input "flavor", line 2: there is no attribute "prefx"',
    /Did you mean prefix\?/,
  ],
  [{ tags: [], flavor: ['onlatest=true'] }, 'input "flavor", line 1: onlatest has no prefix or suffix before it'],
  [
    { tags: [], flavor: ['prefix=x,onlatest=yes'] },
    'input "flavor", line 1: onlatest is "yes", which is neither true nor false',
  ],
  [{ tags: [], flavor: ['suffix={{x}}'] }, 'input "flavor", line 1: {{x}} is not known here'],
  [{ tags: [], images: ['a', 'b:1'] }, 'input "images", line 2: "b:1" has a tag', /Write the name only/],
  [{ tags: [], images: [`a@sha256:${'0'.repeat(64)}`] }, 'input "images", line 1: "a@sha256:'],
  [
    { tags: [], images: ['https://ghcr.io/a/b'] },
    'input "images", line 1: invalid image reference "https://ghcr.io/a/b": it starts with https://',
  ],
  [{ tags: [], images: ['a b'] }, 'input "images", line 1: invalid image reference "a b": it contains a space'],
  [
    { tags: [], images: ['name=a,enabled=true'] },
    'input "images", line 1: there is no attribute "enabled"',
    /Did you mean enable\?/,
  ],
  [{ tags: [], images: ['name=a,enable=1'] }, 'input "images", line 1: enable is "1", which is neither true nor false'],
  [{ tags: [], images: ['enable=true'] }, 'input "images", line 1: the name of an image is missing'],
  [
    { images: [], tags: ['a:1', 'type=sha'] },
    'input "tags", line 2: a rule (type=…) needs the input "images"',
    /repositories/,
  ],
];

describe('what is wrong in images, tags and flavor', () => {
  it.each(FAULTS.map(([rules, message, hint]) => ({ rules, message, hint })))('$rules', ({ rules, message, hint }) => {
    let thrown: unknown;
    try {
      tagging(rules);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    expect((thrown as UserError).message).toContain(message);
    if (hint !== undefined) expect((thrown as UserError).hint).toMatch(hint);
  });

  it('names the label input', () => {
    expect(() => parseLabels('input "labels"', { a: '{{nothing}}' })).toThrow(
      'input "labels": {{nothing}} is not known',
    );
  });
});

/** What only the event shows. */
const ON_EVENTS: readonly (readonly [ref: string, rules: TestRules, message: string])[] = [
  [
    'refs/tags/v1',
    { tags: ['latest', 'type=raw,value={{branch}}-{{sha}}'] },
    'input "tags", line 2: the result "-860c190" is not a tag',
  ],
  ['refs/heads/x', { tags: ['type=raw,value=a,enable={{branch}}'] }, 'input "tags", line 1: enable has the value "x"'],
  ['refs/heads/x', { tags: ['type=raw,value=a,enable='] }, 'input "tags", line 1: enable has the value ""'],
  ['refs/heads/.x', { tags: [] }, 'the default rule type=ref,event=branch: the result ".x" is not a tag'],
  [`refs/heads/${'x'.repeat(129)}`, { tags: ['type=ref,event=branch'] }, 'input "tags", line 1: the result "xxx'],
  [
    'refs/heads/x',
    { tags: ['a'], flavor: ['latest=true', 'prefix=-,onlatest=true'] },
    'input "tags", line 1: the result "-a" is',
  ],
  [
    'refs/heads/x',
    { tags: ['type=raw,value=a,prefix='], flavor: ['latest=true', 'prefix=-,onlatest=true'] },
    'input "flavor": the result "-latest" is',
  ],
];

describe('rules that give no valid tag', () => {
  it.each(ON_EVENTS)('on %s: %j', async (ref, rules, message) => {
    const made = versionOn(pushOf(ref), rules);
    await expect(made).rejects.toThrow(UserError);
    await expect(made).rejects.toThrow(message);
  });

  const WARNINGS: readonly (readonly [ref: string, line: string, tags: readonly string[], warning: RegExp])[] = [
    ['refs/tags/x1', 'type=semver,pattern={{version}}', [], /^input "tags", line 1: x1 is not a semantic version/],
    ['refs/tags/x1', 'type=pep440,pattern={{version}}', [], /^input "tags", line 1: x1 is not a version of PEP 440/],
    ['refs/tags/x1', 'type=match,pattern=y', [], /^input "tags", line 1: pattern=y does not match x1/],
    ['refs/tags/x1', 'type=match,pattern=x,group=2', [], /^input "tags", line 1: pattern=x has no group 2 in x1/],
    [
      'refs/tags/1.2.3',
      'type=semver,pattern={{minor}},match=v(.*)',
      ['2', 'latest'],
      /^input "tags", line 1: match=v\(\.\*\) does not match 1\.2\.3/,
    ],
    [
      'refs/heads/main',
      'type=ref,event=branch,branch=x',
      ['main'],
      /^input "tags", line 1: branch has no effect on type=ref$/,
    ],
    [
      'refs/heads/main',
      'type=ref,event=branch,latest=true',
      ['main'],
      /has no effect on type=ref: it belongs into the input "flavor"$/,
    ],
  ];

  it.each(WARNINGS)('on %s: %s', async (ref, line, tags, warning) => {
    const made = await versionOn(pushOf(ref), { tags: [line] });
    expect(made.tags).toEqual(tags);
    expect(made.warnings).toHaveLength(1);
    expect(made.warnings[0]).toMatch(warning);
  });
});

describe('how tags, names and rules are distinguished', () => {
  const READ: readonly (readonly [lines: readonly string[], names: readonly string[], tags: readonly string[]])[] = [
    [['ghcr.io/a/b:1', 'nightly', 'localhost:5000/x'], ['ghcr.io/a/b:1', 'localhost:5000/x'], ['nightly']],
    [['a:1,b,c/d'], ['a:1', 'c/d'], ['b']],
    [['"x,y"'], [], ['x', 'y']],
    [['"type=raw,value=z"'], [], ['z']],
    [['type=raw,"value=q,r"'], [], ['q-r']],
    [['type=raw , value = s '], [], ['s']],
    [["{{date 'HH:mm'}}"], [], ['00-30']],
    [['# all', 'a:1'], ['a:1'], ['main']],
    [['', '  ', '#x'], [], ['main']],
  ];

  it.each(READ)('%j', async (lines, names, tags) => {
    const { readTags } = await import('../../../src/tagging/tagging.js');
    const { writtenLines } = await import('../../../src/tagging/lines/written-line.js');
    const { images } = tagging({ tags: [] });
    expect(readTags(writtenLines('tags', lines), images).names.map(({ text }) => text)).toEqual(names);
    const made = await versionOn(PUSH, { tags: lines }, { now: new Date('2020-01-10T00:30:00Z') });
    expect(made.tags).toEqual(tags);
  });

  it('takes images in all their forms', () => {
    const { images } = tagging({
      tags: [],
      images: ['a, GHCR.io/B/c', 'name=d,enable=false', '# e', 'localhost:5000/f'],
    });
    expect(images.map(({ name, enabled }) => `${name} ${enabled}`)).toEqual([
      'a true',
      'ghcr.io/b/c true',
      'd false',
      'localhost:5000/f true',
    ]);
  });
});
