import type { BuildEvent, StepInfo, TestInfo } from '../../engine/events.js';
import { hashFieldList } from '../../oci/digest.js';
import { jsonLine } from './json-line.js';
import { testTitle } from './test-words.js';
import { warningText } from './warning-text.js';

/** A node of BuildKit's graph. Times are RFC 3339. */
interface Vertex {
  readonly digest: string;
  readonly inputs?: readonly string[];
  readonly name: string;
  readonly started?: string;
  readonly completed?: string;
  readonly cached?: true;
  readonly error?: string;
}

type Transfer = Extract<BuildEvent, { readonly type: 'transfer' }>;

/** Work that is no step, as vertices beside those of the steps. */
const WORK: Readonly<Record<Transfer['direction'] | 'image', string>> = {
  pull: '[internal] pull base images',
  unpack: '[internal] unpack layers',
  restore: '[internal] restore layers from the cache',
  push: 'pushing layers',
  save: 'saving layers to the cache',
  image: 'exporting to image',
};

/**
 * Events as `docker buildx build --progress=rawjson` prints them: lines of BuildKit's `SolveStatus` (moby/buildkit,
 * client/graph.go), with one vertex for each step. Output is base64.
 */
export class RawJsonConsole {
  readonly #write: (text: string) => void;
  readonly #now: () => Date;
  /** The latest state of each vertex, by its digest. */
  readonly #vertices = new Map<string, Vertex>();
  readonly #steps = new Map<number, Vertex>();
  #test: Vertex | undefined;

  constructor(write: (text: string) => void, now: () => Date) {
    this.#write = write;
    this.#now = now;
  }

  readonly sink = (event: BuildEvent): void => {
    switch (event.type) {
      case 'plan':
        this.#plan(event.steps);
        break;
      case 'step-started':
        this.#begin(this.#steps.get(event.step));
        break;
      case 'step-output':
        this.#log(this.#steps.get(event.step), event.stream, event.data);
        break;
      case 'step-finished':
        this.#end(this.#steps.get(event.step), event.outcome.status === 'hit' ? { cached: true } : {});
        break;
      case 'step-failed':
        this.#end(this.#steps.get(event.step), { error: event.error.message });
        break;
      case 'step-stopped':
        // BuildKit's words for it.
        this.#end(this.#steps.get(event.step), { error: 'context canceled' });
        break;
      case 'test-started':
        this.#test = testVertex(event);
        this.#begin(this.#test);
        break;
      case 'test-output':
        this.#log(this.#test, event.stream, event.data);
        break;
      case 'test-finished':
        this.#end(this.#test, event.exitCode === 0 ? {} : { error: `exit code: ${event.exitCode}` });
        break;
      case 'transfer':
        this.#transfer(event);
        break;
      case 'warning':
        this.#warn(event);
        break;
      case 'image':
        this.#image(event);
        break;
      case 'build-finished':
        this.#endAll();
        break;
      case 'inputs':
      case 'step-running':
      case 'cache':
      case 'notice':
        break;
    }
  };

  #plan(steps: readonly StepInfo[]): void {
    const stages = new Map<string, StepInfo[]>();
    for (const step of steps) {
      const known = stages.get(step.stage);
      if (known === undefined) stages.set(step.stage, [step]);
      else known.push(step);
    }
    for (const stage of stages.values()) {
      for (const [index, step] of stage.entries())
        this.#steps.set(step.number, stepVertex(step, index + 1, stage.length));
    }
    for (const { number, dependsOn } of steps) {
      const vertex = this.#steps.get(number);
      const inputs = dependsOn.flatMap((below) => this.#steps.get(below)?.digest ?? []);
      if (vertex !== undefined && inputs.length > 0) this.#steps.set(number, { ...vertex, inputs });
    }
    this.#print({ vertexes: [...this.#steps.values()] });
  }

  #begin(vertex: Vertex | undefined): void {
    if (vertex !== undefined) this.#note({ ...vertex, started: this.#time() });
  }

  #end(vertex: Vertex | undefined, how: Pick<Vertex, 'cached' | 'error'>): void {
    if (vertex === undefined) return;
    const started = this.#vertices.get(vertex.digest)?.started ?? this.#time();
    this.#note({ ...vertex, started, completed: this.#time(), ...how });
  }

  #log(vertex: Vertex | undefined, stream: 'stdout' | 'stderr', data: Uint8Array): void {
    if (vertex === undefined) return;
    const timestamp = this.#time();
    const text = Buffer.from(data).toString('base64');
    this.#print({ logs: [{ vertex: vertex.digest, stream: stream === 'stdout' ? 1 : 2, data: text, timestamp }] });
  }

  #transfer({ direction, digest, done, total }: Transfer): void {
    const vertex = this.#work(direction);
    const timestamp = this.#time();
    const status = { id: digest, vertex: vertex.digest, total, current: done, timestamp, started: vertex.started };
    this.#print({ statuses: [{ ...status, ...(done >= total && { completed: timestamp }) }] });
  }

  #image({ digest, tags }: Extract<BuildEvent, { readonly type: 'image' }>): void {
    const { digest: vertex, started } = this.#work('image');
    const timestamp = this.#time();
    const ids = [`writing image ${digest}`, ...tags.map((tag) => `naming to ${tag}`)];
    this.#print({
      statuses: ids.map((id) => ({ id, vertex, current: 0, timestamp, started, completed: timestamp })),
    });
  }

  #warn(event: Extract<BuildEvent, { readonly type: 'warning' }>): void {
    const { rule, description, url, line, endLine = line } = event;
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const short = rule === undefined ? warningText(event).words : `${rule}: ${event.message}`;
    const range = line === undefined ? {} : { range: [{ start: { line }, end: { line: endLine } }] };
    const detail = description === undefined ? {} : { detail: [base64(description)] };
    this.#print({
      warnings: [{ level: 1, short: base64(short), ...detail, ...(url !== undefined && { url }), ...range }],
    });
  }

  /** The vertex of work that is no step; it begins when it is first asked for. */
  #work(kind: keyof typeof WORK): Vertex {
    const vertex = { digest: digestOf(['work', kind]), name: WORK[kind] };
    const known = this.#vertices.get(vertex.digest);
    if (known !== undefined) return known;
    this.#begin(vertex);
    return this.#work(kind);
  }

  #endAll(): void {
    for (const vertex of this.#vertices.values()) if (vertex.completed === undefined) this.#end(vertex, {});
  }

  #note(vertex: Vertex): void {
    this.#vertices.set(vertex.digest, vertex);
    this.#print({ vertexes: [vertex] });
  }

  #print(status: object): void {
    this.#write(jsonLine(status));
  }

  #time(): string {
    return this.#now().toISOString();
  }
}

/** Its name is as in BuildKit: `[build 2/4] RUN make`. */
function stepVertex({ number, stage, instruction }: StepInfo, place: number, total: number): Vertex {
  const name = stage === '' ? 'global' : /^\d+$/.test(stage) ? `stage-${stage}` : stage;
  return {
    digest: digestOf(['step', `${number}`, instruction]),
    name: `[${name} ${place}/${total}] ${instruction}`,
  };
}

function testVertex(test: TestInfo): Vertex {
  return {
    digest: digestOf(['test', `${test.number}`]),
    name: `[test ${test.number}/${test.total}] ${testTitle(test)}`,
  };
}

function digestOf(fields: readonly string[]): string {
  return `sha256:${hashFieldList(fields)}`;
}
