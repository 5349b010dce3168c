import { asWritten, one } from '../../app/options/option.js';
import { GoTemplate } from '../../go-template/template.js';
import { goJson, type GoValue } from '../../go-template/value.js';
import { formattedJson } from '../../go-template/formatted-json.js';
import { print } from '../command/print.js';
import { printError } from '../command/print-error.js';
import { imageVerb } from './image-verb.js';
import { inspectDocument } from './inspect-document.js';

export const inspectVerb = imageVerb({
  name: 'inspect',
  aliases: ['image inspect'],
  summary: 'show what an image says of itself, as JSON',
  about:
    'Shows images in the form of docker inspect. An image that cannot be shown does not keep the others from being shown; the exit code is then 1.',
  operands: 'IMAGE…',
  count: [1, Infinity],
  examples: [
    {
      does: 'Show what the image sets in the environment',
      command: "layer-build inspect --format '{{json .Config.Env}}' app:1",
    },
  ],
  flags: {
    format: {
      flag: ['-f', '--format'],
      takes: one('TEMPLATE', asWritten),
      help: "a Go template as docker takes it: '{{.Config.Env}}', '{{json .RootFS}}'",
    },
    type: { flag: '--type', takes: one('TYPE', asWritten), help: 'image is the only one' },
  },
  run: async ({ operands, flags: { format }, withImages }, cli) => {
    const template = format === undefined || format === 'json' ? undefined : new GoTemplate(format);
    const documents: GoValue[] = [];
    const errors: unknown[] = [];
    await withImages(async (images) => {
      for (const name of operands) {
        try {
          documents.push(inspectDocument(await images.view(name)));
        } catch (error) {
          cli.signal.throwIfAborted();
          errors.push(error);
        }
      }
    });
    if (template !== undefined) {
      for (const document of documents) print(`${shown(template.execute(document), cli.stdout.isTTY)}\n`, cli);
    } else if (format === 'json') print(documents.map((document) => `${goJson(document)}\n`).join(''), cli);
    else print(`${formattedJson(documents)}\n`, cli);
    for (const error of errors) printError(error, cli);
    return errors.length > 0 ? 1 : 0;
  },
});

/** An image is not trusted: on a terminal, its texts must not move the cursor. A script gets them as they are. */
function shown(text: string, onTerminal: boolean | undefined): string {
  return onTerminal === true ? text.replace(/[^\P{Cc}\n\t]/gu, '·') : text;
}
