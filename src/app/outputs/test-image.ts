import path from 'node:path/posix';

import type { EventSink, TestInfo } from '../../engine/events.js';
import { OutputTail } from '../../engine/output-tail.js';
import type { RunRequest } from '../../engine/ports.js';
import { DEFAULT_HOSTNAME } from '../../engine/run-settings.js';
import type { SecretMask } from '../../engine/secret-mask.js';
import { UserError } from '../../errors.js';
import { type ImageConfig, parseImageConfig } from '../../oci/image-config.js';
import { formatPlatform, type Platform } from '../../oci/platform.js';
import { imageAsItIs } from '../../plan/image-state.js';
import { shellOf } from '../../plan/command-line.js';
import type { WorkerRunner } from '../../worker/client/worker-runner.js';
import type { BuildOptions } from '../options/build-options.js';
import type { FinishedImage } from './encoded-image.js';

export interface ImageTestsParts {
  readonly options: Pick<BuildOptions, 'test' | 'run'>;
  readonly runner: Pick<WorkerRunner, 'runAndDiscard'>;
  /** Whether programs of this platform run in this build. */
  readonly runs: (platform: Platform) => boolean;
  readonly mask: () => Promise<SecretMask>;
  readonly sink: EventSink;
  /** Milliseconds. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

interface TestedImage {
  readonly image: FinishedImage;
  readonly config: ImageConfig;
  readonly on: Platform;
  readonly platform: string;
}

/**
 * The commands of `--test`. Each runs in a container of its own, one after the other: with the image's environment, user and working
 * directory, in the cage of a RUN step, on the default network. What it writes is thrown away. Nothing of it is cached.
 */
export class ImageTests {
  readonly #parts: ImageTestsParts;
  /** Digests of manifests. If a layer is lost after the tests, and made again as it was, they do not run again. */
  readonly #passed = new Set<string>();

  constructor(parts: ImageTestsParts) {
    this.#parts = parts;
  }

  /**
   * Leaves out, with a warning, the images that this machine cannot run.
   *
   * @throws UserError when a command fails, or when this machine can run none of the images; InfraError
   */
  async run(images: readonly FinishedImage[]): Promise<void> {
    const { options, runs, sink } = this.#parts;
    const waiting = options.test.length === 0 ? [] : images.filter((image) => !this.#passed.has(digestOf(image)));
    if (waiting.length === 0) return;
    const known = waiting.map((image) => withConfig(image));
    const able = known.filter(({ on }) => runs(on));
    const unable = known.filter((one) => !able.includes(one)).map(({ platform }) => platform);
    if (able.length === 0) {
      throw new UserError(`the tests cannot run: this machine does not run programs for ${unable.join(', ')}`, {
        hint: 'Build on a machine with that processor, register an emulator, or leave the tests out.',
      });
    }
    for (const platform of unable) {
      sink({ type: 'warning', message: `no test runs for ${platform}: this machine does not run programs for it` });
    }
    const tests = able.flatMap((tested) => options.test.map((command) => ({ tested, command })));
    for (const [index, { tested, command }] of tests.entries()) {
      await this.#test(tested, { number: index + 1, total: tests.length, platform: tested.platform, command });
    }
    for (const { image } of able) this.#passed.add(digestOf(image));
  }

  async #test(tested: TestedImage, info: TestInfo): Promise<void> {
    const { options, runner, mask, sink, now, signal } = this.#parts;
    sink({ type: 'test-started', ...info });
    const tail = new OutputTail();
    const show = (stream: 'stdout' | 'stderr', data: Uint8Array): void => {
      if (data.length === 0) return;
      tail.add(data);
      sink({ type: 'test-output', stream, data });
    };
    const secrets = await mask();
    const masked = { stdout: secrets.stream(), stderr: secrets.stream() };
    const request: RunRequest = {
      step: 0,
      layers: tested.image.layers,
      platform: tested.on,
      process: processOf(tested.config, info.command),
      settings: { ...options.run, network: 'host', hostname: DEFAULT_HOSTNAME },
      privileged: false,
      mounts: [],
    };
    const started = now();
    const exitCode = await runner.runAndDiscard(
      request,
      (stream, data) => show(stream, masked[stream].push(data)),
      signal,
    );
    for (const stream of ['stdout', 'stderr'] as const) show(stream, masked[stream].end());
    sink({ type: 'test-finished', test: info.number, exitCode, durationMs: now() - started });
    if (exitCode === 0) return;
    throw new UserError(`test failed on ${info.platform} with exit code ${exitCode}: ${info.command}`, {
      details: tail.text(),
      hint: 'Nothing was pushed or written. The cache keeps what the steps made.',
    });
  }
}

function processOf({ os, architecture, rootfs, config = {} }: ImageConfig, command: string): RunRequest['process'] {
  const { Env: env = [], WorkingDir: cwd = '', User: user = '' } = config;
  const shell = shellOf(imageAsItIs({ os, architecture, rootfs, config }));
  return { argv: [...shell, command], env, cwd: path.resolve('/', cwd), user };
}

function digestOf({ descriptor }: FinishedImage): string {
  return descriptor.digest;
}

function withConfig(image: FinishedImage): TestedImage {
  const config = parseImageConfig(image.config);
  const { os, architecture, variant } = config;
  const on = { os, architecture, ...(variant !== undefined && { variant }) };
  return { image, config, on, platform: formatPlatform(on) };
}
