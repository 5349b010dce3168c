import { booleanField, csvFields } from './csv.js';
import { didYouMean } from '../../text/nearest.js';
import { WordError } from '../syntax/error-location.js';

/** One `RUN --device=…` (Dockerfile reference, "RUN --device"). */
export interface Device {
  /** In the form of the Container Device Interface, `vendor.com/class=name`. */
  readonly name: string;
  readonly required: boolean;
}

const KEYS = ['name', 'required'];

/** @throws UserError without a location for unknown fields, and for a second name */
export function parseDevice(text: string): Device {
  let name = '';
  let required = false;
  for (const field of csvFields(text, 'devices')) {
    const { key, value } = field;
    if (key === 'required') required = booleanField(key, value);
    else if (key === 'name' && value !== undefined) {
      if (name !== '') throw new WordError(`device name already set to ${name}`, field.text);
      name = value;
    } else if (name === '') {
      // A device's own name may hold a `=`.
      name = field.text;
    } else if (value === undefined) {
      throw new WordError(`invalid field '${field.text}' must be a key=value pair`, field.text);
    } else {
      throw new WordError(`unexpected key '${key}' in '${field.text}'`, field.text, { hint: didYouMean(key, KEYS) });
    }
  }
  return { name, required };
}
