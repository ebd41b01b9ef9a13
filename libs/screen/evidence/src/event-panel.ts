import {
  Component,
  DOCUMENT,
  DestroyRef,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink, type Params } from '@angular/router';
import { PURPOSE_NEEDED, type EvidenceRecord } from '@lianfang/contract';
import { EvidenceSource, type Answer } from '@lianfang/screen/data-access';
import { Skeleton } from '@lianfang/screen/kit';
import { eventFacts, eventSentence } from './event-facts';
import { EvidenceLanguage, type EvidenceWord } from './evidence-language';
import { SEVERITY_SIGNS } from './evidence-line';
import { EvidencePurpose } from './evidence-purpose';
import { EvidenceState } from './evidence-state';
import { InertWords } from './inert-words';

type Step = 'loading' | 'reading' | 'gone' | 'failed';
type Copied = 'id' | 'record' | 'not';

/** One kept event: what happened, its fields, the shared indicators that it names, and its record, inert. */
@Component({
  selector: 'lf-event-panel',
  imports: [InertWords, RouterLink, Skeleton],
  templateUrl: './event-panel.html',
  host: { '(document:keydown.escape)': 'escape($event)' },
  styleUrls: ['../../kit/src/buttons.css', './event-panel.css'],
})
export class EventPanel {
  readonly event = input.required<string>();
  protected readonly words = inject(EvidenceLanguage);
  private readonly state = inject(EvidenceState);
  private readonly source = inject(EvidenceSource);
  private readonly purpose = inject(EvidencePurpose);
  private readonly document = inject(DOCUMENT);
  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');

  protected readonly step = signal<Step>('loading');
  private readonly record = signal<EvidenceRecord | null>(null);
  protected readonly copied = linkedSignal<string, Copied | null>({ source: this.event, computation: () => null });

  private readonly tools = computed(() => ({
    t: this.words.t(),
    formats: this.words.formats(),
    place: (county: string) => this.state.place(county),
    agency: (county: string, id: string) => this.state.agency(county, id),
    tellsCounty: true,
  }));
  protected readonly shown = computed(() => {
    const record = this.record();
    if (record === null) return null;
    const { t, formats } = this.tools();
    return {
      record,
      sentence: eventSentence(record, this.tools()),
      groups: eventFacts(record, this.tools()),
      time: formats.clock(record.time),
      severity: t(`severity.${record.severity}`),
      sign: SEVERITY_SIGNS[record.severity],
      links: this.linksOf(record),
      bytes: t('event.recordBytes', { count: formats.integer(record.originalBytes) }),
      matches: record.indicators?.matches ?? [],
      over: record.indicators?.over
        ? t('event.overIndicators', { count: formats.integer(record.indicators.over) })
        : '',
    };
  });

  constructor() {
    effect(() => {
      const id = this.event();
      untracked(() => void this.open(id));
    });
    inject(DestroyRef).onDestroy(() => this.returnFocus());
  }

  protected close(): void {
    void this.state.go({ event: null });
  }

  /** What lies over the page closes first. */
  protected escape(event: Event): void {
    if (event.defaultPrevented || this.document.querySelector(':popover-open, dialog[open]') !== null) return;
    this.close();
  }

  protected again(): void {
    void this.open(this.event());
  }

  protected async copy(what: 'id' | 'record', text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied.set(what);
    } catch {
      // The browser lets nobody write to the clipboard: the text is there to be selected.
      this.copied.set('not');
    }
  }

  private async open(id: string): Promise<void> {
    this.record.set(null);
    this.step.set('loading');
    this.title().nativeElement.focus();
    const answer = await this.source.open(id, this.purpose.given() ?? undefined);
    if (id !== this.event()) return;
    if (answer.kind === 'problem' && answer.problem.title === PURPOSE_NEEDED) return this.purpose.forget();
    if (answer.kind === 'answer') this.record.set(answer.value);
    this.step.set(stepAfter(answer));
  }

  /** Lists that this event is one of; what else they are narrowed by stays. */
  private linksOf({ source, rule, agency, county, masked }: EvidenceRecord): { label: EvidenceWord; query: Params }[] {
    const address = masked === 'source' ? null : source.ip;
    const named = rule.id ?? rule.name;
    return [
      ...(address === null ? [] : [{ label: 'event.allOfSource' as const, query: { address } }]),
      ...(named === null ? [] : [{ label: 'event.allOfRule' as const, query: { rule: named } }]),
      ...(agency === null
        ? []
        : [
            {
              label: 'event.allOfAgency' as const,
              query: { agency, ...(this.state.own() === null && { county }) },
            },
          ]),
    ].map(({ label, query }) => ({ label, query: { ...query, event: null } }));
  }

  /** To the line that was opened, or to the list. */
  private returnFocus(): void {
    const line = this.document.querySelector<HTMLElement>(`[data-event="${CSS.escape(this.event())}"]`);
    // The list is hidden on a phone until the panel is gone.
    requestAnimationFrame(() => (line ?? this.document.getElementById('evidence-title'))?.focus());
  }
}

function stepAfter(answer: Answer<EvidenceRecord>): Step {
  if (answer.kind === 'answer') return 'reading';
  return answer.kind === 'problem' && [400, 403, 404].includes(answer.problem.status) ? 'gone' : 'failed';
}
