import { err, rejection, type Reading, type Rejection, type Result } from '@lianfang/contract';
import { hashId } from '../event-id';
import { readId } from '../scalar';
import type { SourceRecord } from '../source-record';
import { syslogTime } from '../syslog';
import { readAlert, type SideValue } from './alert';
import { readStamp } from './stamp';

/** `03/05-09:15:42.123456  [drop] [**] [1:2001219:20] `, or only the rule's number behind a syslog header. */
const START =
  /^ {0,4}(?:(\d\d\/\d\d(?:\/\d{2,4})?-\d\d:\d\d:\d\d(?:\.\d{1,9})?) {1,4})?(?:\[(\w{1,16})\] )?(?:\[\*\*\] )?(?:\[(\w{1,16})\] )?\[(\d{1,10}):(\d{1,10}):(\d{1,10})\] /;
/** `[Classification: …] [Priority: 2] [AppID: …] {TCP} 192.0.2.1:80 -> 192.0.2.2:443`. */
const PRIORITY = /\[Priority: (\d{1,3})\]/;
const CLASSIFICATION = /\[Classification: ([^\]]{1,256})\]/;
const PACKET = /\{([\w:-]{1,24})\} (\S{1,80}) -> (\S{1,80})\s{0,4}$/;
/** Snort's lines end long before this. */
const LONGEST = 4096;

/** Snort's one-line alerts. */
export function isFastAlert(message: string): boolean {
  return START.test(message) && PACKET.test(message.slice(-256));
}

/** Reads `alert_fast`, and the same behind a syslog header, where the header has the time. */
export function readFastAlert(record: SourceRecord): Result<Reading, Rejection> {
  const { message, clock, syslog, relayedFrom } = record;
  const start = START.exec(message);
  const packet = PACKET.exec(message.slice(-256));
  if (!start || !packet || message.length > LONGEST) return err(rejection('missing-field', 'the line breaks off'));
  const body = message.slice(start[0].length);
  const classification = CLASSIFICATION.exec(body)?.[1];
  return readAlert({
    time: readStamp(start[1], clock) ?? syslogTime(syslog, clock),
    // Behind a syslog header the line has no time of its own.
    eventId: hashId(start[1] === undefined ? `${syslog?.timestamp ?? ''}|${message}` : message),
    observer: readId(relayedFrom),
    source: splitSide(packet[2]),
    destination: splitSide(packet[3]),
    protocol: packet[1],
    sid: start[5],
    message: nameOf(body),
    classification,
    priority: PRIORITY.exec(body)?.[1],
    action: start[2] ?? start[3],
  });
}

/** The rule's text, up to the closing mark or the first bracket that is ours; Snort 3 puts it in quotes. */
function nameOf(body: string): string | undefined {
  const ends = [' [**]', ' [Classification: ', ' [Priority: ', ' {']
    .map((mark) => body.indexOf(mark))
    .filter((at) => at > 0);
  return ends.length === 0 ? undefined : body.slice(0, Math.min(...ends)).replace(/^"(.*)"$/s, '$1');
}

/** An IPv4 address has one colon before its port; an IPv6 address with a port has none that can be told apart but the last. */
function splitSide(text: string | undefined): SideValue {
  const side = text ?? '';
  const colon = side.lastIndexOf(':');
  const isV4 = side.includes('.') && side.indexOf(':') === colon;
  if (colon === -1) return { ip: side, port: undefined };
  if (isV4) return { ip: side.slice(0, colon), port: side.slice(colon + 1) };
  return fullGroups(side.slice(0, colon))
    ? { ip: side.slice(0, colon), port: side.slice(colon + 1) }
    : { ip: side, port: undefined };
}

/** Snort writes all eight groups of an IPv6 address, so that a ninth part is the port. */
function fullGroups(text: string): boolean {
  return text.split(':', 10).length === 8 && !text.includes('::');
}
