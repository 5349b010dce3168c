import type { PathSize } from '../layer/path-sizes.js';
import { markdownCode, markdownText } from './github-markdown.js';
import type { ImageReport, LayerReport, PlatformReport, StepReport } from './report.js';
import { formatBytes } from './units.js';

/** Layers that have a row of their own, the largest. */
const LAYERS = 30;
const PLATFORMS = 4;
const PATHS = 3;

/** What makes the image as large as it is: a row a layer that a step made, and one for the base. */
export function imageSection(image: ImageReport, steps: readonly StepReport[]): readonly string[] {
  const platforms = image.platforms.filter(({ layers }) => layers.length > 0).slice(0, PLATFORMS);
  return platforms.flatMap((platform, index) => [
    ...(index === 0 ? [] : ['']),
    ...platformSection(platform, platforms.length > 1, steps),
  ]);
}

function platformSection(
  { platform, size, layers }: PlatformReport,
  named: boolean,
  steps: readonly StepReport[],
): readonly string[] {
  const title = `Size by layer${named ? ` on ${markdownText(platform, 100)}` : ''}: ${formatBytes(size)} compressed`;
  const base = layers.filter((layer) => layer.base);
  const made = layers.filter((layer) => !layer.base);
  const largest = new Set(made.toSorted((left, right) => right.size - left.size).slice(0, LAYERS));
  const rows = made.filter((layer) => largest.has(layer)).map((layer) => layerRow(layer, size, steps));
  const left = made.length - rows.length;
  return [
    `<details><summary>${title}</summary>`,
    '',
    '| Layer | Size | Share | Largest, uncompressed |',
    '| --- | ---: | ---: | --- |',
    ...(base.length === 0 ? [] : [baseRow(base, size, steps)]),
    ...rows,
    ...(left > 0 ? [`| ${left} smaller layers |  |  |  |`] : []),
    '',
    '</details>',
  ];
}

function baseRow(layers: readonly LayerReport[], whole: number, steps: readonly StepReport[]): string {
  const from = steps.find((step) => step.number === layers[0]?.step);
  const name = from === undefined ? 'base' : `base, ${markdownCode(from.instruction, 100)}`;
  const size = layers.reduce((sum, layer) => sum + layer.size, 0);
  const paths = layers.flatMap((layer) => layer.paths ?? []).sort((left, right) => right.bytes - left.bytes);
  return row(`${name} (${layers.length === 1 ? '1 layer' : `${layers.length} layers`})`, size, whole, paths);
}

function layerRow(layer: LayerReport, whole: number, steps: readonly StepReport[]): string {
  const step = steps.find(({ number }) => number === layer.step);
  const name = step === undefined ? '' : `${step.number} ${markdownCode(step.instruction.replace(/\s+/g, ' '), 100)}`;
  return row(name, layer.size, whole, layer.paths ?? []);
}

function row(name: string, size: number, whole: number, paths: readonly PathSize[]): string {
  const share = whole === 0 ? '' : `${Math.round((size / whole) * 100)}%`;
  const named = paths.slice(0, PATHS).map(({ path, bytes, rest }) => {
    const below = rest === true ? `${path === '/' ? '' : path}/*` : path;
    return `${markdownCode(below, 100)} ${formatBytes(bytes)}`;
  });
  return `| ${name} | ${formatBytes(size)} | ${share} | ${named.join(', ')} |`;
}
