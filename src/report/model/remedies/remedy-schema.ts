import { array } from '../../../json/containers.js';
import { boolean, nonNegative, nonNegativeInteger, positiveInteger, string } from '../../../json/decoder.js';
import { object } from '../../../json/object.js';
import { union } from '../../../json/union.js';
import { digest } from '../../../oci/digest-schema.js';
import type { Remedy } from './remedy.js';

type Of<K extends Remedy['kind']> = Omit<Extract<Remedy, { readonly kind: K }>, 'kind'>;

const saving = { words: string, steps: array(positiveInteger), savesMs: nonNegative };

export const remedy = union<Remedy, 'kind'>('kind', {
  'ignore-files': object<Of<'ignore-files'>>({ ...saving, files: array(string) }),
  'copy-later': object<Of<'copy-later'>>({ ...saving, below: positiveInteger, first: array(string), proven: boolean }),
  'arg-later': object<Of<'arg-later'>>({ ...saving, names: array(string), below: positiveInteger, proven: boolean }),
  'pin-base': object<Of<'pin-base'>>({ ...saving, reference: string, digest }),
  'cache-mount': object<Of<'cache-mount'>>({ words: string, targets: array(string), savesBytes: nonNegativeInteger }),
});
