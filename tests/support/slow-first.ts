import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Test files of a minute or more. Begun last, one of them would keep a machine waiting for its end. */
const SLOW = [
  'site/walk.test.ts',
  'engine/googlenet-reference.test.ts',
  'cli/full-pipeline.test.ts',
  'site/build.test.ts',
  'site/edge-cases.test.ts',
];

/** Runs slow test files first, and the others in vitest's order. */
export default class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = SLOW.findIndex((file) => moduleId.endsWith(`/tests/${file}`));
      return place < 0 ? SLOW.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
