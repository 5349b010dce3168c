/**
 * The steps of one image: a build stage, and a stage that takes from it. Sizes and times are those of bench/node-project, rounded.
 * `of` says what the step's result depends on.
 */
const STEPS = [
  { stage: 'base', instruction: 'RUN apt-get install', seconds: 25, bytes: 45e6, of: ['base'] },
  { stage: 'build', instruction: 'COPY package*.json', seconds: 0, bytes: 90e3, of: ['lock'], context: true },
  { stage: 'build', instruction: 'RUN npm ci', seconds: 14, bytes: 66e6, of: ['base', 'lock'] },
  { stage: 'build', instruction: 'COPY . .', seconds: 0, bytes: 2e6, of: ['source'], context: true },
  { stage: 'build', instruction: 'RUN npm run build', seconds: 6, bytes: 4e6, of: ['base', 'lock', 'source'] },
  { stage: 'app', instruction: 'RUN npm ci --omit=dev', seconds: 8, bytes: 25e6, of: ['base', 'lock'] },
  { stage: 'app', instruction: 'COPY --from=build', seconds: 0.1, bytes: 4e6, of: ['base', 'lock', 'source'] },
];
/** The steps whose files a step needs when it runs. */
const NEEDS = [[], [], [0, 1], [], [0, 1, 2, 3], [0, 1], [4]];

/** The steps of a build, with their keys. */
export function stepsOf({ image, state }) {
  return STEPS.map((step, number) => ({
    ...step,
    number,
    needs: NEEDS[number],
    key: [image, step.instruction, ...step.of.map((name) => state[name])].join('|'),
  }));
}

/** Seconds of a build without any cache. */
export const WHOLE = STEPS.reduce((sum, { seconds }) => sum + seconds, 0);
