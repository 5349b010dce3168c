import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { InsecureHosts } from '../../../src/http/insecure-hosts.js';

describe('InsecureHosts', () => {
  it.each(['a b', 'reg.example/path', 'ftp://x', '', '10.0.0.0/99'])('refuses %j', (name) => {
    expect(() => new InsecureHosts([name])).toThrow(UserError);
  });
});
