import type { Stage } from '../store/stage.ts';
import { architectureStage } from './architecture-stage.ts';
import { circuitsStage } from './circuits-stage.ts';
import { connectionsStage } from './connections-stage.ts';
import { evaluationStage } from './evaluation-stage.ts';
import { familiesStage } from './families-stage.ts';
import { pictureChecksStage } from './picture-checks-stage.ts';
import { pictureStage } from './picture-stage.ts';
import type { Resources } from './resources.ts';
import { tuningStage } from './tuning-stage.ts';

export { openResources } from './resources.ts';

/** All stages; `taskGraph` says which of them run on what. */
export const stages: readonly Stage<Resources>[] = [
  architectureStage,
  evaluationStage,
  tuningStage,
  familiesStage,
  connectionsStage,
  circuitsStage,
  pictureStage,
  pictureChecksStage,
];
