import { Injectable, computed, inject } from '@angular/core';
import { EVERY_COUNTY, CENTRE_ONLY } from '@lianfang/contract';
import { AuditSource, DirectorySource, ServerClock, SessionSource } from '@lianfang/screen/data-access';
import { tileAge } from '@lianfang/screen/kit';
import { AuditLanguage } from './audit-language';
import { AuditList } from './audit-list';

/** Asked for every 30 s: older than three questions is stale. */
const STALE_AFTER = 90_000;

/** What the parts of the page have in common: whose audit it is, names of counties, ages. */
@Injectable()
export class AuditState {
  private readonly session = inject(SessionSource);
  private readonly source = inject(AuditSource);
  private readonly list = inject(AuditList);
  private readonly clock = inject(ServerClock);
  private readonly directory = inject(DirectorySource);
  private readonly words = inject(AuditLanguage);

  /** The county of who looks; null for an auditor, who sees all. */
  readonly county = computed(() => this.session.current()?.county ?? null);
  readonly chain = this.source.chain.value;
  readonly chainFailed = computed(() => this.source.chain.failed() && this.chain() === null);
  readonly chainAge = computed(() => this.age(this.source.chain.at()), { equal: sameAge });
  readonly listAge = computed(() => this.age(this.list.at()), { equal: sameAge });
  readonly now = this.clock.now;
  readonly counties = computed(() =>
    (this.directory.directory()?.counties ?? []).map(({ code }) => ({ code, name: this.place(code) })),
  );

  /** A county, every county, the centre, in words; its code where the directory does not name it. */
  place(code: string | null): string {
    const t = this.words.t();
    if (code === null) return t('account.centre');
    if (code === EVERY_COUNTY) return t('audit.every');
    if (code === CENTRE_ONLY) return t('audit.centre');
    const name = this.directory.directory()?.counties.find((county) => county.code === code)?.name;
    if (name === undefined) return code;
    return this.words.code() === 'en' ? name.en : name.zh;
  }

  private age(asOf: number | null) {
    if (asOf === null) return null;
    const age = Math.max(0, this.clock.now() - asOf);
    return tileAge({ state: age > STALE_AFTER ? 'stale' : 'live', age, asOf }, this.words.t(), this.words.formats());
  }
}

type Age = ReturnType<typeof tileAge>;

function sameAge(a: Age, b: Age): boolean {
  return a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale;
}
