/** The kinds of packages that are found, by their names in package URLs. */
export type PackageType = 'deb' | 'apk' | 'rpm' | 'npm' | 'pypi' | 'gem' | 'golang' | 'cargo';

/** A package as a database or a manifest in the image names it. Nothing in it is checked yet. */
export interface FoundPackage {
  readonly type: PackageType;
  /** For npm the scope, for Go the path before the last slash. Packages of a distribution get its name later. */
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  /** Of a package URL, such as `arch`; `distro` is added later. */
  readonly qualifiers?: Readonly<Record<string, string | undefined>> | undefined;
  /** Who made it. */
  readonly supplier?: { readonly kind: 'Person' | 'Organization'; readonly name: string } | undefined;
  /** As its makers wrote it, which may be no SPDX expression. */
  readonly license?: string | undefined;
  /** Of the package's archive. Hex. */
  readonly checksum?: { readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'; readonly value: string } | undefined;
}
