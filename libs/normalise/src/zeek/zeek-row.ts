import { err, ok, rejection } from '@lianfang/contract';
import type { TextFormat } from '../source-format';
import { ignoreLog, readNotice, type ZeekField } from './read-notice';

/** `#separator \x09`, `#fields ts uid …`: what stands at the head and the foot of a file. */
const HEADER = /^#(?:separator|set_separator|empty_field|unset_field|path|open|close|fields|types)\b/;
/** Zeek writes times with six digits after the point. */
const ROW_START = /^\d{1,10}\.\d{6}\t(?:[CFT][A-Za-z0-9]{8,24}|-)\t/;

/** Columns of notice.log as Zeek 4 and later write them; earlier ones had the same up to `actions`. */
const NOTICE = (
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p fuid file_mime_type file_desc proto note msg sub src dst p n peer_descr ' +
  'actions'
).split(' ');
const COLUMN = new Map(NOTICE.map((name, index) => [name, index]));
const NOTE = NOTICE.indexOf('note');
const NOTE_NAME = /^[A-Za-z]\w{0,63}(?:::\w{1,64})?$/;
const MODULE_NOTE = /^[A-Za-z]\w{0,63}::\w{1,64}$/;
const ACTIONS = /^(?:-|\(empty\)|(?:\w{1,64}::)?ACTION_\w{1,32}(?:,|$))/;
/** Columns that nearly all logs begin with. */
const CONNECTION = new Map(NOTICE.slice(0, 6).map((name, index) => [name, index]));
const PROTOCOL_COLUMN = 6;
const TRANSPORTS = new Set(['tcp', 'udp', 'icmp']);
const ADDRESS = /^[0-9A-Fa-f:.]{2,45}$/;
const PORT = /^\d{1,5}$/;
const CONNECTION_SHAPES = [/^\d/, /^\w/, ADDRESS, PORT, ADDRESS, PORT];

/** Zeek's logs as rows between tabs; rows of notice.log are read by its default columns. */
export const zeekRow: TextFormat = {
  takes: 'text',
  name: 'zeek',
  recognises: ({ message }) =>
    HEADER.test(message) || (ROW_START.test(message) && kindOf(columnsOf(message)) !== undefined),
  read(record) {
    const { message } = record;
    if (message.startsWith('#')) return ok({ kind: 'ignored', what: 'header' });
    const columns = columnsOf(message);
    switch (kindOf(columns)) {
      case 'notice':
        return readNotice(record, fieldOf(columns, COLUMN));
      case 'connection':
        return ignoreLog(record, fieldOf(columns, connectionColumns(columns)), 'other');
      case undefined:
        return err(rejection('unknown-format', 'neither JSON nor a row of notice.log in its default columns'));
    }
  },
};

function columnsOf(message: string): readonly string[] {
  return message.split('\t', NOTICE.length + 1);
}

/** A row is a notice only with a column after `actions`: cut before it, what was done is not known. */
function kindOf(columns: readonly string[]): 'notice' | 'connection' | undefined {
  if (isNotice(columns)) return 'notice';
  return isConnection(columns) && !mayBeNotice(columns) ? 'connection' : undefined;
}

/** A notice that breaks off begins as other logs do, and must not pass for one of them. */
function mayBeNotice(columns: readonly string[]): boolean {
  if (columns.length > NOTE + 1) return MODULE_NOTE.test(columns[NOTE] ?? '');
  const proto = columns[NOTE - 1] ?? '-';
  return proto === '-' || TRANSPORTS.has(proto) || columns.length <= NOTE;
}

function isNotice(columns: readonly string[]): boolean {
  const { length } = NOTICE;
  return columns.length > length && NOTE_NAME.test(columns[NOTE] ?? '') && ACTIONS.test(columns[length - 1] ?? '');
}

function isConnection(columns: readonly string[]): boolean {
  return CONNECTION_SHAPES.every((shape, place) => shape.test(columns[place] ?? ''));
}

function connectionColumns(columns: readonly string[]): ReadonlyMap<string, number> {
  return TRANSPORTS.has(columns[PROTOCOL_COLUMN] ?? '')
    ? new Map([...CONNECTION, ['proto', PROTOCOL_COLUMN]])
    : CONNECTION;
}

function fieldOf(columns: readonly string[], places: ReadonlyMap<string, number>): ZeekField {
  return (name) => {
    const place = places.get(name);
    const value = place === undefined ? undefined : columns[place];
    return value === '-' || value === '(empty)' || value === '' ? undefined : value;
  };
}
