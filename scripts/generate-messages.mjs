/**
 * `npm run generate:messages`: src/buildkit/protocol/*.proto → *_pb.ts beside them. The programs that do it are fetched for the
 * occasion: the definitions change once in years.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../..');
const PROGRAMS = ['@bufbuild/buf@1.75.0', '@bufbuild/protoc-gen-es@2.13.0'];

const template = {
  version: 'v2',
  plugins: [{ local: 'protoc-gen-es', out: 'src/buildkit/protocol', opt: ['target=ts', 'import_extension=js'] }],
};
const buf = ['buf', 'generate', 'src/buildkit/protocol', '--template', JSON.stringify(template)];
const { status } = spawnSync('npx', ['--yes', ...PROGRAMS.flatMap((name) => ['--package', name]), '--', ...buf], {
  cwd: ROOT,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
