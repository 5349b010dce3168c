import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { REPOSITORY } from '../support/made-once.js';
import { readCases } from './corpus/case.js';
import { SUITE } from './shared/suite.js';

/** What fresh implementations of the Dockerfile language get wrong, and where this one is held to it. */
interface Trap {
  readonly trap: string;
  /** Cases of the corpus, which `corpus.test.ts` builds; an area ends in a slash. */
  readonly cases?: readonly string[];
  /** Tests in code: the file below `__tests__/`, and texts that only the tests which cover it have. */
  readonly tests?: Readonly<Record<string, readonly string[]>>;
}

const EXPAND = 'unit/dockerfile/expand.test.ts';
const VARIABLES = 'unit/plan/variables.test.ts';
const REFUSED = 'unit/dockerfile/refused.test.ts';
const CAPTURE = 'integration/worker-capture.test.ts';
const REMOTE = 'e2e/remote-sources.test.ts';

const TRAPS: readonly Trap[] = [
  {
    trap: 'A required variable without a value, an unknown modifier and an empty name are errors; a dollar before a dot is text',
    cases: ['arg/required-by-error-form', 'arg/required-global'],
    tests: {
      [EXPAND]: ["['${unset:?say why $a}'", "['${unset?}'", "['${a:x}', FAILS]", "['${}', FAILS]", "['$.', '$.']"],
    },
  },
  {
    trap: "A shell's positional and special parameters never have a value",
    tests: { [EXPAND]: ["['$1x', 'x']", "['$$a', 'a']", "['$@@', '@']", "['${001:-x}', 'x']"] },
  },
  {
    trap: 'Patterns taken off either end or replaced, with escapes; a replacement that is missing is an error',
    cases: ['arg/pattern-forms'],
    tests: { [EXPAND]: ["['${a/x}', FAILS]", "['${a#\\\\x}', FAILS]"] },
  },
  {
    trap: 'A backslash escapes three characters within double quotes, and none within single ones',
    tests: { [EXPAND]: ["[\"'a\\\\'b'\", FAILS]", "[\"'\\\\'\", '\\\\']", '[\'"x\\\\"\', FAILS]'] },
  },
  {
    trap: 'Words are split after expansion in lists of ports alone',
    cases: ['config/expose-from-variable'],
    tests: { [EXPAND]: ["describe('expandWords'"] },
  },
  {
    trap: 'The old form of ENV keeps blanks within, drops quotes, and is trimmed at its end',
    cases: ['config/env-forms'],
    tests: { [VARIABLES]: ["['ENV key value'", "['ENV key value with quotes'"] },
  },
  {
    trap: 'A variable in a line has the value from before that line',
    cases: ['config/env-forms'],
    tests: { [VARIABLES]: ["['values from before the line'"] },
  },
  {
    trap: 'ENV wins over ARG, until an ARG comes after it',
    cases: ['arg/env-wins', 'arg/env-from-arg-stays'],
    tests: { [VARIABLES]: ["['an ARG that comes after ENV'", "['ENV over the ARG before it'"] },
  },
  {
    trap: 'A stage sees a global argument, and one of the platform, when it declares it; values of the command line go first',
    cases: ['arg/global-not-visible', 'arg/build-arg-over-default', 'arg/predefined-platform', 'arg/target-stage'],
    tests: { [VARIABLES]: ["['a global ARG is none'", "['nothing of it undeclared'"] },
  },
  {
    trap: 'FROM expands global arguments, quoted ones too, and an empty name is an error of its own',
    cases: ['stage/from-variable', 'stage/from-unset-variable-refused'],
  },
  {
    trap: 'Comments and blank lines within a continued line, blanks after the escape, a continuation at the end of the file',
    cases: ['read/continuations-and-comments'],
    tests: { 'unit/dockerfile/reading.test.ts': ["describe('continued lines'"] },
  },
  {
    trap: 'Directives count before anything else only, and once; byte order mark; lines that end in CR LF',
    cases: ['read/directives-escape', 'read/crlf-and-bom'],
    tests: { 'unit/dockerfile/reading.test.ts': ["describe('parser directives'", 'drops a byte order mark'] },
  },
  {
    trap: 'What is no JSON is for the shell, but an array of something else than strings is an error',
    cases: ['run/exec-and-shell-form', 'copy/json-form-with-blanks'],
    tests: { [REFUSED]: ["['COPY [1, 2]'", "['VOLUME [1]'"] },
  },
  {
    trap: 'An empty CMD is an empty command; ENTRYPOINT takes an inherited CMD away, and not its own stage’s',
    cases: ['config/cmd-and-entrypoint-reset', 'config/cmd-before-entrypoint-stays', 'config/everything-else'],
  },
  {
    trap: 'SHELL is kept, and shapes what comes after it',
    cases: ['config/shell-shapes-cmd', 'run/shell-instruction'],
  },
  {
    trap: 'HEALTHCHECK: NONE, the shortest time, a flag given twice, the interval at the start',
    cases: ['config/healthcheck-none'],
    tests: {
      [REFUSED]: ["['HEALTHCHECK --interval=999us CMD a'", "['HEALTHCHECK --retries=1 --retries=2 CMD a'"],
      'unit/dockerfile/instructions.test.ts': ['--start-interval=1.5s'],
    },
  },
  {
    trap: 'Ranges of ports are spelt out, hosts dropped, protocols in lower case, and what is no port is refused',
    cases: ['config/expose-from-variable'],
    tests: { 'unit/dockerfile/values.test.ts': ["describe('parsePorts'"] },
  },
  {
    trap: 'Flags that nobody knows or that lack a value are refused, and so are triggers that must not be',
    cases: ['copy/unknown-flag', 'chown/without-value', 'onbuild/forbidden', 'onbuild/from-forbidden'],
  },
  {
    trap: 'Here-documents: several, quoted, with tabs taken off, for another program, in triggers, and none within quotes',
    cases: ['heredoc-copy/', 'heredoc-run/', 'heredoc-run/shell-instruction-reads-it', 'heredoc-run/onbuild'].concat([
      'heredoc-run/inside-quotes-is-none',
      'heredoc-run/shebang',
      'heredoc-copy/tabs',
      'heredoc-copy/several',
      'heredoc-copy/expansion',
      'heredoc-copy/chmod-and-chown',
    ]),
  },
  {
    trap: 'A directory’s contents are copied; what is made on the way is 0755 and the new owner’s, what is there stays whose it was',
    cases: [
      'copy/directory-copies-contents',
      'copy/file-into-new-directory',
      'copy/directory-mode-of-new-destination',
    ].concat(['chown/existing-directories-keep-owner']),
  },
  {
    trap: 'A destination leads through links of the image: relative, absolute within the root, dangling',
    cases: [
      'symlink/destination-directory-link',
      'symlink/destination-dangling-link',
      'symlink/destination-link-chain',
    ].concat(['symlink/destination-link-leaves-root', 'symlink/destination-is-link-to-file']),
  },
  {
    trap: 'A source that is a link is followed, and links below it are kept',
    cases: ['symlink/source-file-followed', 'symlink/source-directory-followed', 'symlink/links-below-source-kept'],
  },
  {
    trap: 'A file onto a directory goes into it; a directory onto a file is refused',
    cases: ['copy/file-into-existing-directory', 'copy/directory-over-file-refused'],
  },
  {
    trap: 'Patterns are those of Go’s filepath.Match; one that matches nothing differs from a path that is not there',
    cases: [
      'copy/wildcard-escaped-bracket',
      'copy/wildcard-escaped-star',
      'copy/wildcard-double-star-is-one-level',
    ].concat([
      'copy/wildcard-nothing-matches-alone',
      'copy/wildcard-nothing-matches-among-others',
      'copy/missing-source',
    ]),
  },
  {
    trap: 'USER owns the directories that WORKDIR makes, and nothing that is copied; a directory that is there stays',
    cases: ['chown/user-instruction-does-not-matter', 'workdir/owned-by-user', 'workdir/existing-left-alone'],
  },
  {
    trap: 'Owners are kept from a stage, and none comes from the context',
    cases: ['chown/from-stage-keeps-owner', 'copy/owner-of-context-is-root'],
  },
  {
    trap: 'Names of owners are those of the stage that is copied into, and an empty image has none',
    cases: ['chown/names-made-in-the-stage', 'chown/names-of-the-image', 'chown/name-in-scratch'],
  },
  {
    trap: 'Modes in octal up to 07777, and symbolic ones',
    cases: [
      'chmod/octal',
      'chmod/too-large',
      'chmod/symbolic-file',
      'chmod/symbolic-directory',
      'chmod/invalid-symbolic',
    ],
  },
  {
    trap: 'A linked layer knows nothing of the image below: working directory, dots, links at the destination',
    cases: [
      'link/workdir-relative',
      'link/symlink-destination-is-replaced',
      'link/existing-directory-metadata-is-replaced',
    ],
  },
  {
    trap: 'Parents from a pivot on, with patterns; what is left out is relative to the source, and can be taken back in',
    cases: [
      'parents/pivot',
      'parents/double-star',
      'parents/wildcard-in-pivot',
      'exclude/basic',
      'exclude/negated',
    ].concat(['exclude/with-parents', 'exclude/wildcard-sources']),
  },
  {
    trap: 'Ignore files: order, exceptions below what is ignored, odd characters, bad patterns, the Dockerfile and its own file',
    cases: [
      'ignore/patterns',
      'ignore/exceptions-under-excluded-directory',
      'ignore/own-file-of-the-dockerfile',
    ].concat(['ignore/dockerfile-itself-ignored', 'ignore/everything-but']),
    tests: {
      'unit/layer/pattern/dockerignore.test.ts': ['cleans lines as moby does', "describe('IgnoreMatcher'"],
      'unit/context/directory-context.test.ts': ['names file and line of a bad pattern'],
    },
  },
  {
    trap: 'Archives are known by their content and unpacked, with owners, links, global headers and parents nobody named',
    cases: [
      'add/tar',
      'add/gzip',
      'add/bzip2',
      'add/xz',
      'add/zstd',
      'add/not-an-archive',
      'add/copy-does-not-unpack',
    ].concat([
      'add/chown',
      'add/implied-parents',
      'add/hard-links',
      'add/pax-global-header',
      'add/through-link-of-the-image',
    ]),
    tests: { [REMOTE]: ['unpacks only if it is asked to'] },
  },
  {
    trap: 'A download has mode 0600, the server’s time, and the address’s name whatever the server calls it; only sha256 can be right',
    tests: {
      [REMOTE]: [
        "with mode 0600 and the server's time",
        'content-disposition',
        'checks the checksum',
        '--checksum=sha512:',
      ],
    },
  },
  {
    trap: 'Sockets, files that become directories, and paths that climb out of the context',
    cases: [
      'copy/socket-becomes-file',
      'copy/source-leading-slash-and-dots',
      'symlink/source-out-of-context-stays-inside',
    ],
    tests: {
      'unit/engine/build.test.ts': ['takes a file that has become a directory since the last build'],
      'unit/context/directory-context.test.ts': ['never leaves the directory, neither by .. nor by a link'],
    },
  },
  {
    trap: 'A layer says when a lower directory was replaced, renamed or changed in itself, and that nothing changed',
    cases: ['run/whiteouts', 'run/no-change-no-problem'],
    tests: {
      [CAPTURE]: [
        'is opaque where a directory of the layers below was removed and made again',
        'follows a rename of a lower directory, a file that becomes a directory, and the reverse',
        'directories whose metadata changed',
        'is empty when nothing was written',
      ],
    },
  },
  {
    trap: 'Hard links within a directory and across directories',
    cases: ['add/hard-links', 'copy/hard-links-in-context'],
    tests: {
      'e2e/equivalence/run-cases.ts': ['ln /h/a /h/b && ln /h/a /i/c', "'hard-link-to-a-lower-file'"],
      'e2e/equivalence/copy-cases.ts': ['ln /h/1 /h/2'],
    },
  },
  {
    trap: 'Capabilities and set-id bits survive a copy; a change of owner in RUN takes them away',
    cases: ['run/special-files-from-stage', 'add/xattrs-and-capabilities', 'run/chown-takes-set-id-away'],
    tests: { 'e2e/equivalence/copy-cases.ts': ["'file-capabilities'"] },
  },
  {
    trap: 'Long names, names beyond ASCII and UTF-8, and ids over 2^21',
    cases: ['copy/long-names', 'copy/unicode-and-percent', 'copy/names-not-utf8', 'chown/large-ids'],
  },
  {
    trap: 'Bases: an index with attestations, other platforms, Docker’s own documents, an image without layers',
    cases: ['stage/platform-of-from'],
    tests: {
      'unit/oci/manifest.test.ts': ['and never an attestation'],
      'integration/registry.test.ts': ["it.each(['oci', 'v2s2'])"],
      'unit/oci/image-config.test.ts': ['reads an image without layers'],
    },
  },
  { trap: 'VOLUME makes nothing, and what is written there later stays', cases: ['config/volume-makes-no-directory'] },
  {
    trap: 'Mounts: nothing of them stays, not even where they were; owners, modes, sharing; what must be there',
    cases: ['mount-bind/', 'mount-cache/', 'mount-secret/', 'mount-tmpfs/', 'mount-bind/readonly-by-default'].concat([
      'mount-bind/readwrite-is-not-kept',
      'mount-bind/missing-source',
      'mount-bind/from-image',
      'mount-bind/from-stage',
      'mount-cache/owner-and-mode',
      'mount-cache/sharing-modes',
      'mount-secret/file-default',
      'mount-secret/env',
      'mount-secret/missing-required',
      'mount/deep-mount-point-taken-away',
    ]),
  },
  {
    trap: 'Further groups are those of users with a name alone',
    cases: ['run/user-forms'],
    tests: { 'unit/layer/users/process-user.test.ts': ['app:staff', '%s needs no files'] },
  },
  {
    trap: 'Stages: names without regard to case, numbers, later and own ones, names of images, what is inherited, what is not built',
    cases: ['stage/name-case-insensitive', 'stage/by-name-and-number', 'stage/forward-reference-refused'].concat([
      'stage/self-reference-refused',
      'stage/shadows-an-image',
      'stage/inherits-everything',
      'stage/unused-stage-not-built',
      'stage/target-misspelt',
    ]),
  },
  {
    trap: 'Triggers run before the child’s lines, in their order and once, and may bring stages in',
    cases: ['onbuild/before-child-lines-in-order', 'onbuild/brings-another-stage', 'onbuild/stays-in-own-config'],
  },
  {
    trap: 'A named context stands in for images and stages, with an ignore file of its own',
    cases: ['context/replaces-image', 'context/replaces-stage', 'context/directory-with-ignore-file'],
  },
  {
    trap: 'An empty image has a PATH and a working directory; labels of the command line win over the file’s, and those over the base’s',
    cases: ['config/label-option-wins', 'config/scratch-and-labels-of-bases'],
  },
];

const CASES = readCases();

describe('traps', () => {
  // That the cases and tests pass is shown where they run.
  it.each(TRAPS.map((one) => [one.trap, one] as const))('%s', (_, { cases = [], tests = {} }) => {
    const missing = cases.filter((name) =>
      name.endsWith('/') ? !CASES.some((one) => one.name.startsWith(name)) : !CASES.some((one) => one.name === name),
    );
    expect(missing, 'cases that the corpus lacks').toEqual([]);
    const pending = CASES.filter((one) => one.expect.pending !== undefined && cases.includes(one.name));
    expect(pending.map((one) => one.name)).toEqual([]);
    for (const [file, texts] of Object.entries(tests)) {
      const source = readFileSync(join(REPOSITORY, '__tests__', file), 'utf8');
      expect(
        texts.filter((text) => !source.includes(text)),
        file,
      ).toEqual([]);
    }
    expect(cases.length + Object.values(tests).flat().length).toBeGreaterThan(0);
  });

  // The list lies beside the repository where the conformance suite does.
  const list = join(SUITE, 'TRAPS.md');

  it.skipIf(!existsSync(list))('are as many as the list has', () => {
    const lines = readFileSync(list, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('- '));
    expect(TRAPS).toHaveLength(lines.length);
  });
});
