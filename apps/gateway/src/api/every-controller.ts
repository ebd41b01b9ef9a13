import type { Type } from '@nestjs/common';
import { HealthController, MetricsController } from '@lianfang/platform/service';
import { AlertsController } from '../alerts/alerts.controller';
import { AuditController } from '../audit/audit.controller';
import { CountySettingsController } from '../county-settings/county-settings.controller';
import { DirectoryController } from '../directory/directory.controller';
import { EvidenceController } from '../evidence/evidence.controller';
import { ExportsController } from '../exports/exports.controller';
import { InvestigationsController } from '../investigations/investigations.controller';
import { LedgerController } from '../ledger/ledger.controller';
import { TransmissionsController } from '../machine/transmissions.controller';
import { PostureController } from '../posture/posture.controller';
import { RejectedController } from '../rejected/rejected.controller';
import { SavedViewsController } from '../saved-views/saved-views.controller';
import { SensorsController } from '../sensors/sensors.controller';
import { SessionController } from '../session/session.controller';
import { SharedDatasetsController } from '../across-counties/shared-datasets.controller';
import { SketchesController } from '../sketches/sketches.controller';
import { FiguresController } from './figures.controller';
import { NormalsController } from './normals.controller';

/** The controllers of a whole gateway, for tests without one; `test/walls` asks a real one which it has. */
export const EVERY_CONTROLLER: readonly Type[] = [
  AlertsController,
  AuditController,
  CountySettingsController,
  DirectoryController,
  EvidenceController,
  ExportsController,
  FiguresController,
  HealthController,
  InvestigationsController,
  LedgerController,
  MetricsController,
  NormalsController,
  PostureController,
  RejectedController,
  SavedViewsController,
  SensorsController,
  SessionController,
  SharedDatasetsController,
  SketchesController,
  TransmissionsController,
];
