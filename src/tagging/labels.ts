import { globalValues, type Circumstances } from './event/circumstances.js';
import { byCodeUnit } from '../text/code-unit-order.js';
import { GLOBAL_NAMES } from './templates/expressions.js';
import { parseTemplate, renderTemplate, type Template } from './templates/template.js';
import type { GlobalName } from './templates/expressions.js';

/** Labels or annotations by name. */
export type Labels = Readonly<Record<string, string>>;

/** Labels of the input `labels`. Their values may have expressions. */
export type LabelTemplates = readonly (readonly [name: Template<GlobalName>, value: Template<GlobalName>])[];

/** @throws UserError for an expression that is not known */
export function parseLabels(where: string, labels: Labels): LabelTemplates {
  const read = (text: string): Template<GlobalName> => parseTemplate(where, text, GLOBAL_NAMES);
  return Object.entries(labels).map(([name, value]) => [read(name), read(value)]);
}

/**
 * The labels of an image: those of the OCI image specification, and those of the workflow, which override them.
 *
 * @param created when the image was made
 * @param given the labels of the workflow
 */
export function labelsOf(
  version: string | undefined,
  created: Date,
  given: LabelTemplates,
  circumstances: Circumstances,
): Labels {
  const { event } = circumstances;
  const { repository } = event;
  const values = globalValues(circumstances);
  const labels = {
    'org.opencontainers.image.title': repository.name,
    'org.opencontainers.image.description': repository.description,
    'org.opencontainers.image.url': repository.url,
    'org.opencontainers.image.source': repository.url,
    'org.opencontainers.image.version': version ?? '',
    'org.opencontainers.image.created': created.toISOString(),
    'org.opencontainers.image.revision': event.sha,
    'org.opencontainers.image.licenses': repository.license,
    ...Object.fromEntries(given.map(([name, value]) => [renderTemplate(name, values), renderTemplate(value, values)])),
  };
  return Object.fromEntries(Object.entries(labels).sort(([left], [right]) => byCodeUnit(left, right)));
}
