import type { BuildInputs, NamedInput } from '../../engine/build-inputs.js';
import { shorten } from '../../text/sanitize-line.js';
import { markup, type Markup } from './markup.js';
import { ROWS } from './rows.js';

/** What the build was asked for. */
export function inputSection(inputs: BuildInputs): Markup {
  const { context, target, platforms, buildArgs, labels, contexts, cacheFrom, cacheTo, secrets } = inputs;
  const rows: readonly (readonly [string, readonly Markup[]])[] = [
    ['Context', [code(context)]],
    ['Target', target === undefined ? [] : [code(target)]],
    ['Platforms', platforms.map(code)],
    ['Build arguments', buildArgs.map(named)],
    ['Labels', labels.map(named)],
    ['Named contexts', contexts.map(named)],
    ['Cache from', cacheFrom.map(code)],
    ['Cache to', cacheTo.map(code)],
    ['Secrets', secrets.map(code)],
  ];
  const shown = rows.filter(([, items]) => items.length > 0);
  return markup`<details><summary>What the build was asked for</summary><dl>${shown.map(
    ([what, items]) =>
      markup`<dt>${what}</dt><dd><ul class="plain">${items.slice(0, ROWS).map((item) => markup`<li>${item}</li>`)}</ul></dd>`,
  )}</dl></details>`;
}

function code(text: string): Markup {
  return markup`<code>${shorten(text, 400)}</code>`;
}

function named({ name, value }: NamedInput): Markup {
  return value === undefined ? markup`${code(name)} (value not shown)` : code(`${name}=${value}`);
}
