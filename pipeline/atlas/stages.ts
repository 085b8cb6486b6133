import type { Stage } from '../store/stage.ts';
import { architectureStage } from './architecture-stage.ts';
import { circuitsStage } from './circuits-stage.ts';
import { connectionsStage } from './connections-stage.ts';
import { correspondenceStage, relatedStage } from './correspondence-stage.ts';
import { contactSheetsStage } from './contact-sheets-stage.ts';
import { coveredUnitsStage } from './covered-units-stage.ts';
import { evaluationStage } from './evaluation-stage.ts';
import { familiesStage } from './families-stage.ts';
import { galleryStage } from './gallery-stage.ts';
import { leavesPicturesStage } from './leaves-pictures-stage.ts';
import { mirrorStage } from './mirror-stage.ts';
import { passesStage } from './passes-stage.ts';
import { pictureChecksStage } from './picture-checks-stage.ts';
import { pictureSpritesStage } from './picture-sprites-stage.ts';
import { pictureStage } from './picture-stage.ts';
import { plantedStage } from './planted-stage.ts';
import type { Resources } from './resources.ts';
import { deadLeavesResponsesStage, photographResponsesStage } from './response-stages.ts';
import { errorLedgerStage, lieDerivativeStage } from './ruler-stages.ts';
import { scaleStage } from './scale-stage.ts';
import { stimulusStage } from './stimulus-stage.ts';
import { firstLayerStage, reflectionTyingStage } from './weight-equivariance-stages.ts';

export { openResources } from './resources.ts';

/** All stages; `taskGraph` says which of them run on what. */
export const stages: readonly Stage<Resources>[] = [
  architectureStage,
  evaluationStage,
  photographResponsesStage,
  deadLeavesResponsesStage,
  stimulusStage,
  familiesStage,
  mirrorStage,
  scaleStage,
  relatedStage,
  correspondenceStage,
  contactSheetsStage,
  coveredUnitsStage,
  plantedStage,
  lieDerivativeStage,
  errorLedgerStage,
  galleryStage,
  firstLayerStage,
  reflectionTyingStage,
  connectionsStage,
  passesStage,
  circuitsStage,
  leavesPicturesStage,
  pictureSpritesStage,
  pictureStage,
  pictureChecksStage,
];
