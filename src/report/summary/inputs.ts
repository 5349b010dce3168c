import type { BuildInputs, NamedInput } from '../../engine/build-inputs.js';
import { markdownCode, markdownText } from '../github-markdown.js';

const ITEMS = 50;
const TEXT = 200;

/** What the build was asked for, folded. */
export function inputSection(inputs: BuildInputs): readonly string[] {
  const rows = inputRows(inputs).map(([what, items]) => {
    const shown = items.slice(0, ITEMS);
    const more = items.length > ITEMS ? [`and ${items.length - ITEMS} more`] : [];
    return `| ${what} | ${[...shown, ...more].join('<br>')} |`;
  });
  return [
    '<details><summary>Inputs of the build</summary>',
    '',
    '| Input | |',
    '| --- | --- |',
    ...rows,
    '',
    '</details>',
  ];
}

function inputRows(inputs: BuildInputs): readonly (readonly [string, readonly string[]])[] {
  const { context, target, platforms, buildArgs, labels, contexts, cacheFrom, cacheTo, secrets } = inputs;
  const plain = (texts: readonly string[]): readonly string[] => texts.map((text) => markdownCode(text, TEXT));
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['Context', plain([context])],
    ['Target', plain(target === undefined ? [] : [target])],
    ['Platforms', plain(platforms)],
    ['Build arguments', buildArgs.map(namedCell)],
    ['Labels', labels.map(namedCell)],
    ['Named contexts', contexts.map(namedCell)],
    ['Cache from', plain(cacheFrom)],
    ['Cache to', plain(cacheTo)],
    ['Secrets', plain(secrets)],
  ];
  return rows.filter(([, items]) => items.length > 0);
}

function namedCell({ name, value }: NamedInput): string {
  return value === undefined
    ? `${markdownCode(name, TEXT)} ${markdownText('(value not shown)', TEXT)}`
    : markdownCode(`${name}=${value}`, TEXT);
}
