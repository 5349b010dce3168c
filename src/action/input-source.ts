import type { Environment } from '../app/options/process/environment.js';
import { inputOf, type Spelled } from '../app/options/option.js';
import type { OptionSource } from '../app/options/read-options.js';
import { inputBoolean, inputList, inputText } from './input-text.js';

/** The inputs of a job, from the environment in which the runner passes them. */
export function inputSource(env: Environment): OptionSource<'input'> {
  return {
    face: 'input',
    nameOf: (option) => `input "${inputOf(option) ?? ''}"`,
    textsOf: (option) => {
      const texts = writtenTexts(env, option);
      const { input } = option;
      return typeof input === 'object' && input.template === true ? texts.map(withDefaultContext) : texts;
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

/** `{{defaultContext}}:folder` means a folder of what the job has checked out, in place of the Git context. */
function withDefaultContext(text: string): string {
  return text.replace(/\{\{\s*defaultContext\s*\}\}(?::(.*))?/g, (_whole, folder: string | undefined) =>
    folder === undefined || folder === '' ? '.' : folder,
  );
}
