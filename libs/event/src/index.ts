export {
  DEFAULT_MAX_BYTES,
  decode,
  type DecodedRecord,
  type HeaderValue,
  type Headers,
  statedOf,
  type LogRecord,
  type Stated,
  type Wire,
} from './decode';
export { DEAD_LETTER_ROOM, deadLetter, type DeadLetter, type LogPlace } from './dead-letter';
