import { Component, computed, inject } from '@angular/core';
import { AUDIT_ACTIONS, CENTRE_ONLY, EVERY_COUNTY, type AuditAction } from '@lianfang/contract';
import { AuditLanguage } from './audit-language';
import { AuditList } from './audit-list';
import { AuditState } from './audit-state';

const DAY = 24 * 3_600_000;

/** Start of a Taipei day, and of the one after it, as the API wants instants; undefined where none is chosen. */
export function dayBegins(day: string, daysLater = 0): string | undefined {
  const begins = Date.parse(`${day}T00:00:00+08:00`);
  return Number.isNaN(begins) ? undefined : new Date(begins + daysLater * DAY).toISOString();
}

/** What an auditor narrows the audit by: whose data, what was done, on which days (Taipei). */
@Component({
  selector: 'lf-audit-filters',
  templateUrl: './audit-filters.html',
  styleUrl: './audit-filters.css',
})
export class AuditFilters {
  protected readonly words = inject(AuditLanguage);
  protected readonly state = inject(AuditState);
  private readonly list = inject(AuditList);
  protected readonly filter = this.list.filter;
  protected readonly counties = computed(() => [
    { code: EVERY_COUNTY, name: this.state.place(EVERY_COUNTY) },
    { code: CENTRE_ONLY, name: this.state.place(CENTRE_ONLY) },
    ...this.state.counties(),
  ]);
  protected readonly actions = computed(() =>
    AUDIT_ACTIONS.map((action) => ({ action, name: this.words.t()(`action.${action}`) })),
  );

  protected chooseCounty(event: Event): void {
    const county = valueOf(event);
    const { county: _before, about: _all, ...rest } = this.filter();
    // Of one county alone: what concerned every county is a choice of its own.
    this.list.choose(county === '' ? rest : { ...rest, county, about: 'own' });
  }

  protected chooseAction(event: Event): void {
    const action = valueOf(event) as AuditAction | '';
    const { action: _before, ...rest } = this.filter();
    this.list.choose(action === '' ? rest : { ...rest, action });
  }

  protected chooseDay(event: Event, which: 'from' | 'to'): void {
    const { [which]: _before, ...rest } = this.filter();
    const instant = dayBegins(valueOf(event), which === 'to' ? 1 : 0);
    this.list.choose(instant === undefined ? rest : { ...rest, [which]: instant });
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
