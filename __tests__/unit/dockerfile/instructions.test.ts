import { describe, expect, it } from 'vitest';

import type { StageInstruction } from '../../../src/dockerfile/syntax/ast.js';
import { parseDockerfile } from '../../../src/dockerfile/parse.js';

function instruction(text: string): StageInstruction | undefined {
  return parseDockerfile(`FROM base\n${text}`, 'Dockerfile').stages[0]?.instructions[0];
}

const shell = (line: string) => ({ form: 'shell', line });
const exec = (...argv: string[]) => ({ form: 'exec', argv });
const pairs = (...list: [key: string, value: string][]) => ({ pairs: list.map(([key, value]) => ({ key, value })) });
const legacy = (key: string, value: string) => ({ pairs: [{ key, value, legacy: true }] });

describe('parseDockerfile', () => {
  it('gathers stages, and ARG before them', () => {
    const file = parseDockerfile(
      'ARG a=1 b\nFROM --platform=$P x:$a AS Build\nRUN y\nfrom build as two.2\nARG c\n',
      'D',
    );
    expect(file.globalArgs).toEqual([
      {
        keyword: 'ARG',
        args: [{ name: 'a', value: '1' }, { name: 'b' }],
        text: 'ARG a=1 b',
        range: { start: 1, end: 1 },
        written: 'ARG',
        comments: [],
      },
    ]);
    expect(
      file.stages.map(({ index, name, from, instructions }) => [index, name, from.image, instructions.length]),
    ).toEqual([
      [0, 'build', 'x:$a', 1],
      [1, 'two.2', 'build', 1],
    ]);
    expect(file.stages[0]?.from).toEqual({
      keyword: 'FROM',
      image: 'x:$a',
      as: 'AS',
      alias: 'Build',
      platform: '$P',
      text: 'FROM --platform=$P x:$a AS Build',
      range: { start: 2, end: 2 },
      written: 'FROM',
      comments: [],
    });
    expect(file.stages[1]?.from).toMatchObject({ written: 'from', as: 'as' });
    expect(file.stages[1]?.from).not.toHaveProperty('platform');
  });

  it.each<[text: string, expected: object]>([
    ['ARG a', { args: [{ name: 'a' }] }],
    [
      'ARG a= b="1 2" c=\'d\' e=f\\ g',
      {
        args: [
          { name: 'a', value: '' },
          { name: 'b', value: '"1 2"' },
          { name: 'c', value: "'d'" },
          { name: 'e', value: 'f\\ g' },
        ],
      },
    ],
    ['ARG a=b=c', { args: [{ name: 'a', value: 'b=c' }] }],
    // BuildKit does not look at ARG's flags.
    ['ARG --x a', { args: [{ name: 'a' }] }],

    ['ENV a=b', pairs(['a', 'b'])],
    ['ENV a=b c="d e" f=\'g h\' i=j\\ k', pairs(['a', 'b'], ['c', '"d e"'], ['f', "'g h'"], ['i', 'j\\ k'])],
    ['ENV a= "b c"=d', pairs(['a', ''], ['"b c"', 'd'])],
    ['ENV a="\\"x y\\"" b=z', pairs(['a', '"\\"x y\\""'], ['b', 'z'])],
    ["ENV a='\\' b=z", pairs(['a', "'\\'"], ['b', 'z'])],
    ['ENV a=b=c', pairs(['a', 'b=c'])],
    ['ENV a b', legacy('a', 'b')],
    ['ENV a  b   c="d"  ', legacy('a', 'b   c="d"')],
    ['ENV\ta\t"b"', legacy('a', '"b"')],
    ['LABEL a=b "c.d"="e f"', pairs(['a', 'b'], ['"c.d"', '"e f"'])],
    ['LABEL a some words', legacy('a', 'some words')],
    ['LABEL a="x\\\n  y"', pairs(['a', '"x  y"'])],

    ['RUN a && b', { command: shell('a && b'), mounts: [], devices: [], heredocs: [] }],
    ['RUN', { command: shell('') }],
    ['RUN ["a", "b c"]', { command: exec('a', 'b c') }],
    ['RUN []', { command: exec() }],
    ['RUN\t[ "a" ]', { command: exec('a') }],
    ["RUN ['a']", { command: shell("['a']") }],
    ['RUN ["a"] b', { command: shell('["a"] b') }],
    ['RUN ["a', { command: shell('["a') }],
    ['RUN [ -f x ] && y', { command: shell('[ -f x ] && y') }],
    ['RUN ["\\u0041\\n\\"", "☃"]', { command: exec('A\n"', '☃') }],
    [
      'RUN --mount=type=cache,target=/c --mount=type=tmpfs,target=/t x',
      { mounts: ['type=cache,target=/c', 'type=tmpfs,target=/t'], command: shell('x') },
    ],
    [
      'RUN --network=none --security=sandbox --device=a.b/c=d,required x',
      { network: 'none', security: 'sandbox', devices: ['a.b/c=d,required'] },
    ],
    ['RUN --network="host" -- --x', { network: 'host', command: shell('--x') }],
    ['RUN \\\n  --network=none \\\n  ["a"]', { network: 'none', command: exec('a') }],
    ['RUN echo --network=none', { command: shell('echo --network=none') }],

    ['CMD', { command: shell('') }],
    ['CMD []', { command: exec() }],
    ['CMD [""]', { command: exec('') }],
    ['CMD a "b"', { command: shell('a "b"') }],
    ['CMD "[\\"a\\"]"', { command: shell('"[\\"a\\"]"') }],
    ['CMD -- ["a"]', { command: exec('a') }],
    ['ENTRYPOINT', { command: shell('') }],
    ['ENTRYPOINT ["a","b"]', { command: exec('a', 'b') }],
    ['ENTRYPOINT exec a', { command: shell('exec a') }],
    ['SHELL ["/bin/bash", "-c"]', { shell: ['/bin/bash', '-c'] }],

    ['COPY a b', { sources: ['a'], destination: 'b', heredocs: [], link: false, parents: false, excludes: [] }],
    ['COPY  a\tb  c/', { sources: ['a', 'b'], destination: 'c/' }],
    ['COPY ["a b", "c d"]', { sources: ['a b'], destination: 'c d' }],
    ["COPY ['a', 'b']", { sources: ["['a',"], destination: "'b']" }],
    ['COPY [ab] c', { sources: ['[ab]'], destination: 'c' }],
    [
      'COPY --from=x --chown=1:2 --chmod=u+x --link --parents --exclude=*.a --exclude="b c" d e',
      { from: 'x', chown: '1:2', chmod: 'u+x', link: true, parents: true, excludes: ['*.a', 'b c'], sources: ['d'] },
    ],
    ['COPY --link=false --parents=TRUE a b', { link: false, parents: true }],
    ['COPY --chmod=$m --chown=${u} a b', { chmod: '$m', chown: '${u}' }],
    ['COPY -- --a b', { sources: ['--a'], destination: 'b' }],
    ['COPY a --link b', { sources: ['a', '--link'], destination: 'b', link: false }],
    ['COPY ["<<EOF", "/x"]', { sources: [], heredocs: [{ name: 'EOF', content: '' }], destination: '/x' }],
    ['ADD a b c', { sources: ['a', 'b'], destination: 'c', keepGitDir: false, link: false }],
    [
      'ADD --checksum=sha256:ab --keep-git-dir --unpack=false --link --chown=u --chmod=755 --exclude=x https://a/b /c',
      {
        checksum: 'sha256:ab',
        keepGitDir: true,
        unpack: false,
        link: true,
        chown: 'u',
        chmod: '755',
        excludes: ['x'],
        sources: ['https://a/b'],
      },
    ],
    ['ADD --unpack a b', { unpack: true }],

    ['WORKDIR /a b', { path: '/a b' }],
    ['WORKDIR "$HOME"', { path: '"$HOME"' }],
    ['USER a:b', { user: 'a:b' }],
    ['STOPSIGNAL SIG$x', { signal: 'SIG$x' }],
    // BuildKit does not look at STOPSIGNAL's flags.
    ['STOPSIGNAL --x 9', { signal: '9' }],
    ['MAINTAINER A B <c@d>', { maintainer: 'A B <c@d>' }],
    ['VOLUME /a /b', { paths: ['/a', '/b'] }],
    ['VOLUME ["/a b", " /c "]', { paths: ['/a b', '/c'] }],
    // In byte order, in which BuildKit expands them and writes them into the history.
    ['EXPOSE 9 80/udp $p 443', { ports: ['$p', '443', '80/udp', '9'] }],

    ['HEALTHCHECK NONE', { check: { kind: 'none' } }],
    ['HEALTHCHECK none', { check: { kind: 'none' } }],
    ['HEALTHCHECK --interval=x NONE', { check: { kind: 'none' } }],
    ['HEALTHCHECK CMD a b', { check: { kind: 'cmd', command: shell('a b') } }],
    ['HEALTHCHECK   cmd\t["a", "b"]', { check: { kind: 'cmd', command: exec('a', 'b') } }],
    [
      'HEALTHCHECK --interval=5s --timeout=1m30s --start-period=500ms --start-interval=1.5s --retries=3 CMD a',
      {
        check: {
          kind: 'cmd',
          command: shell('a'),
          interval: 5e9,
          timeout: 90e9,
          startPeriod: 5e8,
          startInterval: 15e8,
          retries: 3,
        },
      },
    ],
    // Nothing and nought are what a base has.
    [
      'HEALTHCHECK --interval=0s --timeout= --retries=0 --start-period=0 CMD a',
      { check: { kind: 'cmd', command: shell('a') } },
    ],
    ['HEALTHCHECK --interval=1ms CMD a', { check: { kind: 'cmd', command: shell('a'), interval: 1e6 } }],

    ['ONBUILD RUN  a  b ', { trigger: 'RUN  a  b ' }],
    ['onbuild copy . /x', { trigger: 'copy . /x' }],
    ['ONBUILD \\\n  RUN a \\\n # no\n b', { trigger: 'RUN a  b' }],
    ['ONBUILD RUN --network=none x', { trigger: 'RUN --network=none x' }],
    // What a trigger means is only asked where it fires.
    ['ONBUILD FOO bar', { trigger: 'FOO bar' }],
    ['\\\n  ONBUILD RUN a', { trigger: 'RUN a' }],
  ])('reads %j', (text, expected) => {
    const found = instruction(text);
    expect(found).toMatchObject(expected);
    expect(found?.keyword).toBe(/[a-z]+/i.exec(text)?.[0].toUpperCase());
    if ('check' in expected) expect(found).toHaveProperty('check', expected.check);
  });

  it.each([
    ['COPY a b', ['from', 'chown', 'chmod', 'checksum']],
    ['COPY --from= a b', ['from']],
    ['ADD a b', ['checksum', 'unpack', 'chown', 'chmod']],
    ['RUN a', ['network', 'security']],
  ])('leaves out what %j does not say', (text, absent) => {
    const found = instruction(text);
    for (const name of absent) expect(found).not.toHaveProperty(name);
  });

  it('joins an instruction for logs and history', () => {
    expect(instruction('Run a \\\n# note\n\n    && b \\\n    c   ')?.text).toBe('Run a     && b     c');
    expect(instruction('RUN <<EOF cat\nx\nEOF')?.text).toBe('RUN <<EOF cat');
  });
});
