import type { SourceRecord } from './source-record';

/**
 * The time of a line that states none, as firewalls and CEF senders write by default: when the log received it, which is all
 * that anybody knows. It is part of the log, so that counting again decides the same. A time that is stated and can't be
 * read is another matter: the sensor's clock or format is wrong, and a person must look.
 * @param statesTime true where the record has a field for its time, readable or not.
 * @returns ms since 1970 UTC, or undefined where the record or its syslog header states a time.
 */
export function logTimeOf({ syslog, clock }: SourceRecord, statesTime: boolean): number | undefined {
  return statesTime || syslog?.timestamp !== undefined ? undefined : clock.logTime;
}
