import { SWITCH } from '../../app/options/option.js';
import { imageVerb } from '../images/image-verb.js';

export const checkVerb = imageVerb({
  name: 'system check',
  summary: 'check the images of the local store for faults',
  about:
    'Reads every blob of every image, and compares it with its digest. Exit code 1: something is wrong, and was not mended.',
  operands: '',
  count: [0, 0],
  examples: [{ does: 'Check all images, and mend what can be mended', command: 'layer-build system check --repair' }],
  flags: {
    repair: {
      flag: '--repair',
      takes: SWITCH,
      help: 'fetch what is missing from the registries in the names of the images, and remove what cannot be mended',
    },
  },
  run: async ({ flags: { repair }, withImages }, cli) => {
    const faults = await withImages((images) => images.check(repair));
    for (const { where, problem, mended } of faults) {
      cli.stdout.write(`${where}: ${problem}${mended === undefined ? '' : ` (${mended})`}\n`);
    }
    const left = faults.filter(({ mended }) => mended === undefined).length;
    cli.stdout.write(faults.length === 0 ? 'Nothing is wrong.\n' : `${faults.length} faults, ${left} left\n`);
    return left > 0 ? 1 : 0;
  },
});
