import { shorten } from '../../text/sanitize-line.js';
import type { ImageReport, LayerReport, PlatformReport, PushReport, StepReport } from '../model/report.js';
import { formatBytes } from '../../text/format.js';
import { layerId, stepId } from './anchors.js';
import { markup, type Markup } from './markup.js';
import { leftOut, ROWS } from './rows.js';
import { COLOURS, treemap } from './treemap.js';

/** Platforms that are drawn, each as a map of its own. */
const PLATFORMS = 8;

/** The image: its names, a map and a table of its layers for each platform, and what was pushed. */
export function imageSection(image: ImageReport, steps: readonly StepReport[]): Markup {
  const stepOf = new Map(steps.map((step) => [step.number, step]));
  const tags = image.tags.slice(0, 50).map((tag) => markup`<li><code>${shorten(tag, 300)}</code></li>`);
  const drawn = image.platforms.slice(0, PLATFORMS);
  return markup`<dl><dt>Tags</dt><dd>${tags.length === 0 ? 'none' : markup`<ul class="plain">${tags}</ul>`}</dd>
<dt>Digest</dt><dd><code>${image.digest}</code></dd><dt>Image id</dt><dd><code>${image.imageId}</code></dd><dt>Size</dt><dd>${formatBytes(image.size)}, compressed</dd></dl>
${drawn.map((platform, index) => platformImage(platform, stepOf, `image-${index + 1}`))}${push(image.push)}`;
}

function platformImage(image: PlatformReport, stepOf: ReadonlyMap<number, StepReport>, prefix: string): Markup {
  return markup`<h3>${shorten(image.platform, 60)} <small>${formatBytes(image.size)} compressed, in ${image.layers.length === 1 ? '1 layer' : `${image.layers.length} layers`}</small></h3>
<p class="quiet">Each box is a path: the colour is its layer's, and the area its share of what the registry stores.</p>
${treemap(image, stepOf, prefix)}
<table class="layers"><caption class="unseen">Layers of ${shorten(image.platform, 60)}, lowest first</caption>
<thead><tr><th scope="col">Layer</th><th scope="col">Made by</th><th scope="col" class="number">Size, compressed</th></tr></thead>
<tbody>${image.layers.slice(0, ROWS).map((layer, index) => layerRow(layer, index, stepOf, prefix))}</tbody></table>${leftOut(image.layers.length)}`;
}

function layerRow(layer: LayerReport, index: number, stepOf: ReadonlyMap<number, StepReport>, prefix: string): Markup {
  const step = layer.step === undefined ? undefined : stepOf.get(layer.step);
  const paths = layer.paths ?? [];
  const most = Math.max(1, ...paths.map(({ bytes }) => bytes));
  const rows = paths.map(
    ({ path, bytes, rest }) =>
      markup`<tr><td><code>${shorten(path, 300)}</code>${rest === true ? ' (the rest of it)' : ''}</td><td class="share"><svg width="100%" height="10" aria-hidden="true"><rect class="part" width="${((bytes / most) * 100).toFixed(2)}%" height="10"/></svg></td><td class="number">${formatBytes(bytes)}</td></tr>`,
  );
  const inside =
    paths.length === 0
      ? markup`<p class="quiet">${layer.paths === undefined ? 'Its paths are not known: its content was not on the machine.' : 'It has no file with content.'}</p>`
      : markup`<table class="paths"><thead><tr><th scope="col">Path</th><th scope="col"><span class="unseen">Share</span></th><th scope="col" class="number">Before compression</th></tr></thead><tbody>${rows}</tbody></table>`;
  const made =
    step === undefined
      ? markup`a step that the report does not have`
      : markup`<a href="#${stepId(step.number)}">step ${step.number}</a> <code>${shorten(step.instruction, 160)}</code>`;
  return markup`<tr id="${layerId(prefix, index)}" tabindex="0"><td><span class="swatch c${index % COLOURS}"></span>${index + 1}</td>
<td>${layer.base ? 'the base of ' : ''}${made}<details><summary>${insideWords(layer)}</summary>${inside}<p class="quiet"><code>${layer.digest}</code></p></details></td><td class="number">${formatBytes(layer.size)}</td></tr>
`;
}

/** Of what is folded below a layer. */
function insideWords({ paths }: LayerReport): string {
  if (paths === undefined) return 'paths not known';
  if (paths.length === 0) return 'no files';
  return paths.length === 1 ? '1 path' : `${paths.length} paths`;
}

function push(pushed: PushReport | undefined): Markup {
  if (pushed === undefined) return markup``;
  const rows = pushed.blobs
    .slice(0, ROWS)
    .map(
      ({ digest, size, skipped }) =>
        markup`<tr><td><code>${digest}</code></td><td>${skipped === undefined ? 'pushed' : shorten(skipped, 200)}</td><td class="number">${formatBytes(size)}</td></tr>`,
    );
  return markup`<h3>Pushed</h3><table><caption class="unseen">Blobs that went to registries, and those that did not have to</caption>
<thead><tr><th scope="col">Blob</th><th scope="col">What happened</th><th scope="col" class="number">Size, compressed</th></tr></thead><tbody>${rows}</tbody></table>${leftOut(pushed.blobs.length)}`;
}
