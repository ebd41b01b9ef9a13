import { firstOf, readWord } from '../scalar';
import type { JsonFormat } from '../source-format';
import { isObject, own, type JsonObject } from '../source-record';
import { kindOfLog, untag } from './log-path';
import { ignoreLog, readNotice, type ZeekField } from './read-notice';

/** Zeek's logs as JSON; notice.log is read, the others are ignored by name. See README.md beside this file. */
export const zeekJson: JsonFormat = {
  takes: 'json',
  name: 'zeek',
  recognises({ document }) {
    const { path, log } = untag(document);
    if (own(log, 'ts') === undefined) return false;
    return (
      path !== undefined || isNotice(log) || own(log, 'fuid') !== undefined || fieldOf(log)('id.orig_h') !== undefined
    );
  },
  read(record) {
    const { path, log } = untag(record.document);
    const field = fieldOf(log);
    if (path === 'notice' || (path === undefined && isNotice(log))) return readNotice(record, field);
    return ignoreLog(record, field, kindOfLog(log, path));
  },
};

function isNotice(log: JsonObject): boolean {
  return own(log, 'note') !== undefined && (own(log, 'msg') !== undefined || own(log, 'actions') !== undefined);
}

/** Flat (`"id.orig_h"`), nested (`"id":{"orig_h":…}`), or with an underscore, as some relays flatten it. */
function fieldOf(log: JsonObject): ZeekField {
  const id = own(log, 'id');
  return (name) => {
    const inner = name.startsWith('id.') ? name.slice('id.'.length) : undefined;
    const value =
      own(log, name) ??
      (inner !== undefined && isObject(id) ? own(id, inner) : undefined) ??
      (inner === undefined ? undefined : own(log, `id_${inner}`));
    return isUnset(value) ? undefined : name === 'actions' ? value : firstOf(value);
  };
}

/** Rows turned into JSON keep the marks of what is not there. */
function isUnset(value: unknown): boolean {
  const word = typeof value === 'string' && value.length <= '(empty)'.length ? readWord(value) : undefined;
  return word === '-' || word === '(empty)' || value === '';
}
