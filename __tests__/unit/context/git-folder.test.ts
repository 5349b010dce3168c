import { describe, expect, it } from 'vitest';

import { secretSettings } from '../../../src/context/git-config.js';
import { GitFolder } from '../../../src/context/git-folder.js';
import { parentPath } from '../../../src/text/path-parts.js';

/** What actions/checkout writes up to version 5. */
const CHECKOUT_5 = `[core]
	repositoryformatversion = 0
[remote "origin"]
	url = https://github.com/o/r
[http "https://github.com/"]
	extraheader = AUTHORIZATION: basic c2VjcmV0
`;
/** And from version 6 on: the credential is in a file outside of the checkout. */
const CHECKOUT_6 = `[core]
	repositoryformatversion = 0
[remote "origin"]
	url = https://github.com/o/r
[includeIf "gitdir:/home/runner/work/r/r/.git"]
	path = /home/runner/work/_temp/git-credentials-1.config
`;

const CONFIGS: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
  ['a header for a server', CHECKOUT_5, ['http.https://github.com/.extraheader']],
  ['a file elsewhere', CHECKOUT_6, []],
  ['a header for all servers', '[http]\n extraHeader = "Private-Token: x"\n', ['http.extraHeader']],
  ['a setting behind its section', '[http] extraheader=cookie: a=b', ['http.extraheader']],
  ['a header without a secret', '[http]\n extraheader = X-Trace: 1\n', []],
  ['no header', '[http]\n extraheader =\n', []],
  ['a password in an address', '[remote "origin"]\n url = https://u:p@host/r.git\n', ['remote.origin.url']],
  ['a token in an address', '[remote "origin"]\n url = https://ghp_abc@host/r.git\n', ['remote.origin.url']],
  ['a user in an address', '[remote "origin"]\n url = ssh://git@host/r.git\n', []],
  ['a host in an address', '[remote "origin"]\n url = git@host:r.git\n', []],
  [
    'a password in the name of a section',
    '[url "https://x-access-token:t@github.com/"]\n insteadOf = https://github.com/\n',
    ['url.https://xxxxx:xxxxx@github.com/'],
  ],
  ['a helper with a password', '[credential]\n helper = "!f() { echo password=x; }; f"\n', ['credential.helper']],
  ['a helper with a variable', '[credential]\n helper = "!f() { echo password=$TOKEN; }; f"\n', []],
  ['the file of git-credential-store', 'https://u:p@github.com\n', ['an address with a password']],
  ['nothing', '', []],
];

describe('secretSettings', () => {
  it.each(CONFIGS)('%s', (_what, text, names) => {
    expect(secretSettings(text)).toEqual(names);
  });
});

describe('GitFolder', () => {
  /** A context in which somebody looked at paths, and at what is above them. */
  const folder = (text: string, looked: readonly string[] = WHOLE): GitFolder => {
    const git = new GitFolder({
      async *contents(paths) {
        for (const path of paths) yield await Promise.resolve({ path, size: text.length, data: [Buffer.from(text)] });
      },
    });
    const tree = git.watched({ read: () => undefined, names: () => [] });
    for (const path of looked) for (let at = path; at !== ''; at = parentPath(at)) tree.read(at);
    return git;
  };
  const WHOLE = ['.git/HEAD', '.git/config', '.git/index', '.git/logs/HEAD', '.git/objects/aa/bb'];
  const DIFFERS = /^this takes \.git into the image\. Two shallow clones/;
  const SECRET = /^this takes .*config into a layer, and that file holds a credential: http/;

  it.each<[string, readonly string[], string, readonly RegExp[]]>([
    ['all of .git, with a credential', WHOLE, CHECKOUT_5, [DIFFERS, SECRET]],
    ['all of .git', WHOLE, CHECKOUT_6, [DIFFERS]],
    ['.git of a folder below', WHOLE.map((path) => `app/${path}`), CHECKOUT_6, [DIFFERS]],
    ['the settings of a submodule', ['.git/modules/a/b/config'], CHECKOUT_5, [SECRET]],
    ['one file with a credential', ['.git/config'], CHECKOUT_5, [SECRET]],
    ['one file', ['.git/HEAD'], CHECKOUT_5, []],
    ['the index alone', ['.git/index'], CHECKOUT_5, []],
    ['the file .git of a submodule', ['lib/.git', 'lib/a'], CHECKOUT_5, []],
    ['other names', ['a.git/config', 'a.git/index', 'a.git/HEAD', '.gitignore', 'git/config'], CHECKOUT_5, []],
  ])('%s', async (_what, paths, text, expected) => {
    const concerns = await folder(text, paths).concerns(3, paths);
    expect(concerns).toHaveLength(expected.length);
    for (const [index, { message, hint, severe }] of concerns.entries()) {
      expect(message).toMatch(expected[index] ?? /never/);
      expect(hint).toContain('Add .git to .dockerignore');
      expect(message).not.toContain('c2VjcmV0');
      expect(severe === true).toBe(expected[index] === SECRET);
    }
  });

  it('does not go through the files of a context where nobody looked at such a folder', async () => {
    const paths = {
      [Symbol.iterator]: (): Iterator<string> => {
        throw new Error('asked for');
      },
    };
    expect(await folder(CHECKOUT_5, ['src/git', '.gitignore']).concerns(3, paths)).toEqual([]);
  });

  it('tells it once for each instruction', async () => {
    const git = folder(CHECKOUT_5);
    const counts = [];
    for (const line of [3, 3, 5]) counts.push((await git.concerns(line, WHOLE)).length);
    expect(counts).toEqual([2, 0, 2]);
  });
});
