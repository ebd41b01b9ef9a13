import type { SensorClock } from './sensor-clock';
import { readSyslogTime } from './syslog-time';

/** The header that syslog senders and relays put before a message: RFC 3164, RFC 5424, and what is written in their name. */
export interface SyslogHeader {
  /** `facility * 8 + severity`, 0 to 191, where the header has one. */
  readonly priority?: number;
  /** The header's time as it is written. Read it by {@link syslogTime}. */
  readonly timestamp?: string;
  readonly host?: string;
  /** RFC 5424 APP-NAME; RFC 3164: the tag without `[pid]` and colon. */
  readonly program?: string;
  /** RFC 5424 MSGID. */
  readonly messageId?: string;
  /** RFC 5424 STRUCTURED-DATA with its brackets, where there is any. */
  readonly structuredData?: string;
}

export interface SyslogFrame {
  readonly header?: SyslogHeader;
  /** What follows the header; the whole text without a header. */
  readonly message: string;
}

/** RFC 6587: `535 <14>1 …`, the length of what follows. */
const OCTET_COUNT = /^\d{1,6} (?=<\d{1,3}>)/;
const PRIORITY = /^<(\d{1,3})>/;
/** VERSION TIMESTAMP HOST APP PROCID MSGID; then structured data. The version is one digit. */
const RFC_5424 = /^1 (\S{1,64}) (\S{1,255}) (\S{1,128}) (\S{1,128}) (\S{1,64}) (?=-|\[)/;
/** `Jul  4 10:20:33`, with an optional year before or after the clock, fraction, zone and closing colon, as routers write it. */
const BSD_TIME =
  /^[*.]?((?:\d{4} )?[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})?,? \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: (?:[A-Z]{3,4}|[+-]\d\d:?\d\d)(?=[ :]))?(?: \d{4}(?= ))?)(?::(?= )|(?= ))/;
const ISO_TIME = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)(?::(?= )|(?= ))/;
/** A host: a name or an address; never something with a colon at its end, a bar, a percent sign or an equals sign. */
const HOST = /^ ([A-Za-z0-9_][\w.:-]{0,253}\w|[A-Za-z0-9])(?= )/;
/** Program and process. `CEF:0|` and `ASA-4-106023:` look alike and are the message itself. */
const TAG = /^(?!(?:CEF|LEEF): ?\d|(?:ASA|FTD|FWSM|PIX)-)([A-Za-z0-9_./-]{1,48})(?:\[[\w.-]{1,32}\])?: ?/;

/** Takes the syslog header off a text. Never throws; a text without header is its own message. */
export function readSyslog(text: string): SyslogFrame {
  const start = text.trimStart().replace(OCTET_COUNT, '');
  const priority = PRIORITY.exec(start);
  const rest = priority ? start.slice(priority[0].length) : start;
  const known = priority && Number(priority[1]) <= 191 ? { priority: Number(priority[1]) } : {};
  const modern = priority ? RFC_5424.exec(rest) : null;
  if (modern) return readModern(rest, modern, known);
  return (
    readClassic(rest.trimStart(), known) ??
    (priority ? { header: known, message: rest.trimStart() } : { message: text })
  );
}

/** The header's time, or undefined where it has none that can be read. */
export function syslogTime(header: SyslogHeader | undefined, clock: SensorClock): number | undefined {
  return header?.timestamp === undefined ? undefined : readSyslogTime(header.timestamp, clock);
}

function readModern(rest: string, match: RegExpExecArray, known: { priority?: number }): SyslogFrame {
  const [whole, timestamp, host, program, , messageId] = match;
  const after = rest.slice(whole.length);
  const end = structuredDataEnd(after);
  const structuredData = after.slice(0, end);
  const header = {
    ...known,
    ...stated('timestamp', timestamp),
    ...stated('host', host),
    ...stated('program', program),
    ...stated('messageId', messageId),
    ...stated('structuredData', structuredData),
  };
  return {
    header,
    message: after
      .slice(end)
      .replace(/^ /, '')
      .replace(/^\ufeff/, ''),
  };
}

function readClassic(rest: string, known: { priority?: number }): SyslogFrame | undefined {
  const time = BSD_TIME.exec(rest) ?? ISO_TIME.exec(rest);
  if (!time) return undefined;
  const afterTime = rest.slice(time[0].length);
  const host = HOST.exec(afterTime);
  const afterHost = (host ? afterTime.slice(host[0].length) : afterTime).replace(/^ {1,8}(?:: )?/, '');
  const tag = TAG.exec(afterHost);
  const header = {
    ...known,
    ...stated('timestamp', time[1]),
    ...stated('host', host?.[1]),
    ...stated('program', tag?.[1]),
  };
  return { header, message: tag ? afterHost.slice(tag[0].length) : afterHost };
}

/** Where `-` or the elements `[id name="value" …]…` end. A value escapes `"`, `\` and `]` by `\`. */
function structuredDataEnd(text: string): number {
  if (!text.startsWith('[')) return 1;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\' && quoted) at += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === ']' && !quoted && text[at + 1] !== '[') return at + 1;
  }
  return text.length;
}

function stated<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined || value === '' || value === '-' ? {} : ({ [name]: value } as Record<Name, string>);
}
