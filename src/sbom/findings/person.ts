import type { FoundPackage } from './found-package.js';

/** Whoever is named as `NAME <ADDRESS>` and perhaps `(SITE)`, in the form that SPDX has for a person (SPDX 2.3, section 7.5). */
export function personOf(text: string | undefined): FoundPackage['supplier'] {
  const [name = '', address] = (text ?? '')
    .slice(0, LONGEST)
    .split(/[<>]/, 2)
    .map((part) => part.trim());
  if (name === '') return undefined;
  return { kind: 'Person', name: address === undefined ? name : `${name} (${address})` };
}

/** Characters; more is no name. */
const LONGEST = 500;
