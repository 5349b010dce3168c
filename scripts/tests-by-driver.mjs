// Runs tests of builds again with layers that are kept in other ways, as `npm test` does at its end.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ALWAYS = ['__tests__/integration/worker-capture.test.ts'];
const THOROUGH = [
  '__tests__/integration/worker-snapshots.test.ts',
  '__tests__/integration/worker-unpack.test.ts',
  '__tests__/e2e/buildah-equivalence.test.ts',
];
/** Bytes of the disk with btrfs, which is a file with holes. */
const DISK = 8 * 2 ** 30;

/**
 * @param {(name: string, args: readonly string[], env: Readonly<Record<string, string>>) => Promise<void>} run runs test files
 * @returns {Promise<readonly string[]>} the drivers that this machine does not have
 */
export async function testByDriver(run) {
  if (process.getuid?.() !== 0) return ['vfs', 'btrfs', 'devicemapper'];
  const files = process.env.LAYER_BUILD_TESTS === 'thorough' ? [...ALWAYS, ...THOROUGH] : ALWAYS;
  const lacking = [];
  const test = (driver, env = {}) => run(driver, files, { ...env, LAYER_BUILD_TEST_STORAGE: driver });
  await test('vfs');
  if (hasBtrfs()) await onBtrfs((folder) => test('btrfs', { TMPDIR: folder }));
  else lacking.push('btrfs');
  const targets = spawnSync('dmsetup', ['targets'], { encoding: 'utf8' }).stdout ?? '';
  if (/^thin-pool /m.test(targets)) await test('devicemapper');
  else lacking.push('devicemapper');
  return lacking;
}

function hasBtrfs() {
  return (
    readFileSync('/proc/filesystems', 'utf8').includes('\tbtrfs\n') &&
    spawnSync('mkfs.btrfs', ['--version']).error === undefined
  );
}

async function onBtrfs(use) {
  const place = mkdtempSync(join(tmpdir(), 'layer-build-btrfs-'));
  const [image, folder] = [join(place, 'image'), join(place, 'mounted')];
  writeFileSync(image, '');
  truncateSync(image, DISK);
  mkdirSync(folder);
  must('mkfs.btrfs', ['-q', image]);
  must('mount', ['-o', 'loop', image, folder]);
  try {
    must('chmod', ['1777', folder]);
    await use(folder);
  } finally {
    must('umount', [folder]);
    rmSync(place, { recursive: true });
  }
}

function must(program, args) {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
}
