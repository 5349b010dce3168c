import { parsePaxRecords, paxInteger, paxRecord, paxSeconds, paxXattrs } from '../../../src/layer/tar/pax-records.js';
import { InvalidTar } from '../../../src/layer/tar/tar-block.js';
import { encodeName } from '../../../src/text/byte-name.js';
import { TAR_WORDS } from '../seeds/tar.js';
import { holds, outcomeOf, type Target } from '../target.js';

const refusals = [InvalidTar];

export const target: Target = {
  seeds: [
    '11 path=ab\n',
    '30 mtime=1350244992.023960108\n13 size=-12\n',
    '28 SCHILY.xattr.user.a%3D=b\n34 LIBARCHIVE.xattr.user.%41=aGk=\n',
    '23 GNU.sparse.offset=1\n25 GNU.sparse.numbytes=2\n',
  ].map((text) => Buffer.from(text, 'latin1')),
  dictionary: TAR_WORDS,
  mend: mendLengths,
  refusals,
  run(input) {
    const records = parsePaxRecords(input);
    for (const value of records.values()) {
      outcomeOf({ refusals }, () => paxInteger(value, 'number'));
      outcomeOf({ refusals }, () => paxSeconds(value));
    }
    paxXattrs(records);
    const written = [...records].map(([keyword, value]) => paxRecord(encodeName(keyword), value));
    const again = parsePaxRecords(Buffer.concat(written));
    holds(again.size === records.size, 'records can be written and read');
    for (const [keyword, value] of records)
      holds(again.get(keyword)?.equals(value) === true, 'a record keeps its value');
  },
};

/** Writes each line's length anew. */
function mendLengths(input: Buffer): Buffer {
  const lines = input.toString('latin1').split('\n');
  const records = lines.slice(0, -1).map((line) => {
    const text = line.replace(/^\d* ?/, '');
    const equals = text.indexOf('=');
    if (equals <= 0) return Buffer.from(`${line}\n`, 'latin1');
    return paxRecord(Buffer.from(text.slice(0, equals), 'latin1'), Buffer.from(text.slice(equals + 1), 'latin1'));
  });
  return Buffer.concat([...records, Buffer.from(lines.at(-1)!, 'latin1')]);
}
