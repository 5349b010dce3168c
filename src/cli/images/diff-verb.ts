import type { PathChange } from '../../app/images/diff-images.js';
import { oneCell } from '../../report/listing/docker-table.js';
import { goJson } from '../../go-template/value.js';
import { one } from '../../app/options/option.js';
import { choice } from '../../app/options/values/plain-values.js';
import { displayName } from '../../text/byte-name.js';
import { shortBytes } from '../../text/format.js';
import { UserError } from '../../errors.js';
import { print } from '../command/print.js';
import { imageVerb } from './image-verb.js';

const LETTERS = { added: 'A', changed: 'C', removed: 'D' } as const;

export const diffVerb = imageVerb({
  name: 'diff',
  aliases: ['image diff'],
  summary: 'show the paths in which two images differ, or what a container changed',
  about:
    'Shows the paths that the second image adds (A), changes (C) or does not have (D), with the sizes of files. Times do not count.\n\nWith one operand, that is a container: the same as layer-build container diff.',
  operands: 'IMAGE IMAGE | CONTAINER',
  count: [1, 2],
  examples: [{ does: 'Show what the new version changes', command: 'layer-build diff app:1 app:2' }],
  flags: {
    format: {
      flag: '--format',
      takes: one('FORM', choice(['text', 'json']), 'text'),
      help: 'text, or a JSON object a line',
    },
  },
  run: async ({ operands: [left = '', right], flags: { format }, host, withImages }, cli) => {
    if (right === undefined) {
      if (format !== 'text')
        throw new UserError('--format is for two images: what a container changed is only told as text');
      const { diffVerb: ofContainer } = await import('../containers/copy-verbs.js');
      return ofContainer.run(['--root', host.root, left], cli);
    }
    const changes = await withImages((images) => images.diff(left, right));
    print(changes.map((change) => `${format === 'json' ? goJson({ ...change }) : lineOf(change)}\n`).join(''), cli);
    return 0;
  },
});

function lineOf({ kind, path, before, after }: PathChange): string {
  const sizes = [before, after].filter((size) => size !== undefined).map((size) => shortBytes(size));
  return `${LETTERS[kind]} ${oneCell(displayName(path))}${sizes.length === 0 ? '' : ` (${sizes.join(' → ')})`}`;
}
