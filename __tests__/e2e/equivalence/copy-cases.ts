import type { EquivalenceCase } from './case.js';

const TREE = {
  'src/a.txt': 'a',
  'src/b.js': 'b',
  'src/deep/c.txt': 'c',
  'src/deep/run.sh': { text: '#!/bin/sh\n', mode: 0o755 },
  'src/empty': { folder: true },
  top: 'top',
} as const;

/** COPY and ADD from the context and from stages, and what .dockerignore leaves of it. */
export const COPY_CASES: readonly EquivalenceCase[] = [
  {
    name: 'copy-file-destinations',
    dockerfile:
      'FROM busybox\nCOPY top /renamed\nCOPY top /dir/\nCOPY top /new/path/file\nCOPY top /etc\nWORKDIR /w\nCOPY top .\nCOPY top sub/\n',
    context: TREE,
  },
  {
    name: 'copy-directory-contents',
    dockerfile: 'FROM busybox\nCOPY src /dst\nCOPY src/ /dst2/\nCOPY src/deep /usr\n',
    context: TREE,
  },
  { name: 'copy-everything', dockerfile: 'FROM busybox\nCOPY . /all\n', context: TREE },
  {
    name: 'copy-wildcards',
    dockerfile:
      'FROM busybox\nCOPY src/*.txt /star/\nCOPY src/?.js /mark/\nCOPY src/[a-b].* /class/\nCOPY src/*/*.sh /level/\nCOPY s*c /contents/\n',
    context: TREE,
  },
  { name: 'copy-several-sources', dockerfile: 'FROM busybox\nCOPY top src/a.txt src/deep /several/\n', context: TREE },
  {
    name: 'copy-json-form',
    dockerfile: 'FROM busybox\nCOPY ["with blank", "/to blank/"]\nCOPY ["top", "top2", "/d/"]\n',
    context: { 'with blank': 'b', top: '1', top2: '2' },
  },
  {
    name: 'copy-modes',
    dockerfile: 'FROM busybox\nCOPY . /m/\n',
    context: {
      private: { text: 'x', mode: 0o600 },
      script: { text: '#!/bin/sh\n', mode: 0o755 },
      group: { text: 'x', mode: 0o664 },
      locked: { folder: true, mode: 0o700 },
      'locked/in': 'x',
    },
  },
  {
    name: 'copy-owners-become-root',
    dockerfile: 'FROM busybox\nUSER 1000\nCOPY . /m/\n',
    context: TREE,
    prepare: 'chown -R 1234:1234 src',
  },
  {
    name: 'copy-chown',
    dockerfile: `FROM busybox
COPY --chown=1000:1001 top /numbers
COPY --chown=www-data:mail src /names
COPY --chown=nobody top /user-only
COPY --chown=55 top /new/number-only
ARG owner=mail
COPY --chown=$owner:$owner src/a.txt /variable
`,
    context: TREE,
  },
  {
    name: 'copy-chmod',
    dockerfile:
      'FROM busybox\nCOPY --chmod=0640 top /file\nCOPY --chmod=755 src/a.txt /made/file\nCOPY --chown=5:6 --chmod=0700 src/b.js /both\n',
    context: TREE,
  },
  {
    name: 'copy-symlinks',
    dockerfile: 'FROM busybox\nCOPY links /links/\nCOPY links/to-file /followed\n',
    context: {
      'links/file': 'x',
      'links/to-file': { link: 'file' },
      'links/dangling': { link: 'nowhere' },
      'links/absolute': { link: '/etc/passwd' },
      'links/dir/x': 'x',
      'links/to-dir': { link: 'dir' },
    },
  },
  {
    name: 'copy-through-a-symlink-of-the-image',
    dockerfile:
      'FROM busybox\nRUN mkdir -p /real/deep && ln -s /real /absolute && ln -s real/deep /relative\nCOPY top /absolute/\nCOPY top /relative/x/y\nCOPY src /relative\n',
    context: TREE,
  },
  {
    name: 'copy-over-what-is-there',
    dockerfile:
      'FROM busybox\nRUN mkdir -m 0700 /d && echo old > /d/a.txt && chmod 0600 /d/a.txt && chown -R 5:5 /d && ln -s /elsewhere /d/b.js\nCOPY src /d\nCOPY top /etc/passwd\n',
    context: TREE,
  },
  {
    name: 'copy-set-id-bits',
    dockerfile: 'FROM busybox\nCOPY . /s/\n',
    context: { suid: { text: 'x', mode: 0o4755 }, sgid: { text: 'x', mode: 0o2755 } },
  },
  {
    name: 'copy-from-stage',
    dockerfile: `FROM busybox AS maker
RUN mkdir -p /out/sub && echo 1 > /out/one && echo 2 > /out/sub/two && chown -R 10:20 /out && chmod 0750 /out/sub && cp /bin/busybox /out/su && chmod 4755 /out/su && ln -s one /out/link
FROM busybox
COPY --from=maker /out /kept
COPY --from=0 /out/one /by-number
COPY --from=maker --chown=0:0 /out/sub/ /owned
COPY --from=maker /out/s* /wild/
`,
  },
  {
    name: 'copy-from-image',
    dockerfile:
      'FROM scratch\nCOPY --from=busybox /etc/passwd /etc/group /etc/\nCOPY --from=busybox /var/spool /spool\n',
  },
  {
    name: 'copy-hard-links-from-stage',
    dockerfile: 'FROM busybox AS a\nRUN mkdir /h && echo x > /h/1 && ln /h/1 /h/2\nFROM busybox\nCOPY --from=a /h /h\n',
  },
  {
    name: 'add-local',
    dockerfile: 'FROM busybox\nADD top /added/\nADD src /tree\nADD --chown=9:9 top /owned\n',
    context: TREE,
  },
  {
    name: 'add-archives',
    dockerfile:
      'FROM busybox\nADD plain.tar /plain\nADD packed.tar.gz /gz/\nADD packed.tar.bz2 /bz2/\nADD packed.tar.xz /xz/\nCOPY packed.tar.gz /not-unpacked/\nADD not-an-archive.tar /text/\n',
    context: { 't/f': 'f', 't/d/g': { text: 'g', mode: 0o4711 }, 't/l': { link: 'f' }, 'not-an-archive.tar': 'text' },
    prepare: `ln t/f t/hard; tar --sort=name --mtime=@0 --owner=11 --group=12 -C t -cf plain.tar f d l hard
gzip -n < plain.tar > packed.tar.gz; bzip2 < plain.tar > packed.tar.bz2; xz < plain.tar > packed.tar.xz; rm -r t`,
  },
  {
    name: 'file-capabilities',
    dockerfile:
      'FROM busybox AS a\nADD caps.tar /c/\nFROM busybox\nCOPY --from=a /c /copied\nADD caps.tar /c/\nRUN mv /c/prog /c/moved\n',
    context: { prog: { text: '#!/bin/sh\n', mode: 0o755 } },
    prepare: 'setcap cap_net_raw+ep prog; tar --xattrs --xattrs-include=* --mtime=@0 -cf caps.tar prog; rm prog',
  },
  {
    name: 'dockerignore',
    dockerfile: 'FROM busybox\nCOPY . /c/\n',
    context: {
      '.dockerignore': '# comment\nnode_modules\n*.log\n**/*.tmp\ndocs/*\n!docs/keep.md\n/rooted\nsub/rooted2/\n',
      'node_modules/x': 'x',
      'sub/node_modules/x': 'x',
      'a.log': 'x',
      'sub/a.log': 'x',
      'a.tmp': 'x',
      'sub/deep/b.tmp': 'x',
      'docs/gone.md': 'x',
      'docs/keep.md': 'x',
      rooted: 'x',
      'sub/rooted': 'x',
      'sub/rooted2/x': 'x',
      kept: 'x',
    },
  },
  {
    name: 'dockerignore-everything-but',
    dockerfile: 'FROM busybox\nCOPY . /c/\n',
    context: { '.dockerignore': '*\n!src/**/*.txt\n!top\n', ...TREE },
  },
  {
    name: 'target-stage',
    dockerfile:
      'FROM busybox AS one\nRUN echo 1 > /one\nFROM one AS two\nRUN echo 2 > /two\nFROM busybox AS three\nRUN exit 1\n',
    flags: ['--target', 'two'],
  },
  {
    name: 'from-scratch',
    dockerfile: 'FROM scratch\nCOPY top /\nCOPY src/deep/run.sh /bin/\nENTRYPOINT ["/bin/run.sh"]\n',
    context: TREE,
  },
  {
    name: 'scratch-with-a-program',
    dockerfile:
      'FROM busybox AS b\nRUN mkdir /o && cp /bin/busybox /o/sh && chmod 0755 /o\nFROM scratch\nCOPY --from=b /o /bin\nRUN ["/bin/sh", "-c", "echo made > /made"]\n',
  },
  {
    name: 'three-stages',
    dockerfile: `FROM busybox AS base
WORKDIR /w
RUN echo base > f
FROM base AS build
COPY src .
RUN cat a.txt f > built
FROM base
COPY --from=build /w/built /final
RUN rm f
`,
    context: TREE,
  },
  {
    name: 'copied-then-changed',
    dockerfile:
      'FROM busybox\nCOPY src /s\nRUN rm -r /s/deep && echo more >> /s/a.txt && chown 3:3 /s/b.js\nCOPY src/deep/c.txt /s/deep/\n',
    context: TREE,
  },
  {
    name: 'own-dockerfile-name',
    dockerfile: 'FROM busybox\nCOPY . /c\n',
    context: { '.dockerignore': 'Dockerfile\n', ...TREE },
  },
];
