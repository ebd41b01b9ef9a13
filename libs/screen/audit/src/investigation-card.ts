import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { InvestigationItem, InvestigationState, InvestigationStep } from '@lianfang/contract';
import {
  DirectorySource,
  InvestigationSource,
  ServerClock,
  SessionSource,
  taipeiDayOf,
} from '@lianfang/screen/data-access';
import { AuditLanguage, type AuditWord } from './audit-language';
import { STRONGER_ADDRESS, outcomeOf, type StepOutcome } from './investigation-step';

const SIGNS: Readonly<Record<InvestigationState, string>> = {
  asked: '◇',
  approved: '◆',
  refused: '✕',
  lapsed: '–',
  ended: '✓',
};

const DAY = 24 * 3_600_000;

/** Under a day the hour matters: today or tomorrow, as Taipei has it. */
export function leftWord(limit: number, now: number): 'inv.left' | 'inv.leftToday' | 'inv.leftTomorrow' {
  if (limit - now >= DAY || limit < now) return 'inv.left';
  return taipeiDayOf(limit) === taipeiDayOf(now) ? 'inv.leftToday' : 'inv.leftTomorrow';
}

/** One investigation: where it stands, who did what, and what who looks may do to it. */
@Component({
  selector: 'lf-investigation-card',
  templateUrl: './investigation-card.html',
  styleUrls: ['../../kit/src/buttons.css', './investigation-form.css', './investigation-card.css'],
})
export class InvestigationCard {
  readonly item = input.required<InvestigationItem>();
  /** A step was taken: what to say of it. */
  readonly done = output<string>();
  /** It stands otherwise than was shown. */
  readonly changed = output();
  protected readonly words = inject(AuditLanguage);
  private readonly clock = inject(ServerClock);
  private readonly directory = inject(DirectorySource);
  private readonly session = inject(SessionSource);
  private readonly source = inject(InvestigationSource);
  protected readonly stronger = STRONGER_ADDRESS;

  protected readonly chosen = signal<InvestigationStep | null>(null);
  protected readonly note = signal('');
  protected readonly step = signal<'idle' | 'working' | StepOutcome>('idle');

  protected readonly county = computed(() => {
    const code = this.item().county;
    const name = this.directory.directory()?.counties.find((one) => one.code === code)?.name;
    if (name === undefined) return code;
    return this.words.code() === 'en' ? name.en : name.zh;
  });
  protected readonly isNotTheirs = computed(
    () =>
      this.item().state === 'asked' && this.session.may('investigation.decide') && !this.item().may.includes('approve'),
  );
  /** Who did what, and until when it holds. */
  private readonly facts = computed(() => {
    const { id, state, asked, decided, ended, until, decideBy } = this.item();
    const t = this.words.t();
    const { clock } = this.words.formats();
    const done = (key: AuditWord, deed: { by: { name: string }; at: number; reason?: string | null } | null) =>
      deed === null ? [] : [{ label: t(key), value: `${deed.by.name} · ${clock(deed.at)}`, note: deed.reason ?? '' }];
    const limit = (key: AuditWord, at: number) => [{ label: t(key), value: clock(at), note: '' }];
    return [
      ...done('inv.askedBy', asked),
      ...done(decided?.decision === 'refuse' ? 'inv.refusedBy' : 'inv.approvedBy', decided),
      ...done('inv.endedBy', ended),
      ...(state === 'asked' ? limit('inv.decideBy', decideBy) : []),
      ...(state === 'approved' ? limit('inv.until', until) : []),
      ...(state === 'approved' ? [{ label: t('inv.id'), value: id, note: '' }] : []),
    ];
  });
  protected readonly shown = computed(() => {
    const { state, ended, until, decideBy, openedAt } = this.item();
    const t = this.words.t();
    const { clock, duration, time } = this.words.formats();
    const now = this.clock.now();
    const limit = state === 'asked' ? decideBy : until;
    const isOpen = state === 'asked' || state === 'approved';
    return {
      state: t(`inv.state.${state}`),
      sign: SIGNS[state],
      left: isOpen ? t(leftWord(limit, now), { time: duration(Math.max(0, limit - now)), at: time(limit) }) : '',
      facts: this.facts(),
      opened: openedAt === null ? '' : t('inv.opened', { time: clock(openedAt) }),
      byTime: state === 'ended' && ended === null ? t('inv.endedByTime') : '',
      until: clock(until),
    };
  });

  /** What may be done, each named with its county: there are several of the kind on the page. */
  protected readonly steps = computed(() =>
    this.item().may.map((step) => {
      const label = this.words.t()(`inv.${step}`);
      return { step, label, name: `${label} · ${this.county()}` };
    }),
  );
  /** What is asked before a step is taken. */
  protected readonly asked = computed(() => {
    const step = this.chosen();
    if (step === null) return null;
    const t = this.words.t();
    return {
      step,
      name: t(`inv.${step}`),
      ask: t(`inv.ask.${step}`, { county: this.county(), until: this.shown().until }),
      confirm: t(`inv.confirm.${step}`),
    };
  });

  protected choose(step: InvestigationStep): void {
    this.note.set('');
    this.step.set('idle');
    this.chosen.set(step);
  }

  protected async take(step: InvestigationStep): Promise<void> {
    this.step.set('working');
    const { id } = this.item();
    const reason = this.note().trim() === '' ? undefined : this.note().trim();
    const answer =
      step === 'end'
        ? await this.source.end(id, reason)
        : await this.source.decide(id, { decision: step, ...(reason !== undefined && { reason }) });
    const outcome = outcomeOf(answer);
    this.step.set(outcome);
    if (outcome === 'conflict') this.changed.emit();
    if (outcome !== 'done') return;
    this.chosen.set(null);
    this.done.emit(this.words.t()(`inv.done.${step}`));
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}
