/** The thread in which inputs are run: it may hang, run out of memory or die. See `session.ts`, which watches it. */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

import { CurrentInput } from './current-input.js';
import { distilled, Fuzzer } from './engine.js';
import { Feedback } from './feedback.js';
import type { Job, Outcome } from './job.js';
import { Random } from './random.js';
import type { Target } from './target.js';

/** Inputs that a corpus in the repository needs at most. */
const MOST_DISTILLED = 40;

const job = workerData as Job;
const counters = new Uint32Array(job.counters);
(globalThis as { __fuzzCounters?: Uint32Array }).__fuzzCounters = counters;
const { target } = (await import(pathToFileURL(job.module).href)) as { readonly target: Target };

const current = new CurrentInput(job.memory);
// Without guidance the edges are still counted, but nothing is kept for them.
const feedback = new Feedback(counters);
const fuzzer = new Fuzzer({
  target,
  random: new Random(job.seed),
  tokens: job.tokens,
  feedback,
  isGuided: job.isGuided,
  onInput: (input) => current.begin(input),
});
const end = performance.now() + job.seconds * 1000;
for (const input of [...target.seeds, ...job.inputs]) await fuzzer.seed(Buffer.from(input));
for (const input of job.findings) await fuzzer.run(Buffer.from(input));
while (fuzzer.rounds < job.rounds && performance.now() < end) await fuzzer.round();

parentPort?.postMessage({
  rounds: fuzzer.rounds,
  edges: feedback.edges,
  corpus: fuzzer.corpus.length,
  distilled: distilled(fuzzer.corpus, MOST_DISTILLED, target.seeds.length),
  slowest: fuzzer.slowest,
} satisfies Outcome);
