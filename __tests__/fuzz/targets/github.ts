import { CacheService } from '../../../src/cache/actions/cache-service.js';
import { cacheAccess } from '../../../src/cache/actions/cache-access.js';
import { RepositoryCaches } from '../../../src/cache/actions/repository-caches.js';
import { InfraError } from '../../../src/errors.js';
import { RETRY_CACHE } from '../../../src/http/retry-policy.js';
import { FakeClock, testHttpClient } from '../../support/http-client.js';
import { HTTP_WORDS, ScriptedAgents, writtenAnswer as answer, readScript, writeScript } from '../scripted-agents.js';
import { holds, type Target } from '../target.js';

const TOKEN = 'secret-token';
const FOUND = '{"ok":true,"matched_key":"k","signed_download_url":"https://blob.test/x?sig=1"}';
const ENTRY =
  '{"id":1,"key":"layer-build-k","ref":"refs/heads/main","size_in_bytes":1,"created_at":"2026-01-01T00:00:00Z","last_accessed_at":"2026-01-01T00:00:00Z"}';

/** The first part picks what is asked for; the answers of GitHub's services follow. */
export const target: Target = {
  seeds: [
    ['f', answer(200, {}, FOUND)],
    ['f', answer(200, {}, '{"ok":false}')],
    ['r', answer(200, {}, '{"ok":true,"signed_upload_url":"https://blob.test/y"}')],
    ['r', answer(409, {}, '{"code":"already_exists","msg":"taken"}')],
    ['z', answer(500), answer(200, {}, '{"ok":false,"message":"no"}'), answer(200, {}, FOUND)],
    [
      'l',
      answer(200, {}, `{"total_count":1,"actions_caches":[${ENTRY}]}`),
      answer(200, {}, '{"total_count":1,"actions_caches":[]}'),
    ],
    ['l', answer(403, { 'retry-after': '60' }, '{"message":"rate limit"}')],
    ['t', `a.${Buffer.from('{"ac":"[{\\"Scope\\":\\"refs/heads/x\\",\\"Permission\\":3}]"}').toString('base64url')}.c`],
  ].map(writeScript),
  dictionary: [
    '"ok":true',
    '"ok":false',
    '"matched_key":"',
    '"signed_download_url":"',
    '"message":"',
    '"actions_caches":[',
    '"id":',
    '"ac":"',
    ...HTTP_WORDS,
  ],
  refusals: [InfraError],
  async run(input) {
    const { kind, answers } = readScript(input);
    const agents = new ScriptedAgents(answers);
    const http = testHttpClient({ agents, clock: new FakeClock(), random: () => 0.5 });
    const { signal } = new AbortController();
    const service = new CacheService(http, { url: new URL('https://results.test/'), token: TOKEN }, RETRY_CACHE);
    const parts = { http, api: new URL('https://api.test/'), repository: 'o/r', token: TOKEN, retry: RETRY_CACHE };
    try {
      if (kind === 'f') await service.find('k', 'v', signal, ['k']);
      else if (kind === 'r') await service.reserve('k', 'v', signal);
      else if (kind === 'z') await service.finalize('k', 'v', 1, signal);
      else if (kind === 'l') await new RepositoryCaches(parts).list(signal);
      else cacheAccess(answers[0]?.toString('utf8') ?? '', '');
    } catch (error) {
      holds(!String(error).includes(TOKEN), 'an error holds no token');
      throw error;
    } finally {
      agents.close();
    }
  },
};
