export { carriedVersions, createNormaliser, type Normaliser, type NormaliserOptions } from './normaliser';
export { namedHosts, type NamedHost } from './named-hosts';
export { isTimeZone, type SensorClock } from './sensor-clock';
export type { JsonFormat, SourceFormat, TextFormat } from './source-format';
export type { JsonObject, JsonRecord, SourceRecord } from './source-record';
