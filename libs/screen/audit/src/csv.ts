import type { AuditItem } from '@lianfang/contract';
import { csvOf } from '@lianfang/screen/export';
import type { AuditTranslate, AuditWord } from './audit-language';

const COLUMNS = ['at', 'name', 'roles', 'from', 'action', 'county', 'capability', 'what', 'thing', 'purpose'] as const;

/**
 * Entries as CSV, one a line, in the order given: instants in ISO 8601 UTC, names of columns as on screen, values as the
 * API has them. It begins with a byte order mark: without it a spreadsheet takes Chinese for Latin.
 */
export function auditCsv(
  items: readonly AuditItem[],
  { t, place }: { t: AuditTranslate; place: (code: string | null) => string },
): string {
  const columns = [...COLUMNS.map((name) => t(`csv.${name}` satisfies AuditWord)), t('csv.hash')];
  const rows = items.map(({ at, actor, action, county, capability, what, thing, purpose, hash }) => [
    new Date(at).toISOString(),
    actor.name ?? '',
    actor.roles.join(' '),
    place(actor.county),
    action,
    place(county),
    capability ?? '',
    what,
    thing ?? '',
    purpose ?? '',
    hash,
  ]);
  return csvOf({ columns, rows });
}
