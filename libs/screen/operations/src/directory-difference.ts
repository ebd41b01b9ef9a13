import { Component, computed, inject, linkedSignal } from '@angular/core';
import { DirectorySource } from '@lianfang/screen/data-access';
import { DirectoryLanguage } from './directory-language';
import { changedAgency, isEmptyDiff, wholeAgency, type AgencyLine, type Writing } from './directory-lines';
import { DirectoryState, type Checked } from './directory-state';

/** Agencies of a list until all are asked for. */
const FIRST = 8;

type Kind = 'added' | 'removed' | 'changed';
const SIGNS: Readonly<Record<Kind, string>> = { added: '＋', removed: '−', changed: '△' };

/** What a new directory changes: agencies that come, go or change, field by field, and the numbers of their counties. */
@Component({
  selector: 'lf-directory-difference',
  templateUrl: './directory-difference.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './directory-difference.css'],
})
export class DirectoryDifference {
  protected readonly words = inject(DirectoryLanguage);
  protected readonly state = inject(DirectoryState);
  private readonly directory = inject(DirectorySource);
  /** Lists that are shown whole. */
  protected readonly whole = linkedSignal<Checked | null, ReadonlySet<Kind>>({
    source: this.state.checked,
    computation: () => new Set(),
  });

  protected readonly diff = computed(() => this.state.checked()?.check.diff ?? null);
  protected readonly isEmpty = computed(() => {
    const diff = this.diff();
    return diff !== null && isEmptyDiff(diff);
  });
  protected readonly totals = computed(() => {
    const diff = this.diff();
    const { integer } = this.words.formats();
    const t = this.words.t();
    if (diff === null) return [];
    return [
      { label: t('dir.added'), value: integer(diff.added.length) },
      { label: t('dir.removed'), value: integer(diff.removed.length) },
      { label: t('dir.changed'), value: integer(diff.changed.length) },
      { label: t('dir.unchanged'), value: integer(diff.unchanged) },
    ];
  });

  protected readonly counties = computed(() => {
    const { integer } = this.words.formats();
    return (this.diff()?.counties ?? []).map(({ code, name, agencies, protectedAddresses }) => ({
      code,
      name: this.words.local(name),
      cells: [agencies, protectedAddresses].map(({ before, after }) => ({
        before: integer(before),
        after: before === after ? null : integer(after),
      })),
    }));
  });

  protected readonly lists = computed(() => {
    const diff = this.diff();
    if (diff === null) return [];
    const writing = this.writing();
    return [
      this.list('added', diff.added, (agency) => wholeAgency(agency, 'after', writing)),
      this.list('removed', diff.removed, (agency) => wholeAgency(agency, 'before', writing)),
      this.list('changed', diff.changed, (change) => changedAgency(change, writing)),
    ].filter(({ count }) => count > 0);
  });

  private readonly writing = computed<Writing>(() => ({
    county: (code) => this.countyName(code),
    integer: this.words.formats().integer,
  }));

  protected showAll(kind: Kind): void {
    this.whole.update((kinds) => new Set([...kinds, kind]));
  }

  /** Only the agencies that are shown are put in words: a directory may have thousands. */
  private list<T>(kind: Kind, all: readonly T[], line: (one: T) => AgencyLine) {
    const shown = this.whole().has(kind) ? all : all.slice(0, FIRST);
    return {
      kind,
      sign: SIGNS[kind],
      title: this.words.t()(`dir.${kind}`),
      count: all.length,
      isCut: shown.length < all.length,
      lines: shown.map((one) => this.named(line(one), kind)),
    };
  }

  private named({ agency, fields }: AgencyLine, kind: Kind) {
    const t = this.words.t();
    return {
      id: agency.id,
      name: this.words.local(agency.name),
      fields: fields.map((one) => ({
        ...one,
        label: t(`dir.field.${one.field}`),
        // Of ranges, some go and others come: none becomes another.
        marked: kind === 'changed' && one.field === 'ranges',
      })),
    };
  }

  private countyName(code: string): string {
    const known = this.diff()?.counties.find((one) => one.code === code);
    const name = known?.name ?? this.directory.directory()?.counties.find((one) => one.code === code)?.name;
    return name === undefined ? code : this.words.local(name);
  }
}
