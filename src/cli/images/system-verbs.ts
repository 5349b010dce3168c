import type { DiskUsage, UsageTotal } from '../../app/images/disk-usage.js';
import { SWITCH } from '../../app/options/option.js';
import { shortDigest } from '../../oci/digest.js';
import { dockerTable } from '../../report/listing/docker-table.js';
import { formatRows, type Row } from '../../report/listing/row-format.js';
import { shortBytes } from '../../text/format.js';
import { age } from '../command/age.js';
import { FORMAT } from '../command/format-flag.js';
import { imageVerb } from './image-verb.js';
import { IMAGE_HEADINGS, imageRows } from './image-words.js';

const HEADINGS = { Active: 'ACTIVE', Reclaimable: 'RECLAIMABLE', Size: 'SIZE', TotalCount: 'TOTAL', Type: 'TYPE' };
const COLUMNS = ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable'] as const;

export const diskUsageVerb = imageVerb({
  name: 'system df',
  summary: 'show what takes how much room',
  about:
    'Shows how much room images, build cache and cache mounts take. Layers that several images share count once. Images count unpacked, the cache as it is on the disk.',
  operands: '',
  count: [0, 0],
  examples: [{ does: 'Show what images share', command: 'layer-build system df --verbose' }],
  flags: {
    verbose: {
      flag: ['-v', '--verbose'],
      takes: SWITCH,
      help: 'each image, layer and cache mount, and what they share',
    },
    format: FORMAT,
  },
  run: async ({ flags: { verbose, format }, withImages }, cli) => {
    const usage = await withImages((images) => images.diskUsage());
    if (verbose && format === undefined) cli.stdout.write(detailedText(usage));
    else cli.stdout.write(formatRows({ headings: HEADINGS, columns: COLUMNS }, totalRows(usage), format));
  },
});

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

function totalRows({ images, buildCache, cacheMounts }: DiskUsage): readonly Row<keyof typeof HEADINGS>[] {
  return [totalRow('Images', images), totalRow('Build Cache', buildCache), totalRow('Cache Mounts', cacheMounts)];
}

function totalRow(type: string, { count, active, size, reclaimable }: UsageTotal): Row<keyof typeof HEADINGS> {
  const share = size === 0 ? '' : ` (${Math.floor((reclaimable / size) * 100)}%)`;
  return {
    Active: String(active),
    Reclaimable: shortBytes(reclaimable, 4) + share,
    Size: shortBytes(size, 4),
    TotalCount: String(count),
    Type: type,
  };
}

function detailedText({ imageRows: rows, records, mounts }: DiskUsage): string {
  const images = rows.flatMap(({ view, shared, unique, containers }) => {
    const more = { SharedSize: shortBytes(shared), UniqueSize: shortBytes(unique), Containers: String(containers) };
    return imageRows(view, { noTrunc: false, digests: false, more });
  });
  const columns = [
    'Repository',
    'Tag',
    'ID',
    'CreatedSince',
    'Size',
    'SharedSize',
    'UniqueSize',
    'Containers',
  ] as const;
  const layers = records.map(({ surveyed: { record, hits, lastUsed }, size, shared }) => [
    shortDigest(record.key),
    record.instruction.length > 45 ? `${record.instruction.slice(0, 44)}…` : record.instruction,
    shortBytes(size),
    age(record.created),
    age(new Date(lastUsed).toISOString()),
    String(hits),
    String(shared),
  ]);
  const kept = mounts.map(({ id, key, bytes, lastUsed }) => [
    id === '' ? key.slice(0, 12) : id,
    bytes === undefined ? 'N/A' : shortBytes(bytes),
    age(new Date(lastUsed).toISOString()),
  ]);
  return [
    'Images space usage:\n\n',
    formatRows({ headings: IMAGE_HEADINGS, columns }, images),
    '\nBuild cache usage:\n\n',
    dockerTable([['CACHE ID', 'INSTRUCTION', 'SIZE', 'CREATED', 'LAST USED', 'USAGE', 'SHARED'], ...layers]),
    '\nCache mounts usage:\n\n',
    dockerTable([['CACHE MOUNT', 'SIZE', 'LAST USED'], ...kept]),
  ].join('');
}
