import { describe, expect, it } from 'vitest';

import { parseDockerfile } from '../../../src/dockerfile/parse.js';
import { UserError } from '../../../src/errors.js';

function refusal(text: string): UserError {
  try {
    parseDockerfile(text, 'dir/Dockerfile');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe('what BuildKit refuses is refused, at its line', () => {
  it.each<[text: string, message: string, hint?: string]>([
    ['FOO a', 'unknown instruction: FOO'],
    ['/x', 'unknown instruction: /x', 'escape character'],
    ['COPPY a b', 'unknown instruction: COPPY', 'Did you mean COPY?'],
    ['evn a=b', 'unknown instruction: evn', 'Did you mean ENV?'],
    ['ENTRYPIONT a', 'unknown instruction: ENTRYPIONT', 'Did you mean ENTRYPOINT?'],
    ['ſHELL ["a"]', 'unknown instruction: ſHELL'],
    ['__proto__ a', 'unknown instruction: __proto__'],
    ['\\', 'unknown instruction: '],

    ['FROM', 'FROM requires either one or three arguments', 'FROM IMAGE AS NAME'],
    ['FROM a b', 'FROM requires either one or three arguments'],
    ['FROM a AS', 'FROM requires either one or three arguments'],
    ['FROM a IS b', 'FROM requires either one or three arguments'],
    ['FROM a AS b c', 'FROM requires either one or three arguments'],
    ['FROM a AS 1b', 'invalid name for build stage: "1b"'],
    ['FROM a AS b!', 'invalid name for build stage: "b!"'],
    ['FROM a AS $b', 'invalid name for build stage: "$b"'],
    ['FROM --platfrom=x a', 'unknown flag: --platfrom', 'Did you mean --platform?'],
    ['FROM --platform a', 'missing a value on flag: --platform', '--platform=VALUE'],

    ['ARG', 'ARG requires at least one argument'],
    ['ARG =a', 'ARG names can not be blank'],
    ['ENV', 'ENV requires at least one argument'],
    ['ENV a', 'ENV must have two arguments', 'ENV a=VALUE'],
    ['ENV =a', 'ENV names can not be blank'],
    ['ENV a=b =c', 'ENV names can not be blank'],
    ['ENV a=b c', 'can\'t find = in "c"', 'double quotes'],
    ['ENV --x a=b', 'unknown flag: --x', 'takes no flags'],
    ['LABEL', 'LABEL requires at least one argument'],
    ['LABEL a', 'LABEL must have two arguments'],
    ['LABEL =a', 'LABEL names can not be blank'],
    ['LABEL a=b c', 'can\'t find = in "c"'],

    ['RUN --mout=type=bind x', 'unknown flag: --mout', 'Did you mean --mount?'],
    ['RUN --boo x', 'unknown flag: --boo', '--network'],
    ['RUN --mount x', 'missing a value on flag: --mount'],
    ['RUN --mount= x', 'failed to parse csv mounts'],
    ["RUN --mount='type=bind,\"from=a' x", 'failed to parse csv mounts'],
    ['RUN --mount=from=$x,target=/a x', "'from' doesn't support variable expansion"],
    ['RUN --network=bridge x', 'unsupported value for --network: "bridge"', 'default, none, host'],
    ['RUN --network=NONE x', 'unsupported value for --network: "NONE"', 'Did you mean none?'],
    ['RUN --network= x', 'unsupported value for --network: ""'],
    ['RUN --network=none --network=host x', 'duplicate flag specified: --network'],
    ['RUN --security=root x', 'unsupported value for --security: "root"'],
    ['RUN --device=a,b x', "invalid field 'b' must be a key=value pair"],
    ['RUN --device=a,nam=b x', "unexpected key 'nam' in 'nam=b'", 'Did you mean name?'],
    ['RUN --device=name=a,name=b x', 'device name already set to a'],
    ['RUN --device=a,required=2 x', 'invalid value for required: 2'],
    ['RUN ["a", 1]', 'arrays must be comprised of strings only', 'double quotes'],
    ['CMD [["a"]]', 'arrays must be comprised of strings only'],
    ['CMD --x a', 'unknown flag: --x'],
    ['ENTRYPOINT [null]', 'arrays must be comprised of strings only'],
    ['SHELL', 'SHELL requires at least one argument'],
    ['SHELL []', 'SHELL requires at least one argument'],
    ['SHELL /bin/sh -c', 'SHELL requires the arguments to be in JSON form', 'SHELL ["/bin/bash"'],

    ['COPY', 'COPY requires at least two arguments, but only none were provided'],
    ['COPY a', 'COPY requires at least two arguments, but only one was provided'],
    ['COPY ["a"]', 'COPY requires at least two arguments'],
    ['COPY [1, 2]', 'arrays must be comprised of strings only'],
    ['COPY a <<EOF\nEOF', 'COPY cannot accept a heredoc as a destination', 'COPY <<EOF /path'],
    ['COPY --chown 1:1 a b', 'missing a value on flag: --chown'],
    ['COPY --link=yes a b', 'expecting boolean value for flag --link, not: yes', 'true or false'],
    ['COPY --link= a b', 'missing a value on flag: --link'],
    ['COPY --link --link a b', 'duplicate flag specified: --link'],
    ['COPY --checksum=x a b', 'unknown flag: --checksum'],
    ['COPY --form=x a b', 'unknown flag: --form', 'Did you mean --from?'],
    ['COPY --From=x a b', 'unknown flag: --From', 'Did you mean --from?'],
    ['COPY --constructor=x a b', 'unknown flag: --constructor'],
    ['ADD a', 'ADD requires at least two arguments'],
    ['ADD --from=x a b', 'unknown flag: --from'],
    ['ADD --parents a b', 'unknown flag: --parents'],
    ['ADD --keep-git-dir=1 a b', 'expecting boolean value for flag --keep-git-dir, not: 1'],
    ['ADD a <<-EOF\nEOF', 'ADD cannot accept a heredoc as a destination'],

    ['WORKDIR', 'WORKDIR requires exactly one argument'],
    ['WORKDIR --x /a', 'unknown flag: --x'],
    ['USER', 'USER requires exactly one argument'],
    ['USER --x a', 'unknown flag: --x'],
    ['STOPSIGNAL', 'STOPSIGNAL requires exactly one argument'],
    ['MAINTAINER', 'MAINTAINER requires exactly one argument'],
    ['MAINTAINER --x a', 'unknown flag: --x'],
    ['VOLUME', 'VOLUME requires at least one argument'],
    ['VOLUME []', 'VOLUME requires at least one argument'],
    ['VOLUME [""]', 'VOLUME specified can not be an empty string'],
    ['VOLUME ["/a", " "]', 'VOLUME specified can not be an empty string'],
    ['VOLUME [1]', 'arrays must be comprised of strings only'],
    ['EXPOSE', 'EXPOSE requires at least one argument'],
    ['EXPOSE --x 80', 'unknown flag: --x'],

    ['HEALTHCHECK', 'HEALTHCHECK requires at least one argument'],
    ['HEALTHCHECK NONE x', 'HEALTHCHECK NONE takes no arguments'],
    ['HEALTHCHECK CMD', 'Missing command after HEALTHCHECK CMD'],
    ['HEALTHCHECK CMD []', 'Missing command after HEALTHCHECK CMD'],
    ['HEALTHCHECK CMD [1]', 'arrays must be comprised of strings only'],
    ['HEALTHCHECK curl x', 'Unknown type "CURL" in HEALTHCHECK (try CMD)'],
    ['HEALTHCHECK --interval=5 CMD a', 'invalid duration "5"', '30s'],
    ['HEALTHCHECK --interval=999us CMD a', 'Interval "interval" cannot be less than 1ms'],
    ['HEALTHCHECK --timeout=-1s CMD a', 'Interval "timeout" cannot be less than 1ms'],
    ['HEALTHCHECK --interval=$x CMD a', 'invalid duration "$x"'],
    ['HEALTHCHECK --retries=-1 CMD a', '--retries cannot be negative (-1)'],
    ['HEALTHCHECK --retries=a CMD a', '--retries is not a number: "a"'],
    ['HEALTHCHECK --retries=2147483648 CMD a', '--retries is not a number'],
    ['HEALTHCHECK --retries=1 --retries=2 CMD a', 'duplicate flag specified: --retries'],
    ['HEALTHCHECK --intervall=1s CMD a', 'unknown flag: --intervall', 'Did you mean --interval?'],

    ['ONBUILD', 'ONBUILD requires at least one argument'],
    ['ONBUILD ONBUILD RUN a', "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
    ['ONBUILD onbuild', "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
    ['ONBUILD FROM a', "FROM isn't allowed as an ONBUILD trigger"],
    ['ONBUILD Maintainer a', "MAINTAINER isn't allowed as an ONBUILD trigger"],
    ['ONBUILD --x RUN a', 'unknown flag: --x'],
    ['ONBUILD CMD [1]', 'arrays must be comprised of strings only'],
    ['ONBUILD ENV a', 'ENV must have two arguments'],
    ['ONBUILD LABEL a=b c', 'can\'t find = in "c"'],
    ['ONBUILD RUN <<EOF', 'unterminated heredoc'],
  ])('%j', (text, message, hint) => {
    const error = refusal(`# nothing\nFROM a\n\n${text}`);
    expect(error.message).toContain(message);
    expect(error.location).toMatchObject({ file: 'dir/Dockerfile', line: 4 });
    expect(error.excerpt).toContain('> 4 | ');
    if (hint !== undefined) expect(error.hint).toContain(hint);
  });

  it.each([
    ['', 'file with no instructions', 1],
    ['\n\n', 'file with no instructions', 1],
    ['# a\n# b', 'file with no instructions', 1],
    ['ARG a', 'dockerfile contains no stages to build', 1],
    ['\nRUN a\nFROM b', 'no build stage in current context', 2],
    ['ENV a=b', 'no build stage in current context', 1],
    ['ARG a\n# b\nCOPY . .', 'no build stage in current context', 3],
  ])('%j', (text, message, line) => {
    const error = refusal(text);
    expect(error.message).toContain(message);
    expect(error.location?.line).toBe(line);
    expect(error.hint).toContain('FROM');
  });

  it('the form of every line before the meaning of the first', () => {
    expect(refusal('FOO\nCMD [1]').location?.line).toBe(2);
    expect(refusal('FOO\nENV a').location?.line).toBe(2);
    expect(refusal('FOO\nRUN <<EOF').location?.line).toBe(2);
    expect(refusal('COPY\nFOO').location?.line).toBe(1);
  });
});

describe('excerpts', () => {
  it('point at the word at fault, and tell its columns', () => {
    const error = refusal('FROM a\nCOPY --chown 1:1 \ta b\nRUN c');
    expect(error.excerpt).toBe(
      ['  1 | FROM a', '> 2 | COPY --chown 1:1 \ta b', '    |      ^^^^^^^', '  3 | RUN c'].join('\n'),
    );
    expect(error.location).toEqual({ file: 'dir/Dockerfile', line: 2, endLine: 2, column: 6, endColumn: 12 });
  });

  it('find it on the line of a longer instruction, with tabs kept', () => {
    const error = refusal('FROM a\nENV a=b \\\n\tc=d \\\n\te');
    expect(error.excerpt).toBe(
      ['  1 | FROM a', '> 2 | ENV a=b \\', '> 3 | \tc=d \\', '> 4 | \te', '    | \t^'].join('\n'),
    );
    expect(error.location).toEqual({ file: 'dir/Dockerfile', line: 2, endLine: 4 });
  });

  it('prefer a word of its own to one inside another', () => {
    expect(refusal('FROM a\nENV arg2x=arg2= arg2').location).toMatchObject({ column: 17, endColumn: 20 });
  });

  it('mark only the lines where the word is not found', () => {
    const error = refusal('FROM a\nCOPY --li"nk"=x a b');
    expect(error.excerpt).toBe(['  1 | FROM a', '> 2 | COPY --li"nk"=x a b'].join('\n'));
    expect(error.location).not.toHaveProperty('column');
  });

  it('leave out the middle of long instructions, and the end of long lines', () => {
    const long = refusal(`FROM a\nFOO ${'x \\\n'.repeat(40)}y`);
    expect(long.excerpt?.split('\n').length).toBeLessThan(20);
    expect(long.excerpt).toContain('…');
    expect(long.excerpt).toContain('> 42 | y');
    expect(refusal(`FROM a\nFOO ${'x'.repeat(5000)}`).excerpt?.length).toBeLessThan(300);
  });

  it('hold no control characters', () => {
    expect(refusal('FROM a\nFOO \x1b[31mred').excerpt).toContain('FOO \ufffd[31mred');
  });
});
