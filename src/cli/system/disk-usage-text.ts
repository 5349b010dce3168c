import type { ContainerUsage } from '../../app/containers/container-usage.js';
import type { DiskUsage, UsageTotal } from '../../app/images/disk-usage.js';
import { shortDigest } from '../../oci/digest.js';
import { dockerTable } from '../../report/listing/docker-table.js';
import { formatLists, formatRows, type Row } from '../../report/listing/row-format.js';
import { shortBytes } from '../../text/format.js';
import { age, goTime } from '../command/age.js';
import { CONTAINER_HEADINGS, containerRow } from '../containers/container-rows.js';
import { IMAGE_HEADINGS, firstRow, type ImageField } from '../images/image-words.js';

/** What takes room on this machine. */
export interface MachineUsage extends DiskUsage {
  readonly containers: readonly ContainerUsage[];
}

const TOTAL_HEADINGS = {
  Active: 'ACTIVE',
  Reclaimable: 'RECLAIMABLE',
  Size: 'SIZE',
  TotalCount: 'TOTAL',
  Type: 'TYPE',
};
const TOTAL_COLUMNS = ['Type', 'TotalCount', 'Active', 'Size', 'Reclaimable'] as const;
const IMAGE_COLUMNS = [
  ...['Repository', 'Tag', 'ID', 'CreatedSince', 'VirtualSize', 'SharedSize', 'UniqueSize', 'Containers'],
] as readonly ImageField[];
const CONTAINER_COLUMNS = [
  ...(['ID', 'Image', 'Command', 'LocalVolumes', 'Size', 'RunningFor', 'Status', 'Names'] as const),
];
const CACHE_HEADINGS = {
  CacheType: 'CACHE TYPE',
  CreatedAt: 'CREATED AT',
  CreatedSince: 'CREATED',
  Description: 'DESCRIPTION',
  ID: 'CACHE ID',
  InUse: 'IN USE',
  LastUsedAt: 'LAST USED AT',
  LastUsedSince: 'LAST USED',
  Parent: 'PARENT',
  Shared: 'SHARED',
  Size: 'SIZE',
  UsageCount: 'USAGE',
};
/** Docker's, and the instruction behind them. */
const CACHE_COLUMNS = [
  ...(['ID', 'CacheType', 'Size', 'CreatedSince', 'LastUsedSince', 'UsageCount', 'Shared', 'Description'] as const),
];
const MOUNT_HEADINGS = { ID: 'CACHE MOUNT', LastUsedSince: 'LAST USED', Size: 'SIZE' };
const MOUNT_COLUMNS = ['ID', 'Size', 'LastUsedSince'] as const;

/** Characters of an instruction in a table. */
const INSTRUCTION = 45;

const NO_VOLUMES: UsageTotal = { count: 0, active: 0, size: 0, reclaimable: 0 };

/** A line for each kind of thing, in docker's order. Cache mounts, which docker does not count by themselves, come last if there are any. */
export function usageTotals(usage: MachineUsage, format: string | undefined): string {
  const { images, containers, buildCache, cacheMounts } = usage;
  const rows = [
    totalRow('Images', images),
    totalRow('Containers', containerTotal(containers)),
    totalRow('Local Volumes', NO_VOLUMES),
    { ...totalRow('Build Cache', buildCache), Reclaimable: shortBytes(buildCache.reclaimable, 4) },
    ...(cacheMounts.count === 0 ? [] : [totalRow('Cache Mounts', cacheMounts)]),
  ];
  return formatRows({ headings: TOTAL_HEADINGS, columns: TOTAL_COLUMNS }, rows, format);
}

function containerTotal(containers: readonly ContainerUsage[]): UsageTotal {
  const sumOf = (some: readonly ContainerUsage[]): number =>
    some.reduce((sum, { written }) => sum + (typeof written === 'number' ? written : 0), 0);
  const running = containers.filter(({ known }) => known.state.status === 'running');
  const size = sumOf(containers);
  return { count: containers.length, active: running.length, size, reclaimable: size - sumOf(running) };
}

function totalRow(type: string, { count, active, size, reclaimable }: UsageTotal): Row<keyof typeof TOTAL_HEADINGS> {
  const share = size === 0 ? '' : ` (${Math.floor((reclaimable / size) * 100)}%)`;
  return {
    Active: String(active),
    Reclaimable: shortBytes(reclaimable, 4) + share,
    Size: shortBytes(size, 4),
    TotalCount: String(count),
    Type: type,
  };
}

/** Everything as docker lists it for people. */
export function usageText(usage: MachineUsage): string {
  const { images, containers, cache, mounts } = rowsOf(usage, false);
  const mountTable = formatRows({ headings: MOUNT_HEADINGS, columns: MOUNT_COLUMNS }, mounts);
  return [
    'Images space usage:\n\n',
    formatRows({ headings: IMAGE_HEADINGS, columns: IMAGE_COLUMNS }, images),
    '\nContainers space usage:\n\n',
    formatRows({ headings: CONTAINER_HEADINGS, columns: CONTAINER_COLUMNS }, containers),
    '\nLocal Volumes space usage:\n\n',
    dockerTable([['VOLUME NAME', 'LINKS', 'SIZE']]),
    `\nBuild cache usage: ${shortBytes(usage.buildCache.size, 4)}\n\n`,
    formatRows({ headings: CACHE_HEADINGS, columns: CACHE_COLUMNS }, cache),
    ...(mounts.length === 0 ? [] : ['\nCache mounts usage:\n\n', mountTable]),
  ].join('');
}

/** All lists at once, as a template gets them from docker. */
export function usageLists(usage: MachineUsage, format: string): string {
  const { images, containers, cache, mounts } = rowsOf(usage, true);
  const lists = { Images: images, Containers: containers, Volumes: [], BuildCache: cache, CacheMounts: mounts };
  return formatLists(lists, format);
}

function rowsOf({ imageRows, containers, records, mounts }: MachineUsage, whole: boolean) {
  return {
    images: imageRows.map(({ view, shared, unique, containers: count }) => ({
      ...firstRow(view, whole),
      SharedSize: shortBytes(shared, 4),
      UniqueSize: shortBytes(unique, 4),
      Containers: String(count),
    })),
    containers: containers.map(({ known, written }) => ({
      ...containerRow(known, whole),
      Size: typeof written === 'number' ? shortBytes(written) : 'N/A',
    })),
    cache: records.map((record) => cacheRow(record, whole)),
    mounts: mounts.map(({ id, key, bytes, lastUsed }) => ({
      ID: id === '' ? key.slice(0, 12) : id,
      LastUsedSince: age(new Date(lastUsed).toISOString()),
      Size: bytes === undefined ? 'N/A' : shortBytes(bytes),
    })),
  };
}

function cacheRow(
  { surveyed: { record, hits, lastUsed }, size, shared }: DiskUsage['records'][number],
  whole: boolean,
): Row<keyof typeof CACHE_HEADINGS> {
  const used = new Date(lastUsed).toISOString();
  const { key, instruction, created } = record;
  return {
    CacheType: 'regular',
    CreatedAt: goTime(created),
    CreatedSince: age(created),
    Description: whole || instruction.length <= INSTRUCTION ? instruction : `${instruction.slice(0, INSTRUCTION - 1)}…`,
    ID: whole ? key : shortDigest(key),
    InUse: 'false',
    LastUsedAt: goTime(used),
    LastUsedSince: age(used),
    Parent: '',
    Shared: String(shared),
    Size: shortBytes(size),
    UsageCount: String(hits),
  };
}
