import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { onFreshMachine } from './machine.mjs';
import { measure, medians } from './measure.mjs';

/** One line for all stores: what it carries each second, and how long each byte takes. */
const LINE = { bytes: 50e6, seconds: 0.01 };
const require = createRequire(import.meta.url);
const LAYERS = ['one', 'two', 'three', 'four'];
const DOCKERFILE = `FROM busybox
${LAYERS.map((name) => `RUN head -c 12000000 /dev/urandom > /${name}`).join('\n')}
ARG CHANGED
RUN echo $CHANGED && cat ${LAYERS.map((name) => `/${name}`).join(' ')} | sha256sum > /sum
`;
const KINDS = { save: 'layers of 48 MB saved', restore: 'and restored on a fresh machine' };

/**
 * Caches in object stores against one in a registry, all behind lines of the same kind. The servers' own processor time is shown, since
 * those of the object stores are written for tests.
 */
export async function stores(rounds, around) {
  const project = around.projects('stores', { Dockerfile: DOCKERFILE });
  const servers = [await registryServer(around), await s3Server(around), await azureServer(around)];
  const taken = { save: [], restore: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const server of servers) {
        const build = (disk, changed) => {
          const cache = server.spec(`round-${round}`);
          const places = ['--cache-from', cache, '--cache-to', `${cache},mode=max`, '--cache-policy', 'all'];
          const args = ['--build-arg', `CHANGED=${changed}`, '--root', join(disk, 'root'), '-t', 'stores'];
          return measure([...around.build, ...args, ...places, project]);
        };
        for (const kind of ['save', 'restore']) {
          const before = server.cpu();
          const figures = await onFreshMachine(around.folder, (disk) => build(disk, kind));
          taken[kind].push({ server: server.name, ...figures, own: server.cpu() - before });
        }
      }
    }
  } finally {
    for (const server of servers) await server.stop();
  }
  const of = (kind, name) => taken[kind].filter((one) => one.server === name);
  const own = (kind, name) => medians(of(kind, name).map((one) => ({ wall: one.own }))).wall.toFixed(2);
  return Object.entries(KINDS).flatMap(([kind, title]) =>
    ['type=s3', 'type=azblob'].map((name) => ({
      name: `${title}, ${name} (the server's CPU: ${own(kind, name)} s, and ${own(kind, 'registry')} s)`,
      peer: 'type=registry',
      ours: { ...medians(of(kind, name)), peak: undefined },
      theirs: { ...medians(of(kind, 'registry')), peak: undefined },
    })),
  );
}

async function registryServer({ startRegistry }) {
  const registry = await startRegistry();
  const line = await lineTo(Number(registry.host.split(':')[1]));
  const stop = async () => {
    await line.stop();
    await registry.stop();
  };
  return {
    name: 'registry',
    spec: (name) => `type=registry,ref=127.0.0.1:${line.port}/stores:${name}`,
    cpu: () => cpuOf(registry.pid),
    stop,
  };
}

async function s3Server({ folder }) {
  const directory = join(folder, 's3');
  mkdirSync(directory);
  const program = join(require.resolve('s3rver/package.json'), '../bin/s3rver.js');
  const args = ['-a', '127.0.0.1', '-p', '0', '-d', directory, '--configure-bucket', 'cache'];
  const server = await started(program, args, /listening on 127\.0\.0\.1:(\d+)/);
  const access = 'access_key_id=S3RVER,secret_access_key=S3RVER';
  const url = `endpoint_url=http://127.0.0.1:${server.line.port},use_path_style=true`;
  return {
    ...server,
    name: 'type=s3',
    spec: (name) => `type=s3,bucket=cache,region=us-east-1,${url},${access},name=${name}`,
  };
}

async function azureServer() {
  const program = join(require.resolve('azurite/package.json'), '../dist/src/blob/main.js');
  const args = [
    '--inMemoryPersistence',
    '--blobHost',
    '127.0.0.1',
    '--blobPort',
    '0',
    '--skipApiVersionCheck',
    '--silent',
  ];
  const server = await started(program, [...args, '--disableTelemetry'], /listens on http:\/\/[\d.]+:(\d+)/);
  // Azurite's own account, which everybody knows.
  const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
  const url = `account_url=http://127.0.0.1:${server.line.port}/devstoreaccount1,account_name=devstoreaccount1`;
  return { ...server, name: 'type=azblob', spec: (name) => `type=azblob,${url},secret_access_key=${key},name=${name}` };
}

async function started(program, args, listening) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said = `${said}${text}`.slice(-3000);
      const found = listening.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
  });
  const line = await lineTo(port);
  const stop = async () => {
    await line.stop();
    child.kill();
    await ended;
  };
  return { line, cpu: () => cpuOf(child.pid), stop };
}

/** Seconds of the processor that a process has had (proc(5), `stat`): the kernel counts in hundredths. */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A port behind which a server is, at the end of a line. Each direction of all connections together carries what the line does. */
async function lineTo(port) {
  const free = { up: 0, down: 0 };
  const sockets = new Set();
  const carry = async (from, to, direction) => {
    try {
      for await (const chunk of from) {
        free[direction] = Math.max(free[direction], performance.now()) + (chunk.length / LINE.bytes) * 1000;
        await delay(Math.max(0, free[direction] - performance.now() + LINE.seconds * 1000));
        if (!to.write(chunk)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
      }
      to.end();
    } catch {
      to.destroy();
    }
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
    void carry(near, far, 'up');
    void carry(far, near, 'down');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
