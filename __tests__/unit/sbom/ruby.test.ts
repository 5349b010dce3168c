import { expect, it } from 'vitest';

import { packagesOf, purlsOf, sbomOfFiles } from '../../support/scanned-files.js';

const GEMSPEC = `# -*- encoding: utf-8 -*-
# stub: nokogiri 1.16.7 x86_64-linux lib

Gem::Specification.new do |s|
  s.name = "nokogiri".freeze
  s.version = "1.16.7"
  s.platform = "x86_64-linux".freeze

  s.authors = ["Mike Dalessio".freeze, "Aaron Patterson".freeze]
  s.licenses = ["MIT".freeze]
end
`;

it('lists installed gems', async () => {
  const gems = 'usr/local/bundle/specifications';
  const sbom = await sbomOfFiles({
    [`${gems}/nokogiri-1.16.7-x86_64-linux.gemspec`]: GEMSPEC,
    [`${gems}/default/json-2.7.1.gemspec`]:
      'Gem::Specification.new do |s|\n  s.name = "json"\n  s.version = "2.7.1"\n  s.licenses = ["Ruby", "BSD-2-Clause"]\nend\n',
    'usr/local/bundle/gems/nokogiri-1.16.7/nokogiri.gemspec': GEMSPEC.replaceAll('nokogiri', 'source'),
  });
  expect(purlsOf(sbom)).toEqual(['pkg:gem/json@2.7.1', 'pkg:gem/nokogiri@1.16.7?platform=x86_64-linux']);
  expect(packagesOf(sbom).map(({ licenseDeclared, licenseComments }) => licenseComments ?? licenseDeclared)).toEqual([
    // RubyGems does not say whether that means one of them or both.
    'declared as "Ruby, BSD-2-Clause"',
    'MIT',
  ]);
});
