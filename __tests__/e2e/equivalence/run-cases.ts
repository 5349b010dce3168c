import type { EquivalenceCase } from './case.js';

const BUSY = 'FROM busybox\n';

/** What a step's writing becomes: whiteouts, links, modes, owners, odd names. */
export const RUN_CASES: readonly EquivalenceCase[] = [
  {
    name: 'run-forms',
    dockerfile: `${BUSY}RUN echo "a  b" > /shell\nRUN ["sh", "-c", "echo $0 $1 > /exec", "x", "y z"]\n`,
  },
  { name: 'run-nothing', dockerfile: `${BUSY}RUN true\nRUN touch /x\nRUN true\n` },
  { name: 'whiteout-file', dockerfile: `${BUSY}RUN echo a > /a && echo b > /b\nRUN rm /a /etc/group\n` },
  {
    name: 'whiteout-directory',
    dockerfile: `${BUSY}RUN mkdir -p /d/e/f && touch /d/e/f/g /d/h\nRUN rm -r /d/e /var/www\n`,
  },
  {
    name: 'opaque-directory',
    dockerfile: `${BUSY}RUN mkdir -p /d/sub && touch /d/old /d/sub/old\nRUN rm -r /d && mkdir /d && touch /d/new\n`,
  },
  {
    name: 'opaque-then-filled-again',
    dockerfile: `${BUSY}RUN mkdir -p /d/sub && touch /d/old /d/sub/old
RUN rm -r /d && mkdir -m 0700 /d
RUN mkdir /d/sub && touch /d/sub/new
`,
  },
  { name: 'directory-becomes-file', dockerfile: `${BUSY}RUN mkdir -p /d/x\nRUN rm -r /d && echo file > /d\n` },
  { name: 'file-becomes-directory', dockerfile: `${BUSY}RUN echo file > /d\nRUN rm /d && mkdir /d && touch /d/x\n` },
  { name: 'file-becomes-symlink', dockerfile: `${BUSY}RUN echo file > /f\nRUN ln -sf /etc/passwd /f\n` },
  {
    name: 'symlink-becomes-directory',
    dockerfile: `${BUSY}RUN mkdir /t && touch /t/inside && ln -s t /l\nRUN rm /l && mkdir /l && touch /l/own\n`,
  },
  {
    name: 'removed-and-made-again',
    dockerfile: `${BUSY}RUN echo 1 > /f && mkdir /g\nRUN rm /f && rmdir /g\nRUN echo 2 > /f && mkdir -m 0711 /g\n`,
  },
  {
    name: 'rename-of-a-lower-directory',
    dockerfile: `${BUSY}RUN mkdir -p /d/e && echo x > /d/e/f && chown -R 5:6 /d\nRUN mv /d /moved\n`,
  },
  {
    name: 'hard-links',
    dockerfile: `${BUSY}RUN mkdir /h /i && echo x > /h/a && ln /h/a /h/b && ln /h/a /i/c\n`,
  },
  { name: 'hard-link-to-a-lower-file', dockerfile: `${BUSY}RUN echo x > /a\nRUN ln /a /b\n` },
  { name: 'one-of-two-links-changed', dockerfile: `${BUSY}RUN echo x > /a && ln /a /b\nRUN echo y > /c && mv /c /a\n` },
  {
    name: 'symlinks',
    dockerfile: `${BUSY}RUN ln -s relative /r && ln -s /absolute/nowhere /n && ln -s ../../.. /up && ln -s . /self && mkdir /d && ln -s d /to-d
RUN touch /to-d/through
RUN chown -h 7:8 /r
`,
  },
  {
    name: 'special-modes',
    dockerfile: `${BUSY}RUN cp /bin/busybox /su && chmod 4755 /su && cp /bin/busybox /sg && chmod 2711 /sg && mkdir -m 1777 /sticky && mkdir -m 2750 /setgid && touch /none && chmod 0 /none\n`,
  },
  { name: 'chmod-of-a-lower-file', dockerfile: `${BUSY}RUN echo x > /f\nRUN chmod 0640 /f /etc/passwd\n` },
  { name: 'chmod-of-a-lower-directory', dockerfile: `${BUSY}RUN mkdir -p /d/e && touch /d/f\nRUN chmod 0700 /d\n` },
  {
    name: 'chown',
    dockerfile: `${BUSY}RUN touch /a && mkdir /d && touch /d/b && chown 1000:1001 /a && chown -R www-data:mail /d\n`,
  },
  {
    name: 'chown-clears-setuid',
    dockerfile: `${BUSY}RUN cp /bin/busybox /s && chmod 6755 /s\nRUN chown 3:3 /s\n`,
  },
  { name: 'large-owner-numbers', dockerfile: `${BUSY}RUN touch /big && chown 3000000:4000000 /big\n` },
  {
    name: 'as-another-user',
    dockerfile: `${BUSY}RUN mkdir -m 0777 /shared\nUSER 1000:1000\nRUN umask 077 && echo mine > /shared/f && mkdir /shared/d\n`,
  },
  {
    name: 'odd-names',
    dockerfile: `${BUSY}RUN mkdir "/o d d" && touch "/o d d/tab	tab" "/o d d/back\\\\slash" "/o d d/quote'\\"" "/o d d/ünïcödé-ファイル" && touch "/o d d/$(printf 'new\\nline')" "/o d d/$(printf 'latin1-\\351')" "/o d d/=equals" "/o d d/-dash"\n`,
  },
  {
    name: 'long-names',
    dockerfile: `${BUSY}RUN n=$(printf 'n%.0s' $(seq 250)); mkdir -p /l/$n/$n && echo x > /l/$n/$n/$n && ln -s /l/$n/$n/$n /l/link && ln /l/$n/$n/$n /l/hard\n`,
  },
  {
    name: 'devices-and-fifos',
    dockerfile: `${BUSY}RUN mkfifo -m 0620 /fifo && mknod /null c 1 3 && mknod -m 0600 /loop b 7 300 && chown 1:2 /fifo\n`,
  },
  {
    name: 'sparse-file',
    dockerfile: `${BUSY}RUN dd if=/dev/zero of=/sparse bs=1 count=1 seek=5000000 2>/dev/null && echo end >> /sparse\n`,
  },
  {
    name: 'many-files',
    dockerfile: `${BUSY}RUN mkdir /m && for i in $(seq 1 600); do echo $i > /m/$i; done\nRUN for i in $(seq 1 3 600); do rm /m/$i; done\n`,
  },
  {
    name: 'empty-directories-and-files',
    dockerfile: `${BUSY}RUN mkdir -p /a/b/c && : > /empty\nRUN rm /empty && rmdir /a/b/c\n`,
  },
  {
    name: 'environment-of-a-run',
    dockerfile: `${BUSY}ENV greeting=hello HOME=/tmp
ARG secretly=arg
USER mail
RUN env | grep -v -e ^container= -e ^HOSTNAME= | sort > /tmp/env; pwd > /tmp/pwd; umask > /tmp/umask; cat /proc/self/comm > /tmp/comm
`,
  },
  {
    name: 'capabilities-of-a-run',
    dockerfile: `${BUSY}RUN grep -E '^Cap(Inh|Prm|Eff|Bnd)' /proc/self/status | tail -3 > /caps; (echo x > /proc/sys/kernel/hostname) 2>/dev/null && echo writable > /proc-sys; test -e /dev/sda && echo disks > /dev-disks; ls /dev | grep -v -x -e console -e core > /dev-list || true\n`,
  },
];
