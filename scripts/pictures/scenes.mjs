/**
 * The builds that the pictures show, each a real one: it makes a small project, builds it, changes it, and builds it again.
 * Needs `npm run build`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { provideBase } from '../../examples/demo/base-images.mjs';
import { startRegistry } from '../../examples/demo/registry.mjs';
import { recordTerminal, until } from './terminal.mjs';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli/index.js');
const DEMO = path.resolve(import.meta.dirname, '../../examples/demo.mjs');
/** Of the terminal. */
const COLUMNS = 110;

/** A shop: its packages take longest, then its sources are compiled and tested. */
const SHOP = `ARG BUSYBOX=stable
FROM busybox:$BUSYBOX AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN echo "fetching 40 packages" && sleep 3 && mkdir node_modules && for n in $(seq 40); do seq 4000 > node_modules/package-$n.js; done

FROM packages AS build
ARG VERSION=1.4.0
COPY src src
RUN sleep 1.2 && mkdir dist && cat src/*.ts > dist/shop.js && echo "shop $VERSION: compiled $(ls src | wc -l) files"
RUN sleep 0.6 && if grep -q FIXME src/*.ts; then echo "src/cart.ts(3,9): error TS2322: Type 'string' is not assignable to type 'number'." >&2; exit 2; fi

FROM busybox:$BUSYBOX
LABEL org.opencontainers.image.title=shop
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY README.md .
USER 1000
EXPOSE 8080
CMD ["node", "dist/shop.js"]
`;

/** Compiled on the machine's own platform, for three. */
const THREE_PLATFORMS = `FROM --platform=$BUILDPLATFORM busybox:stable AS build
ARG TARGETARCH
COPY src src
RUN sleep 1 && echo $TARGETARCH > /shop-$TARGETARCH && cat src/*.ts >> /shop-$TARGETARCH
FROM scratch
ARG TARGETARCH
COPY --from=build /shop-$TARGETARCH /shop
ENTRYPOINT ["/shop"]
`;

/** An ARG before the first FROM, which stages take over. */
const GLOBAL_ARG = `ARG RELEASE=1
FROM busybox:stable AS build
ARG RELEASE
COPY src src
RUN sleep 1 && echo "release $RELEASE" > /release
FROM busybox:stable
ARG RELEASE
COPY --from=build /release /release
LABEL release=$RELEASE
`;

const HUNDRED_STEPS = `FROM busybox:stable
COPY src src
${Array.from({ length: 98 }, (_, index) => `RUN cat src/*.ts | head -c ${1000 * (index + 1)} > /part-${index + 1}`).join('\n')}
`;

/** What the summary and the comment compare with is the first build of each. */
export const SCENES = [
  'cold',
  'unchanged',
  'one-file',
  'failure',
  'interruption',
  'platforms',
  'hundred-steps',
  'global-arg',
];

/**
 * Builds all scenes.
 *
 * @param folder for everything that is made
 * @returns by name of the scene: its report, its printed error, and the report that it is compared with; and what a terminal showed
 */
export async function buildScenes(folder) {
  const registry = await startRegistry();
  const base = await provideBase('busybox', 'stable', made(path.join(folder, 'base')), registry);
  const build = builder(folder, base.mirrors);
  const scenes = {};
  try {
    const shop = project(folder, 'shop', SHOP);
    const cold = await build('cold', shop);
    const unchanged = await build('unchanged', shop);
    scenes.cold = cold;
    scenes.unchanged = { ...unchanged, before: cold.report };
    edit(shop, 'src/cart.ts', (text) => `${text}export const limit: number = 20;\n`);
    scenes['one-file'] = { ...(await build('one-file', shop)), before: unchanged.report };
    edit(shop, 'src/cart.ts', (text) => `${text}// FIXME\n`);
    scenes.failure = { ...(await build('failure', shop)), before: unchanged.report };
    edit(shop, 'package-lock.json', () => '{ "lockfileVersion": 3 }\n');
    scenes.interruption = {
      ...(await build('interruption', shop, [], 'fetching 40 packages')),
      before: unchanged.report,
    };

    const platforms = ['--platform', 'linux/amd64,linux/arm64,linux/arm/v7'];
    const small = project(folder, 'platforms', THREE_PLATFORMS);
    const before = await build('platforms-before', small, platforms);
    edit(small, 'src/cart.ts', (text) => `${text}export {};\n`);
    scenes.platforms = { ...(await build('platforms', small, platforms)), before: before.report };

    const long = project(folder, 'hundred-steps', HUNDRED_STEPS);
    const longBefore = await build('hundred-steps-before', long);
    edit(long, 'Dockerfile', (text) => text.replace('head -c 60000', 'head -c 60001'));
    scenes['hundred-steps'] = { ...(await build('hundred-steps', long)), before: longBefore.report };

    const released = project(folder, 'global-arg', GLOBAL_ARG);
    const releasedBefore = await build('global-arg-before', released);
    const release = ['--build-arg', 'RELEASE=2'];
    scenes['global-arg'] = { ...(await build('global-arg', released, release)), before: releasedBefore.report };

    scenes.terminal = await terminalScenes(folder, base.mirrors);
    return scenes;
  } finally {
    registry.close();
  }
}

/** A build as it runs, and at its end; and the end of the demo. */
async function terminalScenes(folder, mirrors) {
  const shop = project(folder, 'terminal', SHOP);
  const from = mirrors.flatMap((mirror) => ['--registry-mirror', mirror]);
  const argv = [
    process.execPath,
    CLI,
    'build',
    '--root',
    path.join(folder, 'terminal-root'),
    ...from,
    '-t',
    'shop:1',
    shop,
  ];
  await recordTerminal(argv, COLUMNS);
  edit(shop, 'package-lock.json', () => '{ "lockfileVersion": 3 }\n');
  const pieces = await recordTerminal(argv, COLUMNS);
  const demo = await recordTerminal([process.execPath, DEMO], COLUMNS);
  return {
    columns: COLUMNS,
    building: until(pieces, 'fetching 40 packages', 1500),
    built: textOf(pieces),
    demo: textOf(demo).replaceAll(/layer-build-demo-\w+/g, 'layer-build-demo'),
  };
}

function textOf(pieces) {
  return pieces.map(({ text }) => text).join('');
}

/** A function that builds a project: it may fail, or be interrupted a second after it printed some words. */
function builder(folder, mirrors) {
  return async (name, context, flags = [], interruptAt) => {
    const report = path.join(folder, `${name}.json`);
    rmSync(report, { force: true });
    const root = ['--root', path.join(folder, 'root')];
    const from = mirrors.flatMap((mirror) => ['--registry-mirror', mirror]);
    const tag = ['-t', `${path.basename(context)}:1`, '--build-arg', 'VERSION=1.4.0', '--build-arg', 'REGION=eu'];
    const argv = [CLI, 'build', ...root, ...from, ...tag, ...flags, '--report', report, '--progress', 'plain', context];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', (data) => (printed[stream] += data));
    const closed = once(child, 'close');
    if (interruptAt !== undefined) {
      while (child.exitCode === null && !printed.stdout.includes(interruptAt)) await sleep(50);
      await sleep(1000);
      child.kill('SIGTERM');
    }
    await closed;
    if (!existsSync(report)) throw new Error(`${name} left no report:\n${printed.stderr}`);
    return {
      report: JSON.parse(readFileSync(report, 'utf8')),
      file: report,
      error: printed.stderr,
      log: printed.stdout,
    };
  };
}

function project(folder, name, dockerfile) {
  const context = path.join(folder, name);
  made(path.join(context, 'src'));
  const files = {
    Dockerfile: dockerfile,
    'README.md': '# Shop\n',
    'package.json': '{ "name": "shop" }\n',
    'package-lock.json': '{}\n',
    'src/cart.ts': 'export const items: string[] = [];\n',
    'src/shop.ts': "import './cart.js';\n".repeat(5000),
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(context, file), text);
  return context;
}

function edit(context, file, change) {
  const whole = path.join(context, file);
  writeFileSync(whole, change(readFileSync(whole, 'utf8')));
}

function made(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}
