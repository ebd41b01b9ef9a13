import {
  CENTRE_ONLY,
  INDICATOR_TYPES,
  NATIONAL,
  TLP_LABELS,
  type IndicatorType,
  type TlpLabel,
} from '@lianfang/contract';
import type { Column, FileColumns } from './file-columns';
import type { IndicatorKey } from './indicator-key';
import type { Dictionaries } from './indicator-record';
import { toRecord } from './indicator-record';
import { quoted, writeKey } from './indicator-value';

const LONGEST_ID = 200;
const LONGEST_PROVIDER = 100;
/** Different providers, and different scopes, that one file may have. */
const MOST_NAMES = 65_535;
const PRINTABLE_ASCII = /^[ -~]*$/;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Thrown inside this file only: what is wrong with a line. */
class LineProblem extends Error {}

/** Reads lines into records. Keeps what many lines have in common. */
export class EntryReader {
  readonly dictionaries = { providers: [] as string[], scopes: [] as string[][] } satisfies Dictionaries;
  private readonly providers = new Map<string, number>();
  private readonly scopes = new Map<string, number>();
  /** Many lines name the same instants. */
  private readonly instants = { from: { text: '', time: NaN }, until: { text: '', time: NaN } };

  /** @param isCounty which 5-digit codes there are. */
  constructor(
    private readonly key: IndicatorKey,
    private readonly isCounty: (code: string) => boolean,
  ) {}

  /** @returns the record (overwritten by the next call) with its key left in the key given above, or what is wrong. */
  read(fields: readonly string[], columns: FileColumns): Buffer | string {
    try {
      return this.record((column) => fields[columns[column]]?.trim() ?? '');
    } catch (error) {
      if (error instanceof LineProblem) return error.message;
      throw error;
    }
  }

  private record(text: (column: Column) => string): Buffer {
    const wrong = writeKey(this.key, typeOf(text('type')), text('value'));
    if (wrong !== undefined) throw new LineProblem(wrong);
    const tlp = labelOf(text('tlp'));
    const scope = this.scopeOf(text('scope'));
    if ((tlp === 'RED' || tlp === 'AMBER+STRICT') && this.dictionaries.scopes[scope]?.includes(NATIONAL)) {
      throw new LineProblem(
        `TLP ${tlp} is not for the whole nation; name the counties that it is for, or "${CENTRE_ONLY}"`,
      );
    }
    const validFrom = instantOf('valid_from', text('valid_from'), this.instants.from);
    const validUntil = instantOf('valid_until', text('valid_until'), this.instants.until);
    if (validFrom >= validUntil) throw new LineProblem('`valid_until` must be after `valid_from`');
    const provider = this.providerOf(text('provider'));
    const id = nameOf('id', text('id'), LONGEST_ID);
    return toRecord(this.key, {
      tlp,
      scope,
      validFrom,
      validUntil,
      provider,
      id,
      confidence: confidenceOf(text('confidence')),
    });
  }

  private scopeOf(text: string): number {
    const known = this.scopes.get(text);
    if (known !== undefined) return known;
    const scope = text.split(' ').filter((part) => part !== '');
    const stranger = scope.find((part) => part !== NATIONAL && part !== CENTRE_ONLY && !this.isCounty(part));
    if (stranger !== undefined)
      throw new LineProblem(`${quoted(stranger)} is no county; write 5-digit codes with a blank between`);
    const isAlone = scope.length === 1 || !(scope.includes(NATIONAL) || scope.includes(CENTRE_ONLY));
    if (scope.length === 0 || !isAlone) {
      throw new LineProblem(`\`scope\` must be "${NATIONAL}", "${CENTRE_ONLY}", or 5-digit codes of counties`);
    }
    return enter(this.scopes, this.dictionaries.scopes, { text, value: scope.map(copyOf) });
  }

  private providerOf(text: string): number {
    const known = this.providers.get(text);
    if (known !== undefined) return known;
    return enter(this.providers, this.dictionaries.providers, {
      text,
      value: copyOf(nameOf('provider', text, LONGEST_PROVIDER)),
    });
  }
}

function enter<T>(places: Map<string, number>, list: T[], { text, value }: { text: string; value: T }): number {
  if (list.length >= MOST_NAMES) throw new LineProblem(`a file may name ${MOST_NAMES} providers, and as many scopes`);
  places.set(copyOf(text), list.length);
  return list.push(value) - 1;
}

/** A part of a text keeps all of it in memory: what stays is a text of its own. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

function typeOf(text: string): IndicatorType {
  const type = INDICATOR_TYPES.find((known) => known === text);
  if (type !== undefined) return type;
  throw new LineProblem(`${quoted(text)} is no type that is looked for; write one of ${INDICATOR_TYPES.join(', ')}`);
}

function labelOf(text: string): TlpLabel {
  const bare = text.startsWith('TLP:') ? text.slice(4) : text;
  const label = TLP_LABELS.find((known) => known === bare);
  if (label !== undefined) return label;
  throw new LineProblem(`${quoted(text)} is no label of TLP 2.0; write one of ${TLP_LABELS.join(', ')}`);
}

function nameOf(column: Column, text: string, most: number): string {
  if (text !== '' && text.length <= most && (PRINTABLE_ASCII.test(text) || !UNPRINTABLE.test(text))) return text;
  throw new LineProblem(`\`${column}\` must have 1 to ${most} characters that print`);
}

function confidenceOf(text: string): number | undefined {
  if (text === '') return undefined;
  if (/^(?:\d|[1-9]\d|100)$/.test(text)) return Number(text);
  throw new LineProblem('`confidence` must be a whole number from 0 to 100, or empty');
}

/** @param last what was read last, and is overwritten. @returns milliseconds since 1970 UTC, or NaN for an empty text. */
function instantOf(column: Column, text: string, last: { text: string; time: number }): number {
  if (text === '') return NaN;
  if (text === last.text) return last.time;
  const match = INSTANT.exec(text);
  const time = match ? Date.parse(text) : NaN;
  const days = match ? new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate() : 0;
  if (Number.isNaN(time) || Number(match?.[3]) > days) {
    throw new LineProblem(
      `\`${column}\` must be an instant with its zone, such as 2026-11-22T12:00:00+08:00, not ${quoted(text)}`,
    );
  }
  last.text = copyOf(text);
  last.time = time;
  return time;
}
