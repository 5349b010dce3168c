import type { PathSize } from '../../layer/path-sizes.js';
import { shorten } from '../../text/sanitize-line.js';
import type { LayerReport, PlatformReport, StepReport } from '../model/report.js';
import { formatBytes } from '../../text/format.js';
import { layerId } from './anchors.js';
import { markup, type Markup } from './markup.js';
import { squarified, type Box } from './treemap-layout.js';

/** The shape that the layout is made for; the page stretches it. */
const AREA: Box = { x: 0, y: 0, width: 1000, height: 400 };
/** The share of the whole below which a box could hardly be seen: such paths are drawn as one box. */
const SPECK = 0.0005;
/** Number of layer colours in the style sheet. */
export const COLOURS = 8;

interface Part {
  /** Its share of the layer's box. */
  readonly weight: number;
  /** Before compression, where it is known. */
  readonly bytes?: number;
  readonly label: string;
  readonly words: string;
}

/**
 * An image's layers as boxes, each as large as its blob, divided among its paths by their size before compression. Every box
 * is a link to its layer's row, so the keyboard reaches what the mouse does.
 */
export function treemap(image: PlatformReport, stepOf: ReadonlyMap<number, StepReport>, prefix: string): Markup {
  const layers = image.layers
    .map((layer, index) => ({ layer, index }))
    .filter(({ layer }) => layer.size > 0)
    .sort((left, right) => right.layer.size - left.layer.size);
  if (layers.length === 0) return markup`<p>The image has no layers.</p>`;
  const boxes = squarified(
    layers.map(({ layer }) => layer.size),
    AREA,
  );
  const drawn = layers.map(({ layer, index }, order) => {
    const box = boxes[order];
    return box === undefined ? markup`` : layerBox(layer, index, box, image.size, stepOf, prefix);
  });
  return markup`<svg class="treemap" width="100%" height="400" role="group" aria-label="Layers and their paths by size. Arrow keys move between them.">${drawn}</svg>`;
}

function layerBox(
  layer: LayerReport,
  index: number,
  box: Box,
  whole: number,
  stepOf: ReadonlyMap<number, StepReport>,
  prefix: string,
): Markup {
  const step = layer.step === undefined ? undefined : stepOf.get(layer.step);
  const from = step === undefined ? `layer ${index + 1}` : `step ${step.number}, ${shorten(step.instruction, 80)}`;
  const parts = partsOf(layer, whole);
  const partBoxes = squarified(
    parts.map(({ weight }) => weight),
    box,
  );
  return markup`<g class="layer c${index % COLOURS}">${parts.map((part, order) => {
    const partBox = partBoxes[order];
    if (partBox === undefined) return markup``;
    const words = `${part.words} (${from})`;
    return markup`<a href="#${layerId(prefix, index)}" aria-label="${words}"><title>${words}</title><svg x="${across(partBox.x)}" y="${down(partBox.y)}" width="${across(partBox.width)}" height="${down(partBox.height)}"><rect width="100%" height="100%" class="box"/>${label(part, partBox)}</svg></a>`;
  })}</g>`;
}

function partsOf(layer: LayerReport, whole: number): readonly Part[] {
  const paths = layer.paths ?? [];
  const total = paths.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total === 0) {
    const why = layer.paths === undefined ? 'paths not known' : 'no file with content';
    return [{ weight: 1, label: why, words: `${formatBytes(layer.size)} compressed: ${why}` }];
  }
  const share = ({ bytes }: PathSize): number => ((bytes / total) * layer.size) / Math.max(whole, 1);
  const sorted = paths.filter(({ bytes }) => bytes > 0).toSorted((left, right) => right.bytes - left.bytes);
  const large = sorted.filter((path) => share(path) >= SPECK);
  const small = sorted.slice(large.length);
  const parts = large.map((path): Part => {
    const rest = path.rest === true ? ' (the rest of it)' : '';
    const name = path.path.slice(path.path.lastIndexOf('/') + 1);
    return {
      weight: path.bytes,
      bytes: path.bytes,
      label: name === '' ? path.path : path.rest === true ? `${name}/…` : name,
      words: `${shorten(path.path, 300)}${rest}: ${formatBytes(path.bytes)}`,
    };
  });
  if (small.length === 0) return parts;
  const bytes = small.reduce((sum, path) => sum + path.bytes, 0);
  const words = `${small.length} smaller paths`;
  return [...parts, { weight: bytes, bytes, label: words, words: `${words}: ${formatBytes(bytes)}` }];
}

/** Shown where there is room for it; narrow screens show less. */
function label(part: Part, { width, height }: Box): Markup {
  if (width < 60 || height < 22) return markup``;
  const room = width < 230 ? 'roomy' : '';
  const size = height < 40 || part.bytes === undefined ? '' : formatBytes(part.bytes);
  return markup`<text x="6" y="16" class="${room}">${shorten(part.label, Math.floor(width / 7))}</text><text x="6" y="32" class="size ${room}">${size}</text>`;
}

function across(value: number): string {
  return `${((value / AREA.width) * 100).toFixed(3)}%`;
}

function down(value: number): string {
  return `${((value / AREA.height) * 100).toFixed(3)}%`;
}
