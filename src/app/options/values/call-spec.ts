import { UserError } from '../../../errors.js';
import { csvFields } from '../../../text/csv.js';

/** What to do with a Dockerfile. */
export type Call = { readonly kind: 'build' } | CheckCall | DescribeCall;

/** Looks for mistakes. */
export interface CheckCall {
  readonly kind: 'check';
  readonly format: CallFormat;
  /** The exit code is 0 even when something was found. */
  readonly ignoreStatus: boolean;
}

/** Shows what the target's build takes, or which targets there are. */
export interface DescribeCall {
  readonly kind: 'outline' | 'targets';
  readonly format: CallFormat;
}

type CallFormat = 'text' | 'json';

/**
 * `--call` and the input `call`: `build`, or one of `check`, `outline` and `targets`, with `format=json` if need be, and
 * `ignorestatus=true`; `lint` is the old name of `check`.
 *
 * @throws UserError that names `where`
 */
export function parseCall(where: string, text: string): Call {
  if (text === '') return { kind: 'build' };
  let name: string | undefined;
  let format: CallFormat = 'text';
  let ignoreStatus = false;
  for (const field of csvFields(text)) {
    const [key, value] = splitField(field);
    if (value === undefined && name === undefined) name = key;
    else if (key === 'format' && value !== undefined) format = value === 'json' ? 'json' : 'text';
    else if (key === 'ignorestatus' && /^(?:true|false|1|0)$/.test(value ?? '')) {
      ignoreStatus = value === 'true' || value === '1';
    } else {
      throw new UserError(`${where}: invalid field ${JSON.stringify(field)}`, {
        hint: 'Write check, check,format=json or check,ignorestatus=true; outline and targets take format=json too.',
      });
    }
  }
  switch (name) {
    case 'build':
      return { kind: 'build' };
    case 'check':
    case 'lint':
      return { kind: 'check', format, ignoreStatus };
    case 'outline':
    case 'targets':
      return { kind: name, format };
    default:
      throw new UserError(`${where}: ${JSON.stringify(name ?? text)} is not supported`, {
        hint: 'A Dockerfile can be built (build), checked (check), or described (outline, targets).',
      });
  }
}

function splitField(field: string): readonly [key: string, value: string | undefined] {
  const equals = field.indexOf('=');
  return equals < 0 ? [field, undefined] : [field.slice(0, equals), field.slice(equals + 1)];
}
