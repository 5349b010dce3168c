import type { EquivalenceCase } from './case.js';

/** Instructions that only change the config, and those whose effect on it is easy to get wrong. */
export const CONFIG_CASES: readonly EquivalenceCase[] = [
  {
    name: 'env-forms',
    dockerfile: `FROM busybox
ENV a=1 b="two words" c=three\\ words
ENV old form with  blanks
ENV b2=\${b} a=2 d=$a
RUN echo "$a|$b|$c|$old|$b2|$d" > /env
`,
  },
  {
    name: 'label-forms',
    dockerfile: `FROM busybox
LABEL plain=value "quoted key"="quoted value" multi="line one \\
line two"
LABEL org.example.version=1.0 org.example.version=2.0
LABEL old style label
`,
  },
  { name: 'cmd-shell', dockerfile: 'FROM busybox\nCMD echo "$HOME" && true\n' },
  { name: 'cmd-exec', dockerfile: 'FROM busybox\nCMD ["echo", "a b", "\\u00e9\\t"]\n' },
  { name: 'cmd-last-wins', dockerfile: 'FROM busybox\nCMD one\nCMD ["two"]\n' },
  { name: 'entrypoint-then-cmd', dockerfile: 'FROM busybox\nENTRYPOINT ["/bin/echo"]\nCMD ["x"]\n' },
  { name: 'cmd-then-entrypoint', dockerfile: 'FROM busybox\nCMD ["x"]\nENTRYPOINT ["/bin/echo"]\n' },
  { name: 'entrypoint-drops-inherited-cmd', dockerfile: 'FROM busybox\nENTRYPOINT exec top -b\n' },
  {
    name: 'expose',
    dockerfile: `FROM busybox
ARG port=9000
EXPOSE 80 443/tcp 53/udp
EXPOSE 7000-7002
EXPOSE $port
`,
  },
  { name: 'volume-forms', dockerfile: 'FROM busybox\nVOLUME /data /logs\nVOLUME ["/with blank", "/json"]\n' },
  {
    name: 'volume-keeps-later-changes',
    dockerfile: 'FROM busybox\nRUN mkdir /data && echo 1 > /data/before\nVOLUME /data\nRUN echo 2 > /data/after\n',
  },
  {
    name: 'shell',
    dockerfile: `FROM busybox
SHELL ["/bin/sh", "-e", "-c"]
RUN echo $- > /flags
CMD echo done
`,
  },
  { name: 'stopsignal', dockerfile: 'FROM busybox\nSTOPSIGNAL SIGQUIT\n' },
  {
    name: 'healthcheck',
    dockerfile: `FROM busybox
HEALTHCHECK --interval=5m --timeout=3s --start-period=1m30s --retries=5 CMD wget -q localhost || exit 1
`,
  },
  { name: 'healthcheck-exec', dockerfile: 'FROM busybox\nHEALTHCHECK CMD ["true", "now"]\n' },
  { name: 'healthcheck-none', dockerfile: 'FROM busybox\nHEALTHCHECK CMD true\nHEALTHCHECK NONE\n' },
  {
    name: 'onbuild-kept',
    dockerfile: 'FROM busybox\nONBUILD RUN echo "$x" > /x\nONBUILD COPY  . /src\nONBUILD ENV a=b\n',
  },
  {
    name: 'onbuild-triggered',
    dockerfile: `FROM busybox AS parent
ONBUILD ENV from=parent
ONBUILD RUN echo "$from" > /triggered
ONBUILD WORKDIR /made-by-trigger
FROM parent
RUN pwd > /where
`,
  },
  { name: 'maintainer', dockerfile: 'FROM busybox\nMAINTAINER Anna <anna@example.com>\n' },
  {
    name: 'user',
    dockerfile: `FROM busybox
USER www-data
RUN id -u > /tmp/name && id -g >> /tmp/name
USER 1234
RUN id -u > /tmp/number && id -g >> /tmp/number
USER nobody:mail
RUN id -u > /tmp/pair && id -g >> /tmp/pair
USER 42:43
`,
  },
  {
    name: 'workdir-chain',
    dockerfile: `FROM busybox
ENV top=/srv
WORKDIR $top/a
WORKDIR b
WORKDIR ./c/../d
RUN pwd > here && touch ../beside
WORKDIR /tmp
`,
  },
  { name: 'workdir-of-user', dockerfile: 'FROM busybox\nUSER 1000:1000\nWORKDIR /home/made/by/user\n' },
  {
    name: 'args',
    dockerfile: `ARG image=busybox
FROM $image
ARG given=default
ARG left=default
ARG empty
ENV seen="$given-$left-\${empty:-nothing}"
RUN echo "$given $left [$empty]" > /args
LABEL given=$given
`,
    flags: ['--build-arg', 'given=from outside'],
  },
  {
    name: 'arg-scope',
    dockerfile: `ARG version=7
ARG unseen=1
FROM busybox AS one
ARG version
RUN echo "$version/$unseen" > /one
FROM busybox
COPY --from=one /one /one
RUN echo "$version" > /two
ENV version=env
ARG version=arg
RUN echo "$version" > /three
`,
  },
  {
    name: 'variables-everywhere',
    dockerfile: `FROM busybox
ENV dir=/opt/app user=1000 port=81 sig=SIGTERM
COPY $dir-src \${dir}/
WORKDIR \${dir}/x
USER $user
EXPOSE \${port}
VOLUME $dir/data
STOPSIGNAL $sig
LABEL path=$dir/\\$literal single='$dir'
ENTRYPOINT ["$dir/run"]
CMD echo $dir
`,
    context: { 'opt/app-src/file': 'x' },
  },
  {
    name: 'inherited-from-stage',
    dockerfile: `FROM busybox AS parent
ENV a=1
LABEL l=parent
USER 1000
WORKDIR /w
EXPOSE 80
CMD ["parent"]
ENTRYPOINT ["e"]
FROM parent
ENV a=2 b=3
LABEL l=child m=n
EXPOSE 81
`,
  },
  {
    name: 'continuations-and-comments',
    dockerfile: `# a comment first
FROM busybox

# between
ENV a=1 \\
# inside a continuation
    b=2 \\

    c=3
RUN echo one && \\
  # and inside a command
  echo two > /two
   LABEL indented=yes
`,
  },
  {
    name: 'escape-directive',
    dockerfile: '# escape=`\nFROM busybox\nENV path=C:\\dir `\n    other=x\nRUN echo a `\n  b > /out\n',
  },
  { name: 'lower-case-keywords', dockerfile: 'from busybox as x\nenv a=b\nrun echo "$a" > /a\nFrom x\ncmd ["a"]\n' },
  { name: 'not-quite-json', dockerfile: "FROM busybox\nCMD ['a', 'b']\nENTRYPOINT [ echo ]\n" },
];
