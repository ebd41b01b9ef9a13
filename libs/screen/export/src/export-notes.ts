import { Injectable, inject } from '@angular/core';
import { ServerClock } from '@lianfang/screen/data-access';
import { Language, type Formats, type Translate } from '@lianfang/screen/kit';
import { version } from '../../../../package.json';
import { EXPORT_WORDS, type ExportWord } from './words';

/** What a file says about itself. Instants are milliseconds since 1970 UTC. */
export interface ExportFacts {
  readonly title: string;
  /** `to` is not included. */
  readonly range: { readonly from: number; readonly to: number };
  /** What the figures were narrowed and told apart by, in words: `處置：阻擋`. */
  readonly filters: readonly string[];
  /** Everything up to here is in the figures; null where that is not known. */
  readonly asOf: number | null;
  /** What does not go without saying: a partial answer, units, how a column is calculated. */
  readonly remarks?: readonly string[];
}

const TAIPEI_OFFSET = 8 * 3_600_000;

/** `2026-11-22T22:00:14+08:00`: the same digits as on screen, and a program reads it too. */
export function taipeiInstant(instant: number): string {
  return `${new Date(instant + TAIPEI_OFFSET).toISOString().slice(0, 19)}+08:00`;
}

/** Who says it. `now`: when the file is made. */
interface NoteTools {
  readonly t: Translate<ExportWord>;
  readonly formats: Pick<Formats, 'duration'>;
  readonly now: number;
  readonly version: string;
}

/** The lines above a table: title, range, time zone, filters, age of the data, and which version wrote it. */
export function exportNotes(
  { title, range, filters, asOf, remarks = [] }: ExportFacts,
  { t, formats, now, version: written }: NoteTools,
): (readonly [name: string, value: string])[] {
  const instant = (at: number): string => `${taipeiInstant(at)} (${new Date(at).toISOString()})`;
  const data =
    asOf === null
      ? t('export.unknown')
      : t('export.asOf', { at: instant(asOf), age: formats.duration(Math.max(0, now - asOf)) });
  return [
    [t('export.title'), title],
    [t('export.from'), instant(range.from)],
    [t('export.to'), instant(range.to)],
    [t('export.zone'), 'Asia/Taipei (UTC+08:00); UTC'],
    [t('export.filters'), filters.length > 0 ? filters.join('; ') : t('export.noFilters')],
    [t('export.data'), data],
    [t('export.made'), instant(now)],
    [t('export.version'), written],
    ...remarks.map((remark) => [t('export.remark'), remark] as const),
  ];
}

/** {@link exportNotes} in the language of the page, as of now. */
@Injectable({ providedIn: 'root' })
export class ExportNotes {
  private readonly language = inject(Language);
  private readonly clock = inject(ServerClock);
  private readonly t = this.language.with<ExportWord>(EXPORT_WORDS);

  of(facts: ExportFacts): (readonly [name: string, value: string])[] {
    return exportNotes(facts, { t: this.t(), formats: this.language.formats(), now: this.clock.now(), version });
  }
}
