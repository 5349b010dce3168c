import { readOverrides } from '../../bake/resolve/overrides.js';
import { type Resolved, resolveTargets } from '../../bake/resolve/resolve-targets.js';
import { attestText } from '../../bake/target/entries.js';
import type { ReadFiles } from './read-files.js';

/** What a command line or a job says beside the files. */
export interface BakeFlags {
  readonly targets: readonly string[];
  readonly set: readonly string[];
  readonly push: boolean;
  readonly load: boolean;
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly provenance?: string | undefined;
  readonly sbom?: string | undefined;
  /** SOURCE_DATE_EPOCH of the environment: an argument of every target that has none. */
  readonly sourceDateEpoch?: string | undefined;
}

/** @throws UserError for a target or attribute that does not exist */
export function resolveRequest({ definition, lookUp }: ReadFiles, flags: BakeFlags): Resolved {
  const { push, load, noCache, pull, provenance, sbom, sourceDateEpoch } = flags;
  const overrides = [
    ...flags.set,
    ...(push ? ['*.push=true'] : []),
    ...(load ? ['*.load=true'] : []),
    ...(noCache ? ['*.no-cache=true'] : []),
    ...(pull ? ['*.pull=true'] : []),
    ...(sbom === undefined ? [] : [`*.attest=${attestText('sbom', sbom)}`]),
    ...(provenance === undefined ? [] : [`*.attest=${attestText('provenance', provenance)}`]),
  ];
  const wanted = flags.targets.length === 0 ? ['default'] : flags.targets;
  const resolved = resolveTargets(definition, wanted, readOverrides(overrides, definition, lookUp));
  if (sourceDateEpoch === undefined || sourceDateEpoch === '') return resolved;
  return {
    ...resolved,
    targets: resolved.targets.map(({ fields, ...target }) => ({
      ...target,
      fields: { ...fields, args: new Map([['SOURCE_DATE_EPOCH', sourceDateEpoch], ...(fields.args ?? [])]) },
    })),
  };
}
