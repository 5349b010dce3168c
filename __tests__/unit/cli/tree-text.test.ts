import { describe, expect, it } from 'vitest';

import { treeText, type TreeImage } from '../../../src/cli/images/tree-text.js';

/** Of docker's own tests: cli/command/image/tree_test.go and its golden files (docker/cli 28f7560). */
describe('treeText prints what docker prints', () => {
  it.each<[string, readonly TreeImage[], readonly string[]]>([
    [
      'width-calculation-untagged',
      [
        image(['a:1'], '1', '5.5 MB', '2.5 MB', false),
        image([], '2', '3.2 MB', '1.6 MB', false),
        image(['short:v1'], '3', '7.1 MB', '3.5 MB', true),
      ],
      [
        'IMAGE        ID             DISK USAGE   CONTENT SIZE   EXTRA',
        'a:1          111111111111       5.5 MB         2.5 MB        ',
        '<untagged>   222222222222       3.2 MB         1.6 MB        ',
        'short:v1     333333333333       7.1 MB         3.5 MB   U    ',
      ],
    ],
    [
      'expanded-view-with-platforms',
      [
        image(['multiplatform:latest'], 'a', '25.5 MB', '20.2 MB', true, [
          platform('linux/amd64', 'b', '12.1 MB', '10.0 MB', false),
          platform('linux/arm64', 'c', '13.4 MB', '10.2 MB', true),
        ]),
      ],
      [
        'IMAGE                  ID             DISK USAGE   CONTENT SIZE   EXTRA',
        'multiplatform:latest   aaaaaaaaaaaa      25.5 MB        20.2 MB   U    ',
        '├─ linux/amd64         bbbbbbbbbbbb      12.1 MB        10.0 MB        ',
        '└─ linux/arm64         cccccccccccc      13.4 MB        10.2 MB   U    ',
        '',
      ],
    ],
    [
      'untagged-with-platforms',
      [
        image([], 'd', '18.5 MB', '15.2 MB', false, [
          platform('linux/amd64', 'e', '9.2 MB', '7.6 MB', false),
          platform('linux/arm64', 'f', '9.3 MB', '7.6 MB', false),
        ]),
      ],
      [
        'IMAGE                ID             DISK USAGE   CONTENT SIZE   EXTRA',
        '<untagged>           dddddddddddd      18.5 MB        15.2 MB        ',
        '├─ linux/amd64       eeeeeeeeeeee       9.2 MB         7.6 MB        ',
        '└─ linux/arm64       ffffffffffff       9.3 MB         7.6 MB        ',
        '',
      ],
    ],
    [
      'mixed-tagged-untagged-with-children',
      [
        image(['app:v1', 'app:latest'], '10', '30.5 MB', '25.2 MB', true, [
          platform('linux/amd64', '20', '15.2 MB', '12.6 MB', true),
        ]),
        image([], '30', '12.3 MB', '10.1 MB', false, [platform('linux/arm/v7', '40', '6.1 MB', '5.0 MB', false)]),
        image(['base:alpine'], '50', '5.5 MB', '5.5 MB', false),
      ],
      [
        'IMAGE                 ID             DISK USAGE   CONTENT SIZE   EXTRA',
        'app:v1             ',
        'app:latest            101010101010      30.5 MB        25.2 MB   U    ',
        '└─ linux/amd64        202020202020      15.2 MB        12.6 MB   U    ',
        '',
        '<untagged>            303030303030      12.3 MB        10.1 MB        ',
        '└─ linux/arm/v7       404040404040       6.1 MB         5.0 MB        ',
        '',
        'base:alpine           505050505050       5.5 MB         5.5 MB        ',
        '',
      ],
    ],
  ])('%s', (_name, images, lines) => {
    expect(treeText(images, undefined)).toBe(lines.map((line) => `${line}\n`).join(''));
  });
});

describe('on a terminal', () => {
  const images = [image(['registry.example.com/team/application:2026-12-01'], '1', '5.5MB', '2.5MB', true)];
  const lines = (columns: number): readonly string[] => treeText(images, columns).split('\n');

  it('has a legend at the right edge', () => {
    expect(lines(120)[0]).toMatch(/^ {100,} Info -> {2}U In Use$/);
    expect(lines(120)[0]).toHaveLength(120);
  });

  it('gives a name that is too long a line of its own, and leaves out columns for which there is no room', () => {
    expect(lines(80).slice(1)).toEqual([
      'IMAGE                           ID             DISK USAGE   CONTENT SIZE   EXTRA',
      'registry.example.com/team/application:2026-12-01',
      '                                111111111111        5.5MB          2.5MB   U    ',
      '',
    ]);
    expect(lines(30).slice(1)).toEqual([
      'IMAGE             ID          ',
      'registry.example.com/team/application:2026-12-01',
      '                  111111111111',
      '',
    ]);
    expect(lines(5)[1]).toBe('IMAGE'.padEnd(20));
  });
});

function platform(name: string, id: string, diskUsage: string, contentSize: string, inUse: boolean) {
  return { name, id: id.repeat(12).slice(0, 12), diskUsage, contentSize, inUse };
}

function image(
  names: readonly string[],
  id: string,
  diskUsage: string,
  contentSize: string,
  inUse: boolean,
  platforms: TreeImage['platforms'] = [],
): TreeImage {
  return { names, id: id.repeat(12).slice(0, 12), diskUsage, contentSize, inUse, platforms };
}
