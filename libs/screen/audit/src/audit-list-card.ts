import { Component, computed, inject, signal } from '@angular/core';
import { AUDIT_ACTIONS, EVERY_COUNTY, type AuditItem } from '@lianfang/contract';
import { saveFile } from '@lianfang/screen/export';
import { Segmented } from '@lianfang/screen/kit';
import { foldDeeds, isOutside } from '@lianfang/screen/onlookers';
import { AuditFilters } from './audit-filters';
import { AuditLanguage } from './audit-language';
import { auditLine, type AuditLine } from './audit-line';
import { AuditList } from './audit-list';
import { AuditState } from './audit-state';
import { auditCsv } from './csv';

/** Which of a county's entries: what others did with its data, or what its own people did. */
type Side = 'outside' | 'own';

/** The entries, newest first: who, when, what and why; one line for what somebody did in a quarter of an hour. */
@Component({
  selector: 'lf-audit-list-card',
  imports: [AuditFilters, Segmented],
  templateUrl: './audit-list-card.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './audit-list-card.css'],
})
export class AuditListCard {
  protected readonly words = inject(AuditLanguage);
  protected readonly state = inject(AuditState);
  protected readonly list = inject(AuditList);
  protected readonly placeholders = [0, 1, 2, 3, 4, 5];
  protected readonly actions = AUDIT_ACTIONS;

  protected readonly side = signal<string>('outside' satisfies Side);
  protected readonly isOfCounty = computed(() => this.state.county() !== null);
  protected readonly sides = computed(() => [
    { value: 'outside', label: this.words.t()('audit.outside') },
    { value: 'own', label: this.words.t()('audit.own') },
  ]);
  protected readonly extents = computed(() => [
    { value: 'own', label: this.words.t()('audit.aboutOwn') },
    { value: 'all', label: this.words.t()('audit.aboutAll') },
  ]);
  protected readonly extent = computed(() => this.list.filter().about ?? 'all');
  protected readonly title = computed(() => {
    const t = this.words.t();
    if (!this.isOfCounty()) return t('audit.records');
    return t(this.side() === 'own' ? 'audit.ownTitle' : 'audit.outsideTitle');
  });
  private readonly items = computed(() => {
    const items = this.list.items();
    const county = this.state.county();
    if (items === null || county === null) return items;
    const wantsOutside = this.side() === 'outside';
    return items.filter((item) => isOutside(item, county) === wantsOutside);
  });
  protected readonly lines = computed(() => {
    const items = this.items();
    if (items === null) return null;
    return foldDeeds(items).map((line) => auditLine(line, this.tools()));
  });
  protected readonly sealed = computed(() => {
    const count = this.list.sealed();
    // What is sealed was done by others.
    if (count === 0 || (this.isOfCounty() && this.side() === 'own')) return '';
    return this.words.t()('audit.sealed', { count: this.words.formats().integer(count) });
  });
  private readonly tools = computed(() => ({
    t: this.words.t(),
    formats: this.words.formats(),
    language: this.words.code(),
    place: (code: string | null) => this.state.place(code),
    now: this.state.now(),
    /** A county knows whose data it is; an auditor must be told, and so must everybody of what concerns all. */
    tellsCounty: ({ county }: AuditItem) => this.state.county() === null || county === EVERY_COUNTY,
  }));

  protected async chooseSide(side: string): Promise<void> {
    this.side.set(side);
    if (this.items()?.length === 0) await this.older();
  }

  protected chooseExtent(about: string): void {
    this.list.choose({ ...this.list.filter(), about: about as 'own' | 'all' });
  }

  protected async older(): Promise<void> {
    const before = this.items()?.length ?? 0;
    await this.list.older(() => (this.items()?.length ?? 0) > before);
  }

  protected track(_index: number, { key }: AuditLine): string {
    return key;
  }

  /** What is shown, to the browser, as a file to be saved. */
  protected save(): void {
    const { t, place } = this.tools();
    saveFile('lianfang-audit.csv', 'text/csv;charset=utf-8', auditCsv(this.items() ?? [], { t, place }));
  }
}
