import { describe, expect, it } from 'vitest';

import { RULE_NAMES, ruleOf, type RuleName } from '../../../src/dockerfile/checks/rule.js';
import { checked, type CheckRequest } from '../../support/checked.js';

/** A Dockerfile, and all that is found in it: `line message`, of the rule that the row stands under. */
type Row = readonly [text: string, found: readonly string[], request?: CheckRequest];

const JSON_HINT = 'to prevent unintended behavior related to OS signals';

const NOT_LAST = (keyword: string): string =>
  `Multiple ${keyword} instructions should not be used in the same stage because only the last one will be used`;

/** Texts and lines are those of BuildKit's own tests where it has one for the case. */
const ROWS: Readonly<Record<RuleName, readonly Row[]>> = {
  StageNameCasing: [
    ['FROM scratch AS BadName', ["1 Stage name 'BadName' should be lowercase"]],
    ['FROM scratch AS good-name', []],
    ['FROM scratch AS bad\nFROM scratch AS \\\n  Bad2', ["2 Stage name 'Bad2' should be lowercase"]],
    ['ARG A\n# check=skip=StageNameCasing\nFROM scratch AS Bad', []],
  ],
  FromAsCasing: [
    ['FROM scratch as a', ["1 'as' and 'FROM' keywords' casing do not match"]],
    ['from scratch AS a', ["1 'AS' and 'from' keywords' casing do not match"]],
    ['FROM scratch As a', ["1 'As' and 'FROM' keywords' casing do not match"]],
    ['FROM scratch AS a', []],
    ['from scratch as a', []],
    ['ARG A\n# check=skip=FromAsCasing\nFROM scratch as a', []],
  ],
  NoEmptyContinuation: [
    ['FROM base\nRUN a \\\n\n  b', ['4 Empty continuation line']],
    ['FROM base\nRUN a \\\n\n  \\\n\n  b\nRUN c', ['6 Empty continuation line']],
    ['FROM base\nCOPY <<EOF \\\n\n  /x\n$a\nEOF', ['4 Empty continuation line']],
    ['FROM base\nRUN a \\\n# comment\n  b', []],
    ['FROM base\n# check=skip=NoEmptyContinuation\nRUN a \\\n\n  b', ['5 Empty continuation line']],
  ],
  ConsistentInstructionCasing: [
    ['FROM base\nrun a', ["2 Command 'run' should match the case of the command majority (uppercase)"]],
    ['FROM base\nrun a\nrun b', ["1 Command 'FROM' should match the case of the command majority (lowercase)"]],
    ['FROM base\nRun a', ["2 Command 'Run' should match the case of the command majority (uppercase)"]],
    ['frOM base\nfrom base', ["1 Command 'frOM' should match the case of the command majority (lowercase)"]],
    ['FROM base\nRUN a\nONBUILD run b', []],
    ['arg A\nFROM base\nRUN a', []],
    ['from base\nrun a', []],
  ],
  DuplicateStageName: [
    ['FROM base AS b\nFROM base AS b', ['2 Duplicate stage name "b", stage names should be unique']],
    ['FROM base AS b\nFROM base AS c\nFROM base AS B', ['3 Duplicate stage name "b", stage names should be unique']],
    ['FROM base AS b1\nFROM base AS b2\nFROM base', []],
    [
      'FROM base AS b\n# check=skip=DuplicateStageName\nFROM base AS b',
      ['3 Duplicate stage name "b", stage names should be unique'],
    ],
  ],
  ReservedStageName: [
    ['FROM base AS scratch', ['1 Stage name should not use the same name as reserved stage "scratch"']],
    ['FROM base AS Context', ['1 Stage name should not use the same name as reserved stage "context"']],
    ['FROM scratch\nFROM scratch AS a', []],
    ['FROM base AS contexts', []],
  ],
  JSONArgsRecommended: [
    ['FROM base\nCMD run', [`2 JSON arguments recommended for CMD ${JSON_HINT}`]],
    ['FROM base\nENTRYPOINT run', [`2 JSON arguments recommended for ENTRYPOINT ${JSON_HINT}`]],
    ['from base\ncmd ["run", x]', [`2 JSON arguments recommended for cmd ${JSON_HINT}`]],
    ['FROM with-triggers', [`1 JSON arguments recommended for CMD ${JSON_HINT}`]],
    ['FROM base\nCMD ["run"]\nENTRYPOINT []\nHEALTHCHECK CMD run', []],
    ['FROM base\nSHELL ["/bin/sh"]\nCMD run', []],
    ['FROM base AS a\nSHELL ["/bin/sh"]\nFROM a\nCMD run', []],
    ['FROM with-shell\nENTRYPOINT run', []],
    ['FROM base\n# check=skip=JSONArgsRecommended\nCMD run', []],
  ],
  MaintainerDeprecated: [
    ['FROM base\nMAINTAINER me', ['2 Maintainer instruction is deprecated in favor of using label']],
    ['FROM base\nLABEL org.opencontainers.image.authors=me', []],
    ['FROM with-triggers', []],
    ['FROM base\n# check=skip=MaintainerDeprecated\nMAINTAINER me', []],
  ],
  UndefinedArgInFrom: [
    ['FROM base$suffix', ["1 FROM argument 'suffix' is not declared"]],
    ['ARG MY_NAME=base\nFROM ${MYNAME:-base}', ["2 FROM argument 'MYNAME' is not declared (did you mean MY_NAME?)"]],
    [
      'FROM --platform=${BULIDPLATFORM:-linux} base AS linux',
      ["1 FROM argument 'BULIDPLATFORM' is not declared (did you mean BUILDPLATFORM?)"],
    ],
    [
      'FROM base$NOPE AS a\nFROM $NOPE',
      ["1 FROM argument 'NOPE' is not declared", "2 FROM argument 'NOPE' is not declared"],
    ],
    ['ARG SUFFIX\nFROM base$SUFFIX', []],
    ['FROM --platform=$BUILDPLATFORM base', []],
    ['ARG A\n# check=skip=UndefinedArgInFrom\nFROM base$suffix', []],
  ],
  WorkdirRelativePath: [
    ['FROM base\nWORKDIR app/', ['2 Relative workdir "app/" can have unexpected results if the base image changes']],
    [
      'FROM with-workdir\nENV A=b\nWORKDIR $A',
      ['3 Relative workdir "b" can have unexpected results if the base image changes'],
    ],
    ['FROM with-triggers', ['1 Relative workdir "rel" can have unexpected results if the base image changes']],
    [
      'FROM base\nWORKDIR a\nWORKDIR b',
      ['2 Relative workdir "a" can have unexpected results if the base image changes'],
    ],
    ['FROM base AS a\nWORKDIR /a\nFROM a\nWORKDIR b', []],
    ['FROM base\nENV A=/b\nWORKDIR $A\nWORKDIR c', []],
    ['FROM base\n# check=skip=WorkdirRelativePath\nWORKDIR a', []],
  ],
  UndefinedVar: [
    ['FROM base\nCOPY $foo .\nARG foo=bar', ["2 Usage of undefined variable '$foo'"]],
    [
      'FROM base\nARG DIR_ASSETS=a\nCOPY $DIR_ASSET .',
      ["3 Usage of undefined variable '$DIR_ASSET' (did you mean $DIR_ASSETS?)"],
    ],
    ['FROM base\nENV PATH=$PAHT:/tmp', ["2 Usage of undefined variable '$PAHT' (did you mean $PATH?)"]],
    ['FROM base\nENV A=$path1234', ["2 Usage of undefined variable '$path1234'"]],
    ['FROM base\nLABEL a=$b c=${b:-d}', ["2 Usage of undefined variable '$b'", "2 Usage of undefined variable '$b'"]],
    ['FROM base\nARG a=1 b=$a c=$d', ["2 Usage of undefined variable '$d' (did you mean $a?)"]],
    ['FROM base\nCOPY <<EOF /x\n$v "$HOME"\nEOF', ["2 Usage of undefined variable '$v'"]],
    ['FROM base\nCOPY --chown=$u a /x', ["2 Usage of undefined variable '$u'"]],
    [
      'FROM base\nADD --chmod=$m --checksum=$c http://h/a /$d',
      [
        "2 Usage of undefined variable '$m'",
        "2 Usage of undefined variable '$c'",
        "2 Usage of undefined variable '$d'",
      ],
    ],
    ['FROM base\nRUN --mount=type=cache,target=/c,id=$i echo $j', ["2 Usage of undefined variable '$i'"]],
    [
      'FROM base\nUSER $a\nVOLUME /$b\nSTOPSIGNAL ${c:-9}\nWORKDIR /$d',
      [
        "2 Usage of undefined variable '$a'",
        "3 Usage of undefined variable '$b'",
        "4 Usage of undefined variable '$c'",
        "5 Usage of undefined variable '$d'",
      ],
    ],
    ['FROM base\nARG foo\nCOPY a$foo .', []],
    ['FROM base AS a\nARG foo=x\nFROM a\nCOPY $foo .', []],
    ['FROM base\nARG a=$b\nRUN echo $c', [], { options: { buildArgs: { a: 'given' } } }],
    ['FROM base\nRUN echo $x\nCMD ["$x"]\nEXPOSE ${x:-80}\nCOPY <<"EOF" /x\n$x\nEOF', []],
    ["FROM base\nENV A='$x' B=\\$x C=$BUILDKIT_SBOM_SCAN_STAGE", []],
    ['FROM base\n# check=skip=UndefinedVar\nCOPY $foo .', []],
  ],
  MultipleInstructionsDisallowed: [
    [
      'FROM base\nENTRYPOINT ["a"]\nCMD ["a"]\nHEALTHCHECK CMD a\nENTRYPOINT ["b"]\nCMD ["b"]\nHEALTHCHECK NONE',
      [`2 ${NOT_LAST('ENTRYPOINT')}`, `3 ${NOT_LAST('CMD')}`, `4 ${NOT_LAST('HEALTHCHECK')}`],
    ],
    ['FROM base\nCMD ["a"]\nCMD ["b"]\nCMD ["c"]', [`2 ${NOT_LAST('CMD')}`, `3 ${NOT_LAST('CMD')}`]],
    ['FROM with-triggers\nCMD ["b"]', [`1 ${NOT_LAST('CMD')}`]],
    ['FROM base AS a\nCMD ["a"]\nFROM a\nCMD ["b"]', []],
    // The comment before the one that counts speaks for both.
    ['FROM base\nCMD ["a"]\n# check=skip=MultipleInstructionsDisallowed\nCMD ["b"]', []],
    ['FROM base\n# check=skip=MultipleInstructionsDisallowed\nCMD ["a"]\nCMD ["b"]', [`3 ${NOT_LAST('CMD')}`]],
  ],
  LegacyKeyValueFormat: [
    ['FROM base\nENV a b', ['2 "ENV key=value" should be used instead of legacy "ENV key value" format']],
    ['from base\nlabel a b c', ['2 "label key=value" should be used instead of legacy "label key value" format']],
    ['FROM with-triggers', ['1 "ENV key=value" should be used instead of legacy "ENV key value" format']],
    ['FROM base\nENV a=b\nLABEL a=b', []],
    ['FROM base\n# check=skip=LegacyKeyValueFormat\nENV a b', []],
  ],
  InvalidBaseImagePlatform: [
    [
      'FROM for-arm',
      ['1 Base image for-arm was pulled with platform "linux/arm64", expected "linux/amd64" for current build'],
    ],
    [
      'FROM base\nCOPY --from=for-arm / /',
      ['2 Base image for-arm was pulled with platform "linux/arm64", expected "linux/amd64" for current build'],
    ],
    [
      'FROM --platform=linux/arm64 base AS arm64',
      ['1 Base image base was pulled with platform "linux/amd64", expected "linux/arm64" for current build'],
    ],
    ['FROM --platform=linux/arm64 for-arm AS arm64', []],
    ['FROM empty-for-arm', []],
    ['FROM for-arm AS unused\nFROM base', []],
    // As in BuildKit, the comment before it does not reach it.
    [
      'ARG A\n# check=skip=InvalidBaseImagePlatform\nFROM for-arm',
      ['3 Base image for-arm was pulled with platform "linux/arm64", expected "linux/amd64" for current build'],
    ],
  ],
  RedundantTargetPlatform: [
    [
      'FROM --platform=$TARGETPLATFORM base',
      ['1 Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior'],
    ],
    [
      'FROM --platform=${TARGETPLATFORM} base',
      ['1 Setting platform to predefined ${TARGETPLATFORM} in FROM is redundant as this is the default behavior'],
    ],
    ['FROM --platform=$BUILDPLATFORM base', []],
    ['FROM --platform=$TARGETOS/amd64 base', []],
    [
      'FROM --platform=${TARGETPLATFORM:+linux/amd64} base',
      [
        '1 Setting platform to predefined ${TARGETPLATFORM:+linux/amd64} in FROM is redundant as this is the default behavior',
      ],
    ],
    ['ARG A\n# check=skip=RedundantTargetPlatform\nFROM --platform=$TARGETPLATFORM base', []],
  ],
  SecretsUsedInArgOrEnv: [
    [
      'FROM base\nARG super_duper_secret_token=foo auth=bar',
      [
        '2 Do not use ARG or ENV instructions for sensitive data (ARG "super_duper_secret_token")',
        '2 Do not use ARG or ENV instructions for sensitive data (ARG "auth")',
      ],
    ],
    [
      'FROM base\nENV SUPER_Secret=a password=b',
      [
        '2 Do not use ARG or ENV instructions for sensitive data (ENV "SUPER_Secret")',
        '2 Do not use ARG or ENV instructions for sensitive data (ENV "password")',
      ],
    ],
    [
      'FROM base\nENV A=git\nENV ${A}_key=',
      ['3 Do not use ARG or ENV instructions for sensitive data (ENV "git_key")'],
    ],
    [
      'FROM base\nENV apikey=a sunflower=b monkey=c',
      ['2 Do not use ARG or ENV instructions for sensitive data (ENV "apikey")'],
    ],
    ['FROM base\nENV PUBLIC_KEY= password_file=b secret_File=c\nARG AUTH_MODULE_VERSION\nLABEL password=x', []],
    ['ARG TOKEN\nFROM base', []],
    ['FROM base\n# check=skip=SecretsUsedInArgOrEnv // on purpose\nENV password=bar', []],
    [
      'FROM base\n# check=skip=all // here only\nARG password\nARG token',
      ['4 Do not use ARG or ENV instructions for sensitive data (ARG "token")'],
    ],
  ],
  InvalidDefaultArgInFrom: [
    [
      'ARG V\nFROM base:$V',
      ['2 Default value for ARG base:$V results in empty or invalid base image name'],
      {
        options: { buildArgs: { V: 'x' } },
      },
    ],
    [
      'ARG IMAGE\nFROM $IMAGE',
      ['2 Default value for ARG $IMAGE results in empty or invalid base image name'],
      {
        options: { buildArgs: { IMAGE: 'base' } },
      },
    ],
    [
      'ARG S=se:\nFROM ba$S',
      ['2 Default value for ARG ba$S results in empty or invalid base image name'],
      {
        options: { buildArgs: { S: 'se' } },
      },
    ],
    ['ARG S\nFROM base$S', [], { options: { buildArgs: { S: '' } } }],
    ['ARG I=base\nFROM $I', []],
    ['FROM base AS a\nFROM a', []],
  ],
  FromPlatformFlagConstDisallowed: [
    ['FROM --platform=linux/amd64 base', ['1 FROM --platform flag should not use constant value "linux/amd64"']],
    ['FROM --platform=linux base AS b', ['1 FROM --platform flag should not use constant value "linux"']],
    ['FROM --platform=linux/amd64 base AS my_amd64_stage', []],
    ['FROM --platform=linux/amd64 base AS linux', []],
    ['ARG P=linux/amd64\nFROM --platform=$P base', []],
    ['ARG A\n# check=skip=FromPlatformFlagConstDisallowed\nFROM --platform=linux/amd64 base', []],
  ],
  CopyIgnoredFile: [
    [
      'FROM base\nCOPY Dockerfile .\nADD ./Dockerfile /windy',
      [
        '2 Attempting to Copy file "Dockerfile" that is excluded by .dockerignore',
        '3 Attempting to Add file "Dockerfile" that is excluded by .dockerignore',
      ],
      { ignore: 'Dockerfile\n' },
    ],
    [
      'FROM base\nENV D=dir\nCOPY $D/a b /',
      ['3 Attempting to Copy file "dir/a" that is excluded by .dockerignore'],
      {
        ignore: 'dir\n',
      },
    ],
    ['FROM base\nCOPY . .', ['2 Attempting to Copy file "." that is excluded by .dockerignore'], { ignore: '*\n' }],
    ['FROM base\nCOPY . .\nCOPY / /', [], { ignore: '.*\n' }],
    ['FROM base\nCOPY a .', [], { ignore: '**\n!a\n' }],
    ['FROM base AS b\nFROM base\nCOPY --from=b /a /\nADD http://h/a /\nADD me@h:o/r.git /r', [], { ignore: '**\n' }],
    ['FROM base\nCOPY a .', []],
    ['FROM base\n# check=skip=CopyIgnoredFile\nCOPY a .', [], { ignore: 'a\n' }],
  ],
  InvalidDefinitionDescription: [
    [
      '# check=experimental=InvalidDefinitionDescription\n# bar is the bar\nARG foo=bar\nFROM base',
      ['3 Comment for ARG should follow the format: `# foo <description>`'],
    ],
    [
      '# check=experimental=all\n# BasE this is\nFROM scratch AS base\n# no\nARG a b',
      [
        '3 Comment for FROM should follow the format: `# base <description>`',
        '5 Comment for ARG should follow the format: `# <arg_key> <description>`',
      ],
    ],
    [
      '# check=experimental=all\n# foo is it\nARG foo\n\n# base it is\nFROM base AS base\n# ok\n#\nARG a\n# c d\nARG b=1 c=2',
      [],
    ],
    [
      '# check=experimental=all;skip=all\n# no\nFROM base AS a',
      ['3 Comment for FROM should follow the format: `# a <description>`'],
    ],
    ['# no\nFROM base AS a\n# no\nARG b', []],
    [
      'FROM base\n# check=experimental=InvalidDefinitionDescription\n# no\nARG b',
      ['4 Comment for ARG should follow the format: `# b <description>`'],
    ],
    ['# check=experimental=all\n# no\nFROM base', []],
  ],
  ExposeProtoCasing: [
    [
      'FROM base\nEXPOSE 80/TcP 8080/TCP 8080/udp',
      [
        "2 Defined protocol '80/TcP' in EXPOSE instruction should be lowercase",
        "2 Defined protocol '8080/TCP' in EXPOSE instruction should be lowercase",
      ],
    ],
    ['FROM base\nARG P=53/UDP\nEXPOSE $P', ["3 Defined protocol '53/UDP' in EXPOSE instruction should be lowercase"]],
    ['FROM base\nEXPOSE 80 81/tcp', []],
    ['FROM base\n# check=skip=ExposeProtoCasing\nEXPOSE 80/TCP', []],
  ],
  ExposeInvalidFormat: [
    [
      'FROM base\nEXPOSE 127.0.0.1:80:80 [::1]:8080:8080 5000:5000 8000',
      [
        "2 EXPOSE instruction should not define an IP address or host-port mapping, found '127.0.0.1:80:80'",
        "2 EXPOSE instruction should not define an IP address or host-port mapping, found '5000:5000'",
        "2 EXPOSE instruction should not define an IP address or host-port mapping, found '[::1]:8080:8080'",
      ],
    ],
    ['FROM base\nEXPOSE 80-90/tcp 91', []],
    ['FROM base\nEXPOSE :80', []],
    ['FROM base\n# check=skip=ExposeInvalidFormat\nEXPOSE 1:2', []],
  ],
};

const TABLE = RULE_NAMES.flatMap((rule) =>
  ROWS[rule].map(([text, found, request = {}]) => ({ rule, text, found, request })),
);

describe('the checks', () => {
  it.each(TABLE)('$rule: $text', async ({ rule, text, found, request }) => {
    const { findings } = await checked(text, request);
    const own = findings.filter((finding) => finding.rule.name === rule);
    expect(own.map(({ message, range }) => `${range.start} ${message}`)).toEqual(found);
  });

  it.each(TABLE.filter(({ rule, found }) => found.length > 0 && ruleOf(rule).experimental !== true))(
    '$rule can be skipped: $text',
    async ({ rule, text, request }) => {
      const named = await checked(text, { ...request, settings: `skip=Other, ${rule}` });
      expect(named.findings.filter((finding) => finding.rule.name === rule)).toEqual([]);
      expect((await checked(text, { ...request, settings: 'skip=all' })).findings).toEqual([]);
    },
  );

  it('has three cases or more for each rule', () => {
    expect(RULE_NAMES).toHaveLength(22);
    for (const rule of RULE_NAMES) {
      expect(ROWS[rule].length, rule).toBeGreaterThanOrEqual(3);
      expect(
        ROWS[rule].some(([, found]) => found.length > 0),
        rule,
      ).toBe(true);
      expect(
        ROWS[rule].some(([, found]) => found.length === 0),
        rule,
      ).toBe(true);
    }
  });

  it.each([
    ['JSONArgsRecommended', 'json-args-recommended'],
    ['UndefinedArgInFrom', 'undefined-arg-in-from'],
    ['SecretsUsedInArgOrEnv', 'secrets-used-in-arg-or-env'],
    ['FromPlatformFlagConstDisallowed', 'from-platform-flag-const-disallowed'],
  ] as const)('%s is explained at %s', (name, page) => {
    expect(ruleOf(name).url).toBe(`https://docs.docker.com/go/dockerfile/rule/${page}/`);
  });
});
