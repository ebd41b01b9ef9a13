export { ok, err, type Result } from './result';
export { REJECTION_CODES, rejection, type Rejection, type RejectionCode } from './rejection';
export {
  CATEGORIES,
  DIRECTIONS,
  DISPOSITIONS,
  SEVERITIES,
  type Category,
  type Direction,
  type Disposition,
  type Severity,
} from './taxonomy';
export { IdHasher } from './id-hasher';
export type { Endpoint, Reading, ThreatEvent } from './threat-event';
export { UNKNOWN_COUNTRY, UNLOCATED, type Location } from './location';
export {
  ROW_KINDS,
  ROW_TIERS,
  row,
  rowSource,
  rowSourceKey,
  versionedRow,
  type Row,
  type RowKind,
  type RowSource,
  type RowTier,
  type VersionedRow,
} from './row';
export { ROW_DIMENSIONS, rowId } from './row-id';
export {
  LEDGER_CLASSES,
  eventsOf,
  ledgerRow,
  watermark,
  type LedgerClass,
  type LedgerRow,
  type Watermark,
} from './ledger';
export { revision, revisionId, versionedRevision, type Revision, type VersionedRevision } from './revision';
export {
  TOP_SUBJECTS,
  sketch,
  sketchId,
  topEntry,
  topSummary,
  type Sketch,
  type TopEntry,
  type TopSubject,
  type TopSummary,
  type VersionedSketch,
} from './sketch';
export {
  distinctAnswer,
  distinctQuery,
  topAnswer,
  topQuery,
  type DistinctAnswer,
  type DistinctQuery,
  type TopAnswer,
  type TopQuery,
} from './sketch-api';
export {
  INDICATOR_TYPES,
  NATIONAL,
  TLP_LABELS,
  indicatorMatch,
  indicatorMatches,
  type IndicatorMatch,
  type IndicatorMatches,
  type IndicatorType,
  type TlpLabel,
} from './indicator';
export { SIDES, evidence, evidenceKey, evidenceText, type Evidence, type KeptEvidence, type Side } from './evidence';
export { maskEvidence, mayLearn, sideOfAnotherCounty, type MaskedEvidence, type MatchPlace } from './evidence-mask';
export type { Scope } from './scope';
export {
  RIGHTS_CHANGED,
  SESSION_ENDED,
  STRONGER_SIGN_IN,
  UNATTENDED_HEADER,
  sessionAnswer,
  signOutAnswer,
  type SessionAnswer,
} from './session-answer';
export {
  evidenceItem,
  evidencePage,
  evidenceQuery,
  evidenceRecord,
  type EvidenceItem,
  type EvidencePage,
  type EvidenceQuery,
  type EvidenceRecord,
} from './evidence-api';
export { sensorSign, type SensorSign } from './sensor-sign';
export {
  SENSOR_STATES,
  sensorItem,
  sensorPage,
  sensorQuery,
  type SensorItem,
  type SensorPage,
  type SensorQuery,
  type SensorState,
} from './sensor-api';
export { liveMessage, type LiveMessage } from './live-message';
export type { Agency, County, Directory, LocalName } from './directory';
export {
  BACKBONE_MONTHLY_BLOCKS,
  DEMONSTRATION_TOPIC,
  FORMAT_HEADER,
  indexNames,
  rejectedTopic,
  topicNames,
  type IndexNames,
  type TopicNames,
} from './topology';
export {
  byDisposition,
  countyFigures,
  countyView,
  freshness,
  ledgerSummary,
  normalRange,
  revisedMinute,
  situationView,
  totalView,
  type ByDisposition,
  type CountyFigures,
  type CountyView,
  type Freshness,
  type LedgerSummary,
  type NormalRange,
  type RevisedMinute,
  type SituationView,
  type TotalView,
} from './view';
export {
  POSTURE_COMPONENTS,
  POSTURE_GAPS,
  posture,
  postureContribution,
  postureInputs,
  postureSummary,
  type Posture,
  type PostureComponent,
  type PostureContribution,
  type PostureGap,
  type PostureInputs,
  type PostureSummary,
} from './posture';
export {
  postureAnswer,
  postureHistoryAnswer,
  postureHistoryQuery,
  postureQuery,
  type PostureAnswer,
  type PostureHistoryAnswer,
  type PostureHistoryQuery,
  type PostureQuery,
} from './posture-api';
export {
  LEAST_COUNTIES,
  sharedMiddle,
  sharedSources,
  sharedSourcesQuery,
  type SharedMiddle,
  type SharedSources,
  type SharedSourcesQuery,
} from './shared-api';
export {
  LIVE_PATH,
  clientMessage,
  serverFrame,
  viewName,
  type ClientMessage,
  type ServerFrame,
  type ViewName,
} from './frame';
export {
  DIMENSIONS,
  DIMENSIONS_OF_KIND,
  MOST_FILTER_VALUES,
  dimensionsAsked,
  rowFilters,
  rowKindFor,
  type Dimension,
  type RowFilters,
} from './row-filters';
export { MOST_NORMAL_HOURS, normalsAnswer, normalsQuery, type NormalsAnswer, type NormalsQuery } from './normals-api';
export {
  MOST_SAVED_VIEWS,
  MOST_SHARED_VIEWS,
  SAVED_SCREENS,
  savedView,
  savedViewChange,
  savedViewItem,
  savedViewList,
  savedViewOrder,
  type SavedScreen,
  type SavedView,
  type SavedViewChange,
  type SavedViewItem,
  type SavedViewList,
  type SavedViewOrder,
} from './saved-view';
export {
  COMMON_THRESHOLDS,
  MOST_CONTACTS,
  MOST_RENAMED_AGENCIES,
  countyContact,
  countySettings,
  countySettingsList,
  countySettingsOrder,
  postureThresholds,
  unsetCountySettings,
  type CountyContact,
  type CountySettings,
  type CountySettingsList,
  type CountySettingsOrder,
  type PostureThresholds,
} from './county-settings';
export {
  LONGEST_DIRECTORY,
  directoryCheck,
  directoryCheckOrder,
  directoryDiff,
  directoryOrder,
  directoryVersion,
  directoryVersions,
  storedDirectory,
  type DirectoryAgency,
  type DirectoryCheck,
  type DirectoryCheckOrder,
  type DirectoryDiff,
  type DirectoryOrder,
  type DirectoryVersion,
  type DirectoryVersions,
  type StoredDirectory,
} from './directory-api';
export { EXPORTED_SCREENS, EXPORT_FORMATS, exportOrder, type ExportFormat, type ExportOrder } from './export-api';
export {
  breakdownAnswer,
  breakdownQuery,
  rowsRead,
  type BreakdownAnswer,
  type BreakdownQuery,
  type RowsRead,
} from './breakdown-api';
export {
  MOST_SERIES_KEYS,
  directoryQuery,
  directorySummary,
  problem,
  seriesAnswer,
  seriesQuery,
  seriesSplit,
  type DirectorySummary,
  type Problem,
  type SeriesAnswer,
  type SeriesPoint,
  type SeriesQuery,
  type SeriesSplit,
} from './api';
export { ledgerAnswer, ledgerSource, type LedgerAnswer, type LedgerSource, type LostRange } from './ledger-view';
export {
  CENTRE_ONLY,
  alertPage,
  alertQuery,
  systemAlert,
  type AlertPage,
  type AlertQuery,
  type SystemAlert,
  type SystemAlertKind,
} from './system-alert';
export {
  RESENT_HEADER,
  bulkResendAnswer,
  bulkResendOrder,
  rejectedPage,
  rejectedPlaceKey,
  rejectedQuery,
  rejectedRecord,
  resendOrder,
  resent,
  type BulkResendAnswer,
  type BulkResendOrder,
  type RejectedItem,
  type RejectedPage,
  type RejectedPlace,
  type RejectedQuery,
  type RejectedRecord,
  type ResendOrder,
  type Resent,
} from './rejected-record';
export {
  AUDIT_ACTIONS,
  EVERY_COUNTY,
  LONGEST_PURPOSE,
  SHORTEST_PURPOSE,
  auditActor,
  auditEntry,
  auditHead,
  chainedEntry,
  type AuditAction,
  type AuditActor,
  type AuditEntry,
  type AuditHead,
  type ChainedEntry,
} from './audit-entry';
export {
  INVESTIGATION_HEADER,
  PURPOSE_HEADER,
  PURPOSE_NEEDED,
  auditChainAnswer,
  auditFault,
  auditItem,
  auditPage,
  auditQuery,
  type AuditChainAnswer,
  type AuditFault,
  type AuditItem,
  type AuditPage,
  type AuditQuery,
} from './audit-api';
export { firstAnswer, type FirstAnswer } from './first-answer';
export {
  TRANSMISSION_RESULTS,
  transmission,
  transmissionCount,
  transmissionPage,
  transmissionQuery,
  type Transmission,
  type TransmissionCount,
  type TransmissionPage,
  type TransmissionQuery,
  type TransmissionResult,
} from './transmission';
export { investigation, type Investigation, type InvestigationParty } from './investigation';
export {
  DAYS_TO_DECIDE,
  INVESTIGATION_STATES,
  INVESTIGATION_STEPS,
  LONGEST_SEAL_DAYS,
  investigationDecision,
  investigationEnd,
  investigationItem,
  investigationOrder,
  investigationPage,
  investigationQuery,
  type InvestigationDecision,
  type InvestigationEnd,
  type InvestigationItem,
  type InvestigationOrder,
  type InvestigationPage,
  type InvestigationQuery,
  type InvestigationState,
  type InvestigationStep,
} from './investigation-api';
