import type { Layers, RunOutput, RunRequest, RunResult, StepRunner } from '../../engine/ports.js';
import { EngineBug } from '../../errors.js';
import { encodeIndex, type LayerIndex } from '../../layer/layer-index.js';
import type { Layer, MadeLayer } from '../../layer/layer.js';
import type { DiffId, MountKey } from '../../oci/identity.js';
import type { Platform } from '../../oci/platform.js';
import { type Outgoing, WorkerConnection, type WorkerSettings } from './connection.js';
import { ContainerRunner } from './container-runner.js';
import type { Emulation } from './emulation.js';
import { layersOf, toWireExport, toWireLayer, toWireRun } from './wire-request.js';
import type { MountExport } from '../protocol/messages.js';

/** Runs steps in the privileged worker, which is started with the first of them. */
export class WorkerRunner implements StepRunner {
  readonly #layers: Layers;
  readonly #worker: WorkerConnection;
  /** Layers that were made here and have snapshots therefore. */
  readonly #made = new Set<DiffId>();
  readonly #emulation: Emulation | undefined;
  /** Containers in the same worker. */
  readonly containers: ContainerRunner;

  /** @param emulation finds emulators for the steps of other platforms; if absent, such steps run as if they needed none */
  constructor(settings: WorkerSettings, layers: Layers, emulation?: Emulation) {
    this.#layers = layers;
    this.#emulation = emulation;
    this.#worker = new WorkerConnection(settings, layers);
    this.containers = new ContainerRunner(this.#worker);
  }

  /** @throws InfraError, UserError; the signal's reason */
  async run(request: RunRequest, output: RunOutput, signal: AbortSignal): Promise<RunResult> {
    signal.throwIfAborted();
    const started = performance.now();
    await this.#emulate(request.platform, signal);
    const emulating = performance.now() - started;
    const ingest = await this.#layers.newIngest();
    try {
      const reply = await this.#worker.ask((id) => toWireRun(id, request, ingest), signal, layersOf(request), output);
      if (reply.type !== 'done' && reply.type !== 'failed')
        throw new EngineBug(`worker protocol: ${reply.type} in answer to a run`);
      const delays = { ...reply.delays, restoringMs: reply.delays.restoringMs + emulating };
      const { usage } = reply;
      if (reply.type === 'done') {
        this.#made.add(reply.made.diffId);
        const made = { ...reply.made, blobFile: ingest.blobFile, indexFile: ingest.indexFile };
        return { kind: 'done', made, delays, usage };
      }
      await ingest.discard();
      return { kind: 'failed', exitCode: reply.exitCode, delays, usage };
    } catch (error) {
      await ingest.discard();
      throw error;
    }
  }

  async #emulate(platform: Platform, signal: AbortSignal): Promise<void> {
    const emulation = this.#emulation;
    if (emulation?.concerns(platform) !== true) return;
    await this.#worker.emulate((rights) => emulation.bring(rights, signal), signal);
    emulation.noteRun(platform);
  }

  /**
   * Runs a process as `run` does, and throws away what it writes.
   *
   * @returns its exit code; for a signal it is 128 and the signal's number
   * @throws InfraError, UserError; the signal's reason
   */
  async runAndDiscard(request: RunRequest, output: RunOutput, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    await this.#emulate(request.platform, signal);
    const send = (id: number): Outgoing => toWireRun(id, request, undefined);
    const reply = await this.#worker.ask(send, signal, layersOf(request), output);
    if (reply.type === 'failed') return reply.exitCode;
    if (reply.type === 'finished') return 0;
    throw new EngineBug(`worker protocol: ${reply.type} in answer to a run`);
  }

  async prepare(layers: readonly Layer[], signal: AbortSignal): Promise<void> {
    if (layers.length === 0) return;
    const wire = layers.map(toWireLayer);
    await this.#worker.ask((id) => ({ message: { type: 'prepare', id, layers: wire } }), signal, layers);
  }

  /**
   * Turns the snapshot of the layer that a step just made into the snapshot of an earlier layer with the same tree, which
   * the build keeps instead. The snapshot gets the earlier layer's times, as if that layer had been unpacked. Does nothing
   * for a layer that no step made here.
   *
   * @param index of the layer that is kept
   */
  async keepSnapshot(made: MadeLayer, kept: Layer, index: LayerIndex, signal: AbortSignal): Promise<void> {
    if (!this.#made.delete(made.diffId) || made.diffId === kept.diffId) return;
    const attachments = [encodeIndex(index)];
    await this.#worker.ask(
      (id) => ({ message: { type: 'keep-snapshot', id, made: made.diffId, kept: kept.diffId }, attachments }),
      signal,
    );
  }

  /**
   * Captures the content of a cache mount, for other machines: of the folder for `key` (`mountKey`) that was used last.
   *
   * @param previous the indexes of the layers that it was saved as before, lowest first; empty if it never was
   * @param secrets texts that must not be saved: a mount that contains one of them is not saved
   * @throws InfraError when no worker can be started; the signal's reason
   */
  async exportMount(
    key: MountKey,
    previous: readonly LayerIndex[],
    signal: AbortSignal,
    secrets: readonly Uint8Array[] = [],
  ): Promise<MountExport> {
    const ingest = await this.#layers.newIngest();
    try {
      const reply = await this.#worker.ask((id) => toWireExport(id, key, previous, secrets, ingest), signal);
      if (reply.type !== 'exported') throw new EngineBug(`worker protocol: ${reply.type} in answer to an export`);
      const { kind, made, path } = reply;
      if (kind === 'full' || kind === 'delta') {
        if (made === undefined) throw new EngineBug('worker protocol: an export without its layer');
        return { kind, made: { ...made, blobFile: ingest.blobFile, indexFile: ingest.indexFile } };
      }
      await ingest.discard();
      return kind === 'secret' ? { kind, path: path ?? '' } : { kind };
    } catch (error) {
      await ingest.discard();
      throw error;
    }
  }

  /**
   * Removes all snapshots, and the cache mounts that no step uses. If the worker is root, an ordinary user could not. No
   * other build may be running on the same root folder.
   */
  async removeKept(signal: AbortSignal): Promise<void> {
    await this.#worker.ask((id) => ({ message: { type: 'remove-kept', id } }), signal);
  }

  /** Ends the worker. It kills what runs, and no mount or process is left. */
  async close(): Promise<void> {
    await this.#worker.close();
  }
}
