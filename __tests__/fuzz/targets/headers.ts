import { HttpError } from '../../../src/http/http-error.js';
import { partOf } from '../../../src/http/content-range.js';
import { parseRetryAfter } from '../../../src/http/retry.js';
import { parseChallenges } from '../../../src/registry/challenge.js';
import { UserError } from '../../../src/errors.js';
import { parseGroup, parsePasswd } from '../../../src/layer/users/passwd.js';
import { parsePlatform } from '../../../src/oci/platform.js';
import { holds, outcomeOf, type Target } from '../target.js';

const refusals = [HttpError, UserError];
const URL_ASKED = new URL('https://server.test/x');

/** Short texts of servers and images: values of headers, lines of account files. */
export const target: Target = {
  seeds: [
    'Bearer realm="https://auth.test/t",service="s",scope="a:pull b:push", Basic realm=x',
    'Negotiate abc==, Digest qop="a\\"b", nonce = 1',
    'bytes 5-9/10',
    'Fri, 02 Jan 2026 00:00:00 GMT',
    '120',
    'root:x:0:0:root:/root:/bin/sh\n# c\nnobody:*:65534:65534::/:\nx:y\n+1:-1:99999999999999999999\n',
    'wheel:x:10:a,b,,c\n',
  ].map((text) => Buffer.from(text)),
  dictionary: [
    'Bearer ',
    'Basic ',
    'realm=',
    '"',
    '\\"',
    ',',
    '=',
    'bytes ',
    '*/',
    '-',
    ':',
    '\n',
    'GMT',
    '4294967296',
  ],
  refusals,
  run(input) {
    const text = input.toString('utf8');
    for (const { scheme, parameters } of parseChallenges(text)) {
      holds(scheme === scheme.toLowerCase(), 'a scheme is lower case');
      for (const name of parameters.keys()) holds(name === name.toLowerCase(), 'a name is lower case');
    }
    const wait = parseRetryAfter(text, 1_767_225_600_000);
    holds(wait === undefined || (Number.isFinite(wait) && wait >= 0), 'a wait is a time');
    for (const asked of [0, 5]) {
      outcomeOf({ refusals }, () => {
        const headers = { 'content-range': text, 'content-length': text };
        const response = { status: 206, headers, url: URL_ASKED } as unknown as Parameters<typeof partOf>[0];
        const { start, total } = partOf(response, asked);
        holds(start === asked && (total === undefined || total > start), 'a part is the one that was asked for');
      });
    }
    outcomeOf({ refusals }, () => parsePlatform(text, { os: 'linux', architecture: 'amd64' }));
    for (const { uid, gid } of parsePasswd(text)) holds(isId(uid) && isId(gid), 'an account has ids');
    for (const { gid } of parseGroup(text)) holds(isId(gid), 'a group has an id');
  },
};

function isId(id: number): boolean {
  return Number.isInteger(id) && id >= 0 && id <= 0xffffffff;
}
