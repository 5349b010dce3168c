import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { layoutOf, type CopyCase } from '../../support/copy-case.js';
import { context, image } from '../../support/copy-trees.js';
import { directory, MemoryTree } from '../../support/memory-tree.js';

describe('conflicts of COPY with existing files', () => {
  const refused: readonly (readonly [string, Omit<CopyCase, 'context'>, string])[] = [
    ['a directory onto a file', { sources: ['d'], to: '/a-file', image }, 'cannot copy a directory to /a-file'],
    [
      'a directory into a file',
      { sources: ['d'], to: '/a-file/', image },
      '/a-file exists in the image and is not a directory',
    ],
    [
      'a file below a file',
      { sources: ['f'], to: '/a-file/x', image },
      '/a-file exists in the image and is not a directory',
    ],
    [
      'a file deep below a file',
      { sources: ['f'], to: '/a-file/x/y/z', image },
      '/a-file exists in the image and is not a directory',
    ],
    [
      'a directory onto a link to a file',
      { sources: ['d'], to: '/link-to-file', image },
      'cannot copy a directory to /a-file',
    ],
    // copyDirectoryOnly uses Lstat
    [
      'a directory onto a link below the destination',
      { sources: ['tree'], to: '/', image },
      'cannot copy a directory to /lib',
    ],
    [
      'a file onto a directory below the destination',
      { sources: ['g'], to: '/', image: new MemoryTree({ 'g/x': 'x' }) },
      'cannot replace directory /g with a file',
    ],
    [
      'a link onto a directory',
      { sources: ['d'], to: '/', image: new MemoryTree({ ln: directory() }) },
      'cannot replace directory /ln with a symbolic link',
    ],
    [
      'a directory of the same instruction onto a file of it',
      { sources: ['f', 'd'], to: '/x' },
      'cannot copy a directory to /x',
    ],
    ['a link that leads to itself', { sources: ['f'], to: '/loop/x', image }, 'symbolic links'],
    // client/llb marshals a name with input -1: "invalid user index"
    ['--chown with a name on scratch', { sources: ['f'], to: '/x', chown: 'app' }, 'the image has no files yet'],
    ['--chown with a group name on scratch', { sources: ['f'], to: '/x', chown: '1:staff' }, 'cannot look up staff'],
    [
      '--chown with a name under --link',
      { sources: ['f'], to: '/x', chown: 'app', link: true, image },
      '--link does not look into the image',
    ],
    [
      '--chown with a passwd that is a directory',
      { sources: ['f'], to: '/x', chown: 'app', image: new MemoryTree({ 'etc/passwd': directory() }) },
      '/etc/passwd of the build context is not a regular file',
    ],
  ];
  it.each(refused)('%s', async (_name, row, message) => {
    const error: unknown = await layoutOf({ context, ...row }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toContain(message);
  });

  it('warns of unknown user names', async () => {
    const { warnings } = await layoutOf({ context, sources: ['f'], to: '/x', image, chown: 'nobody:staff' });
    expect(warnings).toEqual([expect.stringContaining('--chown=nobody:staff: nobody is not known')]);
  });
});
