import type { TextFormat } from '../source-format';
import { findCef } from './cef-line';
import { readCef } from './read-cef';

/** Common Event Format, bare or behind a syslog header. See README.md beside this file. */
export const cef: TextFormat = {
  takes: 'text',
  name: 'cef',
  recognises: ({ text, message }) => findCef(text, message) >= 0,
  read: (record) => readCef(record, 'cef'),
};
