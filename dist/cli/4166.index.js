export const id = 4166;
export const ids = [4166];
export const modules = {

/***/ 4166:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bake: () => (/* binding */ bake)
});

// EXTERNAL MODULE: ./lib/app/build.js + 42 modules
var build = __webpack_require__(95369);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/async/clean-ups.js
var clean_ups = __webpack_require__(890);
// EXTERNAL MODULE: ./lib/engine/plan/number-steps.js
var number_steps = __webpack_require__(88885);
// EXTERNAL MODULE: ./lib/engine/schedule/step-flights.js
var step_flights = __webpack_require__(37768);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(96319);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 22 modules
var adapters = __webpack_require__(24089);
;// CONCATENATED MODULE: ./lib/app/baking/shared-run.js







/** Milliseconds that each piece of clearing up may take. */
const CLEAN_UP_MS = 7_000;
/** What the builds of one run share: the store, the worker, the steps that run, and what targets made for each other. */
class SharedRun {
    #cleanUps = new clean_ups/* CleanUps */.A(CLEAN_UP_MS);
    #flights = new step_flights/* StepFlights */.Y();
    #restored = [];
    #built = new Map();
    #adapters;
    #steps = 0;
    #isSwept = false;
    constructor(host, sink) {
        this.#adapters = (0,adapters/* openAdapters */.BK)(host, sink, () => Promise.all(this.#restored));
        this.#cleanUps.add('close the store and the worker', () => this.#adapters.close());
    }
    /** The part of one target. */
    build(target) {
        const isSwept = this.#isSwept;
        this.#isSwept = true;
        return {
            adapters: this.#adapters,
            cleanUps: this.#cleanUps,
            isSwept,
            flights: this.#flights,
            built: {
                open: (name, platform) => this.#open(name, platform),
                image: (name, platform) => this.#image(name, platform),
            },
            restores: (restored) => this.#restored.push(restored),
            numbered: (plans) => {
                const offset = this.#steps;
                this.#steps += plans.reduce((sum, plan) => sum + plan.steps.length, 0);
                return (0,number_steps/* numberBehind */.Y)(plans, offset);
            },
            watched: (builds) => ({
                steps: builds.steps,
                platforms: async () => {
                    const platforms = await builds.platforms();
                    this.#built.set(target, platforms);
                    return platforms;
                },
            }),
        };
    }
    /** Never throws. */
    async close(sink) {
        await this.#cleanUps.run((what, error) => sink({ type: 'warning', message: `could not ${what}: ${(0,errors/* messageOf */.bD)(error)}` }));
    }
    async #open(target, platform) {
        const { config, descriptor, layers } = await this.#image(target, platform);
        return {
            kind: 'image',
            image: { name: `target:${target}`, digest: descriptor.digest, config: (0,image_config/* parseImageConfig */.F)(config), layers },
        };
    }
    /** As with BuildKit, a target for one platform alone is used for all. */
    async #image(target, platform) {
        const platforms = this.#built.get(target) ?? [];
        const found = platforms.find((each) => (0,oci_platform/* platformDistance */.L5)(platform, each.platform) === 0) ?? only(platforms);
        if (found === undefined)
            throw new errors/* UserError */.yo(`target ${target} is not built for ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`, {
                hint: `Give it the platforms of the targets that use it as a context.`,
            });
        return found.finish({});
    }
}
function only(list) {
    return list.length === 1 ? list[0] : undefined;
}

;// CONCATENATED MODULE: ./lib/app/bake.js



/**
 * Builds targets side by side, each after those that it uses. A step that several of them have runs once. The first target that
 * fails stops the others.
 *
 * @returns how each target ended; never throws because of a target
 */
async function bake(request, signal) {
    const { targets, host, sink } = request;
    const stop = new AbortController();
    const linked = AbortSignal.any([signal, stop.signal]);
    const shared = new SharedRun(host, sink);
    const outcomes = new Map();
    const slots = new Slots(request.parallel);
    const begin = (target) => {
        const known = outcomes.get(target.name);
        if (known !== undefined)
            return known;
        const outcome = run(target);
        outcomes.set(target.name, outcome);
        return outcome;
    };
    const run = async (target) => {
        const used = targets.filter(({ name }) => target.links.includes(name));
        const before = await Promise.all(used.map(begin));
        const outcome = before.every(({ kind }) => kind === 'built')
            ? await slots.use(() => buildOne(target, request, shared, { linked, stop }))
            : { kind: 'stopped' };
        request.onEnd(target.name, outcome);
        return outcome;
    };
    try {
        const ended = await Promise.all(targets.map(async (target) => [target.name, await begin(target)]));
        return new Map(ended);
    }
    finally {
        await shared.close(sink);
    }
}
async function buildOne({ name, options, warnings, notices }, { host, sinkOf }, shared, { linked, stop }) {
    const started = performance.now();
    const durationMs = () => Math.round(performance.now() - started);
    try {
        linked.throwIfAborted();
        const sink = sinkOf(name);
        for (const message of warnings)
            sink({ type: 'warning', message });
        for (const message of notices)
            sink({ type: 'notice', message });
        const result = await (0,build.build)(options, host, sink, linked, shared.build(name));
        return { kind: 'built', result, durationMs: durationMs() };
    }
    catch (error) {
        if (linked.aborted)
            return { kind: 'stopped' };
        stop.abort(new errors/* UserError */.yo(`target ${name} failed`));
        return { kind: 'failed', error, durationMs: durationMs() };
    }
}
/** Lets so many pieces of work run at once. */
class Slots {
    #waiting = [];
    #free;
    constructor(count) {
        this.#free = Math.max(1, count);
    }
    async use(work) {
        if (this.#free > 0)
            this.#free -= 1;
        else
            await new Promise((resolve) => this.#waiting.push(resolve));
        try {
            return await work();
        }
        finally {
            const next = this.#waiting.shift();
            if (next === undefined)
                this.#free += 1;
            else
                next();
        }
    }
}


/***/ })

};
