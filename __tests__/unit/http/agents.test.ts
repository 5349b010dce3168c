import { describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import { Agents } from '../../../src/http/agents.js';

describe('Agents', () => {
  it('refuses what is no proxy address, without showing it', () => {
    expect(() => new Agents({ http: 'socks5://u:secret@x' })).toThrow(UserError);
    expect(() => new Agents({ http: 'socks5://u:secret@x' })).not.toThrow(/secret/);
  });

  it('keeps one agent for each way, and verifies certificates unless told otherwise', () => {
    const agents = new Agents({ https: 'proxy.example:3128' });
    const url = new URL('https://a.example/');
    expect(agents.for(url, true)).toBe(agents.for(new URL('https://b.example/'), true));
    expect(agents.for(url, true)).not.toBe(agents.for(url, false));
    const direct = new URL('https://127.0.0.1/');
    expect(agents.for(direct, false)).toMatchObject({ options: { rejectUnauthorized: false } });
    expect(agents.for(direct, true)).not.toHaveProperty('options.rejectUnauthorized');
    agents.close();
  });
});
