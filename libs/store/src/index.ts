export { AlertCursorError, createAlertStore, type AlertStore } from './alert-store';
export { AuditForkError, createAuditStore, type AuditHits, type AuditQuestion, type AuditStore } from './audit-store';
export { createArtifactStore, type ArtifactStore } from './artifact-store';
export { BackupError, type BackupProblem } from './backup/backup-error';
export type { BackupPart, BackupRule } from './backup/backup-plan';
export { backupsToForget, forgetBackups } from './backup/forget-backups';
export { restoreBackup, type RestoreReport } from './backup/restore-backup';
export { prepareRepository, type RepositoryPlan } from './backup/snapshot-repository';
export { listBackups, type StoredBackup } from './backup/stored-backups';
export { takeBackup, type BackupNotes, type BackupReport } from './backup/take-backup';
export { ElasticsearchBusyError, IndexReplacedError, type BulkDocument, type BulkOutcome } from './bulk-writer';
export { EXPIRING_DOCUMENTS, EXPIRING_NAMES, type ExpiringName } from './document-retention';
export { elasticsearchReason } from './elasticsearch-reason';
export { createKeptChain, type KeptChainEntry, type KeptChainReader } from './kept-chain';
export { createEpochStore, type EpochState, type EpochStore, type Fingerprint } from './epoch-store';
export { createEvidenceStore, type EvidenceStore } from './evidence-store';
export { createFirstAnswerStore, type FirstAnswerStore, type HeldAnswer } from './first-answer-store';
export { FIRST_GENERATION, type Generations, type WriteOptions } from './generations';
export {
  createInvestigationStore,
  InvestigationCursorError,
  type InvestigationHits,
  type InvestigationStore,
} from './investigation-store';
export { createCountySettingsStore, type CountySettingsStore } from './county-settings-store';
export { createSavedViewStore, type SavedViewStore, type ViewHolder } from './saved-view-store';
export { INDEX_PROPERTIES, installIndexTemplates } from './index-templates';
export { createPinStore, type Pin, type PinLimits, type PinStore } from './pin-store';
export { clearAwayRebuild } from './clear-away-rebuild';
export { RebuildCopyError, RebuildIndices, type CopyPass } from './rebuild-indices';
export { createRebuildLock, RebuildLostError, type RebuildLock, type TakenLock } from './rebuild-lock';
export { ReplacedDocuments, type ReplacedPeriods, type SourcePeriod } from './replaced-documents';
export { storedPeriods, type PeriodsQuestion } from './stored-periods';
export { createPostureStore, type PostureStore } from './posture-store';
export { createResentStore, type ResentNote, type ResentStore } from './resent-store';
export {
  keepVariable,
  RETENTION_FAMILIES,
  RETENTION_FAMILY_NAMES,
  type RetentionFamily,
  type RetentionFamilyName,
} from './retention-families';
export { createRetentionStore, type DatedIndex, type RetentionStore } from './retention-store';
export { createRevisionStore, type RevisionStore } from './revision-store';
export { createSensorSignStore, type SensorSignStore } from './sensor-sign-store';
export { createSketchStore, type HourSketches, type SketchStore } from './sketch-store';
export {
  createTransmissionStore,
  TransmissionCursorError,
  type TransmissionQuestion,
  type TransmissionStore,
} from './transmission-store';
export { createRowStore, type RowStore } from './row-store';
export type { PeriodSums, SummedCell } from './row-sums';
export { createHourHistory, type HourHistory } from './read/hour-history';
export { readBreakdown, type BreakdownQuestion, type BreakdownReading } from './read/breakdown';
export {
  countSeriesRows,
  readSeries,
  type SeriesQuestion,
  type SeriesReading,
  type SplitQuestion,
} from './read/series';
export type { RowsByTier, Series } from './read/row-reading';
export type { RowSelection } from './read/row-selection';
export type { OpenPeriods, TierCut } from './read/tier-parts';
export {
  readCountyTotals,
  readSeverities,
  type CountyHoursQuestion,
  type CountyTotals,
  type SevereEvents,
  type SeverityReading,
} from './read/county-hours';
export { readDropped, type DroppedIndex, type DroppedQuestion } from './read/dropped-indices';
export { readLogSources, type LogSource } from './read/log-sources';
export { readSteadily } from './read/read-steadily';
export { readCountedEvents, type CountedQuestion } from './read/counted-events';
export {
  createStoredEvidence,
  type EvidenceCursor,
  type EvidenceFilter,
  type EvidenceHits,
  type StoredEvidence,
} from './read/stored-evidence';
export { readSensorSigns } from './read/stored-sensor-signs';
export { createStoredSketches, type SketchQuestion, type StoredSketches } from './read/sketches';
export { createStoredRows, type DaySum, type LedgerSum, type RowQuestion, type StoredRows } from './read/stored-rows';
export type { Stretch } from './read/row-queries';
export { createLedgerAudit, type AuditedRow, type AuditedSum, type LedgerAudit } from './read/ledger-audit';
export { createDirectoryStore, followDirectory, type DirectoryStore } from './directory-store';
