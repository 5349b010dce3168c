import { ObjectCaches } from '../../src/app/caching/object-caches.js';
import type { BuildEvent } from '../../src/engine/events.js';
import type { Clock } from '../../src/http/clock.js';
import type { Timeouts } from '../../src/http/exchange.js';
import { InsecureHosts } from '../../src/http/insecure-hosts.js';
import { RegistryClient } from '../../src/registry/client.js';
import type { RegistrySettings } from '../../src/registry/registries.js';
import { FakeClock, testHttpClient } from './http-client.js';
import { loadObjects } from './load-objects.js';

export interface TestClient {
  readonly client: RegistryClient;
  readonly objects: ObjectCaches;
  readonly clock: FakeClock;
  readonly events: BuildEvent[];
  readonly close: () => void;
}

export interface TestSettings extends Partial<Omit<RegistrySettings, 'http' | 'events'>> {
  readonly insecureRegistries?: readonly string[];
  readonly timeouts?: Timeouts;
  readonly clock?: Clock;
}

/** A client that takes nothing from this machine's settings, and whose waits end at once. */
export function testClient(settings: TestSettings = {}): TestClient {
  const { insecureRegistries = [], timeouts, clock: ownClock, ...others } = settings;
  const clock = new FakeClock();
  const events: BuildEvent[] = [];
  const http = testHttpClient({
    insecure: new InsecureHosts(insecureRegistries),
    timeouts: timeouts ?? { connectMs: 5_000, idleMs: 1_000, commitMs: 1_000 },
    clock: ownClock ?? clock,
    random: () => 0.5,
  });
  const client = new RegistryClient({
    http,
    credentials: { lookup: () => Promise.resolve({ found: undefined }) },
    mirrors: [],
    events: (event) => events.push(event),
    ...others,
  });
  return { client, objects: new ObjectCaches(http, loadObjects), clock, events, close: () => http.close() };
}
