import type { LineRange } from '../../dockerfile/syntax/ast.js';
import type { Checks } from '../../dockerfile/checks/checks.js';
import type { Platform } from '../../oci/platform.js';
import { checkBasePlatform } from '../../plan/checks/platform-checks.js';
import type { ImageSource, Stage, StageGraph } from '../../plan/stage.js';
import type { SourceResolver } from './source-resolver.js';

interface UsedImage extends ImageSource {
  readonly expected: Platform;
  readonly range: LineRange;
}

/** Checks that the images that stages are based on, or copy from, are for the platform that they are used for. */
export async function checkPlatforms(
  graph: StageGraph,
  stages: readonly number[],
  platform: Platform,
  resolver: SourceResolver,
  checks: Checks,
): Promise<void> {
  for (const index of stages) {
    const stage = graph.stages[index];
    for (const used of stage === undefined ? [] : usedImages(stage, platform)) {
      const { name, expected, range } = used;
      const { config, layers } = await resolver.image(used, expected, range);
      // An image without files runs anywhere.
      if (layers.length > 0) checkBasePlatform(name, expected, config, range, checks);
    }
  }
}

function usedImages(stage: Stage, platform: Platform): readonly UsedImage[] {
  const { base, node, instructions } = stage;
  const own = base.kind === 'image' ? [{ ...base, expected: stage.platform, range: node.from.range }] : [];
  const copied = instructions.flatMap(({ instruction, sources }) =>
    sources.flatMap((source) =>
      source.kind === 'image' ? [{ ...source, expected: platform, range: instruction.range }] : [],
    ),
  );
  return [...own, ...copied];
}
