/** Kafka record header that names the source format, so that nothing has to be recognised. */
export const FORMAT_HEADER = 'format';

/** The source name of the rows that make up the demonstration's past: no Kafka topic has it. */
export const DEMONSTRATION_TOPIC = 'demonstration';

/** What the backbone blocks in a month (Digital Government Program 2.0). */
export const BACKBONE_MONTHLY_BLOCKS = 1_300_000_000;

/** Names of the topics that we write; the topics that we read are configuration. */
export interface TopicNames {
  readonly threatEvents: string;
  readonly rowsLive: string;
  /** Sessions that were ended before their time, for every gateway. */
  readonly revocations: string;
  /** Who did what: one partition, kept for ever. */
  readonly audit: string;
  /** How far the audit's chain reached, each hour. */
  readonly auditHeads: string;
  /** The posture of each county, keyed by county; one partition, compacted: the last one of each counts. */
  readonly posture: string;
}

/** Names of topics; `prefix` keeps several installations apart on one broker (tests use it). */
export function topicNames(prefix = ''): TopicNames {
  return {
    threatEvents: `${prefix}threat-events`,
    rowsLive: `${prefix}rows.live`,
    revocations: `${prefix}revocations`,
    audit: `${prefix}audit`,
    auditHeads: `${prefix}audit.heads`,
    posture: `${prefix}posture`,
  };
}

/** The dead-letter topic of a topic: `threat-events` has `threat-events.rejected`. */
export function rejectedTopic(topic: string): string {
  return `${topic}.rejected`;
}

/** Names of Elasticsearch aliases (rows; dated indices stand behind them) and indices (the rest). */
export interface IndexNames {
  readonly rowsMinute: string;
  readonly rowsHour: string;
  readonly rowsDay: string;
  /** Who and what made up an hour, by chunk, and the same of closed hours. */
  readonly sketchesChunk: string;
  readonly sketchesHour: string;
  /** What came late, by minute. */
  readonly revisions: string;
  /** Whole events for drill-down. */
  readonly evidence: string;
  readonly ledger: string;
  readonly watermark: string;
  readonly pin: string;
  readonly epoch: string;
  readonly artifact: string;
  /** System alerts. */
  readonly alerts: string;
  /** Rejected records that were sent again. */
  readonly resent: string;
  /** What retention dropped, and when. Centre only: it carries no county. */
  readonly dropped: string;
  /** Last sign of life of each sensor, by partition. */
  readonly sensorSigns: string;
  /** Which rebuild works now, and what each one did. Centre only. */
  readonly rebuild: string;
  /** The audit's chain: one document for each entry, never changed. */
  readonly audit: string;
  /** Sealed investigations. For the centre's leads and auditors. */
  readonly investigations: string;
  /** What programs were given, by the hour. */
  readonly transmissions: string;
  /** First answers to writes that came with a key, for a day. */
  readonly firstAnswers: string;
  /** Posture, one a county and hour. */
  readonly posture: string;
  /** Names that people gave to addresses of screens. */
  readonly savedViews: string;
  /** What counties have set: one a county. */
  readonly countySettings: string;
  /** Directories that were taken by upload: the one in force, and each by its revision. Centre only. */
  readonly directory: string;
}

/** Names of indices; `prefix` keeps several installations apart on one cluster (tests use it). */
export function indexNames(prefix = 'lianfang'): IndexNames {
  return {
    rowsMinute: `${prefix}-rows-minute`,
    rowsHour: `${prefix}-rows-hour`,
    rowsDay: `${prefix}-rows-day`,
    sketchesChunk: `${prefix}-sketches-chunk`,
    sketchesHour: `${prefix}-sketches-hour`,
    revisions: `${prefix}-revisions`,
    evidence: `${prefix}-evidence`,
    ledger: `${prefix}-ledger`,
    watermark: `${prefix}-watermark`,
    pin: `${prefix}-pin`,
    epoch: `${prefix}-epoch`,
    artifact: `${prefix}-artifact`,
    alerts: `${prefix}-alerts`,
    resent: `${prefix}-resent`,
    dropped: `${prefix}-dropped`,
    sensorSigns: `${prefix}-sensor-signs`,
    rebuild: `${prefix}-rebuild`,
    audit: `${prefix}-audit`,
    investigations: `${prefix}-investigations`,
    transmissions: `${prefix}-transmissions`,
    firstAnswers: `${prefix}-first-answers`,
    posture: `${prefix}-posture`,
    savedViews: `${prefix}-saved-views`,
    countySettings: `${prefix}-county-settings`,
    directory: `${prefix}-directory`,
  };
}
