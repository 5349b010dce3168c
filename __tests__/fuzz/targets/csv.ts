import { csvFields as flagFields } from '../../../src/dockerfile/values/csv.js';
import { UserError } from '../../../src/errors.js';
import { csvFields, csvRecords } from '../../../src/text/csv.js';
import { holds, outcomeOf, type Target } from '../target.js';

const refusals = [UserError];

/** Values of options and flags: `type=oci,"dest=a,b"`. */
export const target: Target = {
  seeds: ['type=oci,dest=a.tar', '"a,b","c ""d"""\nx\r\n\r\ny', 'a"b,c', '"open', 'a,,b,\n'].map((text) =>
    Buffer.from(text),
  ),
  dictionary: ['"', '""', ',', '\n', '\r\n', '=', '",', ',"'],
  refusals,
  run(input) {
    const text = input.toString('utf8');
    outcomeOf({ refusals }, () => csvFields(text));
    outcomeOf({ refusals }, () => flagFields(text, 'mounts'));
    for (const quotes of ['strict', 'relaxed', 'none'] as const) {
      outcomeOf({ refusals }, () => {
        const records = csvRecords(text, quotes);
        if (quotes !== 'strict') return;
        const written = records.map((record) => record.map((field) => `"${field.replaceAll('"', '""')}"`).join(','));
        holds(
          JSON.stringify(csvRecords(written.join('\n'), quotes)) === JSON.stringify(records),
          'records can be written and read',
        );
      });
    }
  },
};
