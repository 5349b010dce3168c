import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { onFreshMachine } from './machine.mjs';
import { measure, medians } from './measure.mjs';
import { changeSource, nodeProject } from './node-project.mjs';

/**
 * The storage drivers, in turn: a Node project of which one source file has changed, each time on a machine that has nothing, with the cache
 * of an earlier build in a registry. Also counts the bytes that come from the registry.
 */
export async function drivers(rounds, around) {
  const { folder, build, host } = around;
  const project = nodeProject(join(folder, 'driver-project'));
  const proxy = await countingProxy(host);
  const run = (disk, driver, more) => {
    const argv = build.map((word) => word.replace(host, proxy.host));
    const cache = `type=registry,ref=${proxy.host}/bench/drivers:cache`;
    const places = ['--cache-from', cache, '-t', `${proxy.host}/bench/drivers:1`, '--push', ...more(cache)];
    return measure([...argv, '--root', join(disk, 'root'), '--storage-driver', driver, ...places, project]);
  };
  try {
    await onFreshMachine(folder, (disk) => run(disk, 'overlay', (cache) => ['--cache-to', `${cache},mode=max`]));
    const figures = { overlay: [], lazy: [] };
    for (let round = 0; round < rounds; round += 1) {
      changeSource(project);
      for (const driver of Object.keys(figures)) {
        const before = proxy.bytes();
        const one = await onFreshMachine(folder, (disk) => run(disk, driver, () => []));
        figures[driver].push({ ...one, bytes: proxy.bytes() - before });
      }
    }
    for (const [driver, all] of Object.entries(figures)) {
      const each = (of) => all.map(of).join(' ');
      console.log(`${driver}: wall ${each((one) => one.wall.toFixed(2))}, CPU ${each((one) => one.cpu.toFixed(2))}`);
      console.log(`${driver}: MB from the registry ${each((one) => (one.bytes / 1e6).toFixed(1))}`);
    }
    const of = (driver) => ({ ...medians(figures[driver]), peak: undefined });
    return [{ name: 'one source file changed, lazy', peer: 'overlay', ours: of('lazy'), theirs: of('overlay') }];
  } finally {
    await proxy.stop();
  }
}

/** Passes everything on to the registry, and counts what comes back. */
async function countingProxy(host) {
  const [name, port] = host.split(':');
  let bytes = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), name);
    upstream.on('data', (chunk) => (bytes += chunk.length));
    client.pipe(upstream).pipe(client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ])
      one.on('error', () => other.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${server.address().port}`,
    bytes: () => bytes,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
