import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ActionsCacheService, startActionsCacheService } from './actions-cache-service.js';
import { must } from './command.js';
import { type EntryBytes, putEntry, readEntries } from './entry-bytes.js';
import type { StageResult } from './github-runner.js';
import { writeProject } from './project-files.js';
import type { StageParts } from './stage-files.js';

/** With times that are fixed, what it gives is the same byte for byte, whoever makes it. */
const DOCKERFILE = `FROM busybox
RUN seq 1 60000 > /large
COPY source /source
RUN cat /source /large > /both
`;
/** What is well may take its time. */
const PATIENCE = '30s';

type StageRunner = (stage: 'main' | 'post', options: StageParts) => Promise<StageResult>;

interface JobOptions {
  readonly env: ActionsCacheService['env'];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly state?: Readonly<Record<string, string>>;
}

/**
 * Jobs that begin with what an earlier one saved, in a cache service that fails: one that builds has a changed source, and one
 * that saves has just built with it.
 */
export class FaultedJobs {
  readonly #folder: string;
  readonly #mirror: string;
  readonly #run: StageRunner;
  /** What the earlier job saved. */
  saved: readonly EntryBytes[] = [];
  #image = '';
  #built: { readonly job: string; readonly state: Readonly<Record<string, string>> } | undefined;
  #jobs = 0;

  private constructor(folder: string, mirror: string, run: StageRunner) {
    this.#folder = folder;
    this.#mirror = mirror;
    this.#run = run;
  }

  /**
   * @param folder that the jobs' machines are made in, and stay in: a call of @actions/cache that hangs may yet use their files
   * @param mirror `host:port` of the registry with the base
   */
  static async in(folder: string, mirror: string, run: StageRunner): Promise<FaultedJobs> {
    const jobs = new FaultedJobs(folder, mirror, run);
    const service = await startActionsCacheService();
    try {
      const first = await jobs.newJob('one\n');
      const { state } = await jobs.stage('main', first, service);
      await jobs.stage('post', first, { env: service.env, state });
      jobs.saved = await readEntries(service);
      if (!jobs.saved.some(({ key }) => key.includes('blob-')))
        throw new Error('no blob was saved as an entry of its own');
      const second = await jobs.newJob('two\n');
      jobs.#built = { job: second, state: (await jobs.stage('main', second, service)).state };
      jobs.#image = await imageOf(second);
      return jobs;
    } finally {
      await service.stop();
    }
  }

  /** A machine with the sources, and nothing built. */
  async newJob(source: string): Promise<string> {
    const job = join(this.#folder, `job-${++this.#jobs}`);
    await writeProject(join(job, 'workspace'), { Dockerfile: DOCKERFILE, source });
    return job;
  }

  /** @throws Error when the stage fails, or prints an error: whatever the cache did, it is at most a warning */
  async stage(name: 'main' | 'post', job: string, { env, inputs, state }: JobOptions): Promise<StageResult> {
    const result = await this.#run(name, this.parts(job, { env, ...(inputs && { inputs }), ...(state && { state }) }));
    if (result.code !== 0 || /^::error/m.test(result.stdout)) {
      throw new Error(`${name} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
    }
    return result;
  }

  parts(job: string, { env, inputs, state }: JobOptions): StageParts {
    return {
      job,
      ...(state && { state }),
      inputs: {
        context: '.',
        outputs: 'type=oci,dest=image.tar,rewrite-timestamp=true',
        // It has the time of the build.
        provenance: 'false',
        'cache-policy': 'all',
        'cache-timeout': PATIENCE,
        'registry-mirrors': `http://${this.#mirror}`,
        ...inputs,
      },
      // Post removes nothing: this process continues, and so do calls of @actions/cache that it gave up.
      env: { SOURCE_DATE_EPOCH: '1700000000', HOME: job, RUNNER_ENVIRONMENT: 'github-hosted', ...env },
    };
  }

  /** A service that has what the earlier job saved. */
  async primedService(options: { readonly quota?: number } = {}): Promise<ActionsCacheService> {
    const service = await startActionsCacheService(options);
    for (const entry of this.saved) await putEntry(service, entry);
    service.server.heal();
    return service;
  }

  /** The machine of a job that has built, to save from. */
  async builtJob(): Promise<{ readonly job: string; readonly state: Readonly<Record<string, string>> }> {
    if (this.#built === undefined) throw new Error('nothing is built yet');
    const job = join(this.#folder, `job-${++this.#jobs}`);
    // Node's own copy would make a file of each of the base's hard links.
    await must(['cp', '-a', this.#built.job, job]);
    return { job, state: this.#built.state };
  }

  /**
   * Builds with a changed source.
   *
   * @throws Error when the image is another than it always is
   */
  async restore(options: JobOptions): Promise<StageResult> {
    const job = await this.newJob('two\n');
    const result = await this.stage('main', job, options);
    await this.checkImage(job);
    return result;
  }

  async checkImage(job: string): Promise<void> {
    if ((await imageOf(job)) !== this.#image) throw new Error('the image is another than without faults');
  }

  /** Saves what was built with a changed source. */
  async save(options: Omit<JobOptions, 'state'>): Promise<StageResult> {
    const { job, state } = await this.builtJob();
    return this.stage('post', job, { ...options, state });
  }
}

async function imageOf(job: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(job, 'workspace/image.tar')))
    .digest('hex');
}
