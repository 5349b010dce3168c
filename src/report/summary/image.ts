import type { PathSize } from '../../layer/path-sizes.js';
import { markdownCode, markdownText } from '../github-markdown.js';
import type { BaseRun, BaselineLayer } from '../model/baseline.js';
import { stepId } from '../model/step-names.js';
import type { ImageReport, LayerReport, PlatformReport, StepReport } from '../model/report.js';
import { grownPaths } from '../model/grown-paths.js';
import { signedBytes } from '../format-delta.js';
import { formatBytes } from '../../text/format.js';

/** The largest layers have a row of their own, up to this number. */
const LAYERS = 30;
const PLATFORMS = 4;
const PATHS = 3;

/** What makes up the image's size: one row for each layer that a step made, and one for the base. */
export function imageSection(image: ImageReport, steps: readonly StepReport[], base?: BaseRun): readonly string[] {
  const platforms = image.platforms.filter(({ layers }) => layers.length > 0).slice(0, PLATFORMS);
  return platforms.flatMap((platform, index) => [
    ...(index === 0 ? [] : ['']),
    ...platformSection(platform, platforms.length > 1, steps, base),
  ]);
}

/** How the size differs from the base branch's, and the paths that grew most: ` (+1.2MB compared with main: /app/dist +1.1MB)`. */
export function growthWords(image: ImageReport, on: BaseRun | undefined): string {
  if (on === undefined) return '';
  const grown = image.platforms.flatMap(({ platform, layers }) => {
    const before = on.run.platforms.find((one) => one.platform === platform);
    return before === undefined ? [] : (grownPaths(before.layers, layers) ?? []);
  });
  const largest = grown.toSorted((left, right) => right.more - left.more).slice(0, PATHS);
  const paths = largest.map(({ path, more }) => `${markdownCode(path, 100)} ${signedBytes(more)}`);
  const compared = comparedWords(image.size - on.run.size, markdownText(on.branch, 100));
  return ` (${compared}${paths.length === 0 ? '' : `: ${paths.join(', ')}`})`;
}

function platformSection(
  { platform, size, layers }: PlatformReport,
  named: boolean,
  steps: readonly StepReport[],
  on: BaseRun | undefined,
): readonly string[] {
  const before = on?.run.platforms.find((one) => one.platform === platform)?.layers;
  const title = `Size by layer${named ? ` on ${markdownText(platform, 100)}` : ''}: ${formatBytes(size)} compressed${before === undefined || on === undefined ? '' : `, ${comparedWords(size - total(before), `${markdownText(on.branch, 100)} at ${on.run.commit.slice(0, 7)}`)}`}`;
  const base = layers.filter((layer) => layer.base);
  const made = layers.filter((layer) => !layer.base);
  const largest = new Set(made.toSorted((left, right) => right.size - left.size).slice(0, LAYERS));
  const rows = made
    .filter((layer) => largest.has(layer))
    .map((layer) => layerRow(layer, { whole: size, before }, steps));
  const left = made.length - rows.length;
  return [
    `<details><summary>${title}</summary>`,
    '',
    `| Layer | Size, compressed | ${before === undefined ? '' : 'Change | '}Share | Largest, uncompressed |`,
    `| --- | ---: | ${before === undefined ? '' : '---: | '}---: | --- |`,
    ...(base.length === 0 ? [] : [baseRow(base, { whole: size, before }, steps)]),
    ...rows,
    ...(left > 0 ? [`| ${left} smaller layers |  | ${before === undefined ? '' : ' | '} |  |`] : []),
    '',
    '</details>',
  ];
}

/** What a layer's size is compared with. */
interface ComparedWith {
  /** The size of the whole image. */
  readonly whole: number;
  /** The layers of the base branch's image, if known. */
  readonly before: readonly BaselineLayer[] | undefined;
}

function baseRow(
  layers: readonly LayerReport[],
  { whole, before }: ComparedWith,
  steps: readonly StepReport[],
): string {
  const from = steps.find((step) => step.number === layers[0]?.step);
  const name = from === undefined ? 'base' : `base, ${markdownCode(from.instruction, 100)}`;
  const size = total(layers);
  const paths = layers.flatMap((layer) => layer.paths ?? []).sort((left, right) => right.bytes - left.bytes);
  const change = before && changeWords(size - total(before.filter((layer) => layer.base)));
  return row(
    `${name} (${layers.length === 1 ? '1 layer' : `${layers.length} layers`})`,
    { size, whole, change },
    paths,
  );
}

function layerRow(layer: LayerReport, { whole, before }: ComparedWith, steps: readonly StepReport[]): string {
  const step = steps.find(({ number }) => number === layer.step);
  const name = step === undefined ? '' : `${step.number} ${markdownCode(step.instruction.replace(/\s+/g, ' '), 100)}`;
  const { size } = layer;
  return row(name, { size, whole, change: before && layerChange(layer, step, before) }, layer.paths ?? []);
}

/** The change against the same layer, or else against the layer of the same step. */
function layerChange(layer: LayerReport, step: StepReport | undefined, before: readonly BaselineLayer[]): string {
  const id = step === undefined ? undefined : stepId(step, step.instruction);
  const earlier =
    before.find(({ digest }) => digest === layer.digest) ??
    before.find((one) => id !== undefined && !one.base && one.step === id);
  return earlier === undefined ? 'new' : changeWords(layer.size - earlier.size);
}

function changeWords(change: number): string {
  return change === 0 ? 'as before' : signedBytes(change);
}

/** @param other what the size is compared with */
function comparedWords(change: number, other: string): string {
  return change === 0 ? `the same as on ${other}` : `${signedBytes(change)} compared with ${other}`;
}

function total(layers: readonly { readonly size: number }[]): number {
  return layers.reduce((sum, { size }) => sum + size, 0);
}

interface Cells {
  readonly size: number;
  readonly whole: number;
  readonly change: string | undefined;
}

function row(name: string, { size, whole, change }: Cells, paths: readonly PathSize[]): string {
  const share = whole === 0 ? '' : `${Math.round((size / whole) * 100)}%`;
  const named = paths.slice(0, PATHS).map(({ path, bytes, rest }) => {
    const below = rest === true ? `${path === '/' ? '' : path}/*` : path;
    return `${markdownCode(below, 100)} ${formatBytes(bytes)}`;
  });
  const changed = change === undefined ? '' : `${change} | `;
  return `| ${name} | ${formatBytes(size)} | ${changed}${share} | ${named.join(', ')} |`;
}
