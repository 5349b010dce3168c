import type { BuildEvent } from '../../src/engine/events.js';
import { RegistryClient } from '../../src/registry/client.js';
import type { Clock } from '../../src/http/clock.js';
import { ANONYMOUS } from '../../src/registry/credentials.js';
import type { RegistrySettings } from '../../src/registry/registries.js';

/** Waits end at once, and are written down; time goes on by as much. */
export class FakeClock implements Clock {
  readonly waits: number[] = [];
  #now = Date.parse('2026-01-01T00:00:00Z');

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.waits.push(ms);
    this.#now += ms;
    return Promise.resolve();
  }
}

export interface TestClient {
  readonly client: RegistryClient;
  readonly clock: FakeClock;
  readonly events: BuildEvent[];
}

/** A client that asks nothing of this machine, and does not wait. */
export function testClient(settings: Partial<RegistrySettings> = {}): TestClient {
  const clock = new FakeClock();
  const events: BuildEvent[] = [];
  const client = new RegistryClient({
    userAgent: 'layer-build/test',
    credentials: ANONYMOUS,
    mirrors: [],
    insecureRegistries: [],
    proxies: {},
    events: (event) => events.push(event),
    timeouts: { connectMs: 2_000, idleMs: 300, commitMs: 300 },
    clock,
    random: () => 0.5,
    ...settings,
  });
  return { client, clock, events };
}
