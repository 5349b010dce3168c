import type { Cataloger } from '../findings/cataloger.js';
import { personOf } from '../findings/person.js';
import { linesOf } from '../databases/stanzas.js';

/** The specifications of installed gems. They are Ruby programs, which RubyGems writes in one form (`Gem::Specification#to_ruby`). */
export const ruby: Cataloger = {
  name: 'gem',
  matches: ({ path }) => /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/.test(path),
  maxBytes: 1024 * 1024,
  *packages(bytes) {
    const text = bytes.toString('utf8');
    const fields = fieldsOf(text);
    const stub = stubOf(text);
    const name = stub?.name ?? fields.get('name');
    if (name === undefined) return;
    const platform = stub?.platform ?? fields.get('platform');
    yield {
      type: 'gem',
      name,
      version: stub?.version ?? fields.get('version'),
      qualifiers: { platform: platform === 'ruby' ? undefined : platform },
      license: fields.get('license') ?? fields.get('licenses'),
      supplier: personOf(fields.get('authors') ?? fields.get('author')),
    };
  },
};

/** The line that RubyGems reads instead of running the program: `# stub: rake 13.0.6 ruby lib`. */
function stubOf(
  text: string,
): { readonly name: string; readonly version: string; readonly platform: string } | undefined {
  const [, name, version, platform] =
    /^# stub: (\S{1,200}) (\S{1,200}) (\S{1,200})(?: |$)/m.exec(text.slice(0, 2000)) ?? [];
  if (name === undefined || version === undefined || platform === undefined) return undefined;
  return { name, version, platform };
}

/** `s.name = "rake".freeze`; the entries of a list with commas between them. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of linesOf(text)) {
    if (line.length > 2000) continue;
    const [, name, value = ''] = /^ {0,8}\w+\.(\w+) = (.*)/.exec(line) ?? [];
    const texts = [...value.matchAll(/"([^"#\\]*)"|'([^'\\]*)'/g)].map(([, double, single = '']) => double ?? single);
    if (name !== undefined && texts.length > 0 && !fields.has(name)) fields.set(name, texts.join(', '));
  }
  return fields;
}
