import { parseGitAddress } from '../../../src/dockerfile/values/git-address.js';
import { UserError } from '../../../src/errors.js';
import { formatPlatform, parsePlatform, platformDistance } from '../../../src/oci/platform.js';
import { familiarName, formatReference, parseReference, sameReference } from '../../../src/oci/reference.js';
import { holds, outcomeOf, type Target } from '../target.js';

const refusals = [UserError];
const HOST = { os: 'linux', architecture: 'amd64' };

/** Names of images, platforms and repositories. */
export const target: Target = {
  seeds: [
    ...[
      'node:22',
      'localhost:5000/a/b-c__d.e:1.0',
      `ghcr.io/o/i:t@sha256:${'0'.repeat(64)}`,
      '[::1]:5000/x',
      'docker.io/x',
    ],
    ...[
      'linux/arm/v7',
      'windows(10.0.17763+f%2B)/amd64',
      'x86_64',
      'https://github.com/o/r.git#main:dir',
      'git@github.com:o/r',
    ],
  ].map((text) => Buffer.from(text)),
  dictionary: [
    'docker.io/',
    'index.docker.io/',
    'library/',
    'localhost',
    ':',
    '@',
    '/',
    '[::1]',
    `sha256:${'a'.repeat(64)}`,
    'arm',
    'aarch64',
    '/v8',
    '(',
    ')',
    '+',
    '%25',
    '#',
    '.git',
    '://',
    'git@',
    '?ref=',
  ],
  longest: 1200,
  refusals,
  run(input) {
    const text = input.toString('utf8');
    outcomeOf({ refusals }, () => {
      const reference = parseReference(text);
      for (const written of [formatReference(reference), familiarName(reference)]) {
        holds(sameReference(parseReference(written), reference), 'a reference can be written and read');
      }
    });
    outcomeOf({ refusals }, () => {
      const platform = parsePlatform(text, HOST);
      const again = parsePlatform(formatPlatform(platform), HOST);
      holds(formatPlatform(again) === formatPlatform(platform), 'a platform can be written and read');
      holds(platformDistance(platform, again) === 0, 'a platform fits itself');
    });
    outcomeOf({ refusals }, () => parseGitAddress(text));
  },
};
