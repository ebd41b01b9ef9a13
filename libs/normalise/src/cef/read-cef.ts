import { err, ok, rejection, type Endpoint, type Reading, type Rejection, type Result } from '@lianfang/contract';
import type { ThreatEvent } from '@lianfang/contract';
import { readAddress } from '../endpoint';
import { readCount } from '../event-count';
import { hashId } from '../event-id';
import { ignored } from '../ignored';
import { logTimeOf } from '../log-time';
import { isAbsent, readNamedEndpoint } from '../named-endpoint';
import { readId, readName, readNumber } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import type { SourceRecord } from '../source-record';
import { syslogTime } from '../syslog';
import { readSyslogTime } from '../syslog-time';
import { readTransport } from '../transport';
import { judge, type Verdict } from './cef-kind';
import { findCef, parseCef, type CefLine } from './cef-line';
import { readRule } from './cef-rule';
import { readCefTime } from './cef-time';

/** Reads a line of the Common Event Format as a format that is spelled in it. */
export function readCef(record: SourceRecord, format: string): Result<Reading, Rejection> {
  const start = findCef(record.text, record.message);
  const line = start < 0 ? undefined : parseCef(record.text, start);
  if (line === undefined) return err(rejection('missing-field', 'the CEF header breaks off before its severity'));
  const verdict = judge(line);
  const observer = observerOf(line, record);
  const describe = (): Result<ThreatEvent, Rejection> => eventOf(line, record, { format, verdict, observer });
  if (verdict.ignoredAs !== undefined) return ignored(record, { what: verdict.ignoredAs, observer }, describe);
  const event = describe();
  return event.ok ? ok({ kind: 'threat', event: event.value }) : event;
}

interface Known {
  readonly format: string;
  readonly verdict: Verdict;
  readonly observer: string | undefined;
}

function eventOf(line: CefLine, record: SourceRecord, known: Known): Result<ThreatEvent, Rejection> {
  const { fields } = line;
  const source = readSide(fields, { ip: 'src', ipv6: 'c6a2', port: 'spt' });
  if (!source.ok) return source;
  const destination = readSide(fields, { ip: 'dst', ipv6: 'c6a3', port: 'dpt' });
  if (!destination.ok) return destination;
  const count = readCount(fields.get('cnt') ?? fields.get('repeatCount'), 'cnt');
  if (!count.ok) return count;
  const own = ownTime(line, record);
  const time = own ?? headerTime(line, record) ?? logTimeOf(record, statesTime(fields));
  if (time === undefined)
    return err(rejection('bad-time', 'what stands in rt, start, end or the syslog header is no time'));
  const { format, verdict, observer } = known;
  return ok({
    format,
    eventId: hashId(own === undefined ? `${time}|${line.text}` : line.text),
    alsoKnownAs: [],
    time,
    ...(observer && { observer }),
    source: source.value,
    destination: destination.value,
    initiator: isReply(fields) ? 'destination' : 'source',
    ...transportOf(fields),
    rule: readRule(line),
    ...(count.value > 1 && { count: count.value }),
    disposition: verdict.disposition,
    category: verdict.category,
    ...vendorsWords(line),
  });
}

function transportOf(fields: CefLine['fields']): Pick<ThreatEvent, 'transport'> {
  const proto = fields.get('proto');
  const transport = isAbsent(proto) ? undefined : readTransport(proto);
  return transport === undefined ? {} : { transport };
}

interface SideNames {
  readonly ip: string;
  readonly ipv6: string;
  readonly port: string;
}

/** `src`, or the custom IPv6 address that stands for it where it holds no address. */
function readSide(fields: CefLine['fields'], names: SideNames): Result<Endpoint, Rejection> {
  const value = addressOf(fields, names.ip);
  const ipv6 = value === undefined || readAddress(value) === undefined ? ipv6Of(fields, names) : undefined;
  const port = fields.get(names.port);
  return readNamedEndpoint({
    ip: { name: ipv6 === undefined ? names.ip : names.ipv6, value: ipv6 ?? value },
    port: { name: names.port, value: port },
  });
}

function ipv6Of(fields: CefLine['fields'], { ip, ipv6 }: SideNames): string | undefined {
  const label = fields.get(`${ipv6}Label`)?.toLowerCase();
  const other = ip === 'src' ? 'dest' : 'source';
  return label?.includes(other) || label?.includes('device') ? undefined : addressOf(fields, ipv6);
}

/** Some senders end every value with a bar. */
function addressOf(fields: CefLine['fields'], name: string): string | undefined {
  const value = fields.get(name);
  return value?.endsWith('|') ? value.slice(0, -1).trimEnd() : value;
}

/** PAN-OS: addresses are those of the packet, and this one was the server's. */
function isReply(fields: CefLine['fields']): boolean {
  return (fields.get('flexString2') ?? fields.get('PanOSDirectionOfAttack')) === 'server-to-client';
}

type VendorsWords = Pick<ThreatEvent, 'vendorSeverity' | 'vendorCategory' | 'severity'>;

function vendorsWords({ severity, fields }: CefLine): VendorsWords {
  const scale = SEVERITY_SCALES.cef;
  const vendorSeverity = readNumber(severity);
  const vendorCategory = readName(fields.get('cat') ?? fields.get('UNIFIsubCategory'));
  return {
    ...(vendorSeverity !== undefined && { vendorSeverity }),
    ...(vendorCategory && { vendorCategory }),
    severity: onScale(scale, severity) ?? scale.unstated,
  };
}

const TIME_FIELDS = ['rt', 'start', 'end', 'UNIFIutcTime', 'FTNTFGTeventtime', 'time'];

function statesTime(fields: CefLine['fields']): boolean {
  return TIME_FIELDS.some((name) => !isAbsent(fields.get(name)));
}

/** The first of the record's own times that can be read. */
function ownTime({ fields }: CefLine, { clock }: SourceRecord): number | undefined {
  const zone = fields.get('dtz') ?? fields.get('FTNTFGTtz');
  // FortiGate's `start` has no zone; its epoch needs none.
  const epoch = zone === undefined ? 'FTNTFGTeventtime' : 'rt';
  for (const name of ['rt', epoch, 'start', 'end', 'UNIFIutcTime', 'FTNTFGTeventtime', 'time']) {
    const value = fields.get(name);
    const time = value === undefined ? undefined : readCefTime(value, clock, zone);
    if (time !== undefined) return time;
  }
  return undefined;
}

const TIME_IN_PREFIX =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d/;

/** The syslog header's time, or what looks like one in a header that is none. */
function headerTime({ before }: CefLine, { syslog, clock }: SourceRecord): number | undefined {
  const stated = syslogTime(syslog, clock);
  if (stated !== undefined) return stated;
  const found = TIME_IN_PREFIX.exec(before)?.[0];
  return found === undefined ? undefined : readSyslogTime(found, clock);
}

function observerOf({ fields }: CefLine, { relayedFrom }: SourceRecord): string | undefined {
  for (const name of ['dvchost', 'dvc', 'origin', 'deviceExternalId']) {
    const value = fields.get(name);
    if (!isAbsent(value)) return readId(value);
  }
  return readId(fields.get('UNIFIhost') ?? relayedFrom);
}
