import { SWITCH } from '../../app/options/option.js';
import { print } from '../command/print.js';
import { FORMAT } from '../command/format-flag.js';
import { imageVerb } from '../images/image-verb.js';
import { usageLists, usageText, usageTotals } from './disk-usage-text.js';
import { withStore } from './with-store.js';

export const diskUsageVerb = imageVerb({
  name: 'system df',
  summary: 'show what takes how much room',
  about:
    'Shows how much room images, containers, build cache and cache mounts take. Layers that several images share count once. Images and containers count unpacked, the cache as it is on the disk.',
  operands: '',
  count: [0, 0],
  examples: [{ does: 'Show what images share', command: 'layer-build system df --verbose' }],
  flags: {
    verbose: {
      flag: ['-v', '--verbose'],
      takes: SWITCH,
      help: 'each image, container, layer and cache mount, and what they share',
    },
    format: FORMAT,
  },
  run: async ({ flags: { verbose, format }, host }, cli) => {
    const usage = await withStore(host, cli, async ({ containers, images }) => ({
      containers: await containers.usage(),
      ...(await images.diskUsage()),
    }));
    for (const { known, written } of usage.containers) {
      if (typeof written !== 'number')
        cli.stderr.write(`WARNING: what container ${known.container.name} wrote is not counted: ${written.message}\n`);
    }
    if (!verbose) print(usageTotals(usage, format), cli);
    else print(format === undefined || format === 'table' ? usageText(usage) : usageLists(usage, format), cli);
  },
});
