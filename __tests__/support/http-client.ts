import { Agents } from '../../src/http/agents.js';
import { type Clock, systemClock } from '../../src/http/clock.js';
import { HttpClient, type HttpClientSettings } from '../../src/http/http-client.js';
import { InsecureHosts } from '../../src/http/insecure-hosts.js';

/** Waits end at once and are noted; the time advances by as much. */
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

/** A client that takes nothing from this machine's settings. By default, a busy machine does not look like a server that hangs. */
export function testHttpClient(settings: Partial<HttpClientSettings> = {}): HttpClient {
  return new HttpClient({
    userAgent: 'layer-build/test',
    insecure: new InsecureHosts([]),
    agents: new Agents({}),
    timeouts: { connectMs: 20_000, idleMs: 20_000, commitMs: 20_000 },
    clock: systemClock,
    random: Math.random,
    ...settings,
  });
}
