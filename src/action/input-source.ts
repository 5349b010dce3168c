import type { Environment } from '../app/options/process/environment.js';
import { inputOf, type Spelled } from '../app/options/option.js';
import type { OptionSource } from '../app/options/read-options.js';
import { noDefaultContext, type DefaultContext } from './default-context.js';
import { inputBoolean, inputList, inputText } from './input-text.js';

/**
 * The inputs of a job, from the environment in which the runner passes them.
 *
 * @param context `undefined` if the job has no repository
 */
export function inputSource(env: Environment, context: DefaultContext | undefined): OptionSource<'input'> {
  const nameOf = (option: Spelled): string => `input "${inputOf(option) ?? ''}"`;
  return {
    face: 'input',
    nameOf,
    textsOf: (option) => {
      const texts = writtenTexts(env, option);
      const { input } = option;
      if (typeof input !== 'object' || input.template === undefined) return texts;
      const text = (): string => {
        if (context === undefined) throw noDefaultContext(nameOf(option));
        return context.text;
      };
      return texts.map((written) => (written === '' && input.template === 'default' ? text() : filled(written, text)));
    },
  };
}

function writtenTexts(env: Environment, { input, takes }: Spelled): readonly string[] {
  if (input === undefined) return [];
  const name = typeof input === 'string' ? input : input.name;
  if (takes.count === 'switch') return [String(inputBoolean(env, name))];
  if (typeof input === 'object' && 'commas' in input) return inputList(env, name, input);
  return [inputText(env, name)];
}

/** As with Handlebars in docker/build-push-action: `{{defaultContext}}` stands for the address of the Git context. */
function filled(text: string, context: () => string): string {
  return text.replace(/\{\{\s*defaultContext\s*\}\}/g, context);
}
