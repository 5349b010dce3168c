/** What an SBOM may cost. An image's files are whatever somebody put into them. */
export interface ScanLimits {
  /** Files that are read. */
  readonly files: number;
  /** Packages that are listed. */
  readonly packages: number;
  /** Bytes of files that are looked at. */
  readonly bytes: number;
  /** Milliseconds that reading may take. */
  readonly milliseconds: number;
}

/** Larger images are known to nobody. The largest that we saw had some 40,000 files of interest. */
export const SCAN_LIMITS: ScanLimits = {
  files: 200_000,
  packages: 50_000,
  bytes: 64 * 1024 ** 3,
  milliseconds: 10 * 60 * 1000,
};
