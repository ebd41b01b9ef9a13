import {
  Component,
  type ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CountySettings } from '@lianfang/contract';
import { CountySettingsSource } from '@lianfang/screen/data-access';
import { ContactList } from '@lianfang/screen/contacts';
import { Skeleton } from '@lianfang/screen/kit';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';

/** `asked`: a look is told to the county, so somebody of the centre asks for it first. */
type Step = 'asked' | 'loading' | 'ready' | 'failed';

/** The office that answers for the county, and whom to call. At once to its own people; to the centre when it asks. */
@Component({
  selector: 'lf-county-contacts-card',
  imports: [ContactList, RouterLink, Skeleton],
  providers: [CountySettingsSource],
  templateUrl: './contacts-card.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './contacts-card.css'],
})
export class CountyContactsCard {
  protected readonly words = inject(CountyLanguage);
  protected readonly state = inject(CountyState);
  private readonly source = inject(CountySettingsSource);
  private readonly injector = inject(Injector);
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  private readonly settings = signal<CountySettings | null>(null);
  protected readonly step = signal<Step>('loading');

  protected readonly settingsPage = computed(() => `/counties/${this.state.code()}/settings`);
  protected readonly name = computed(() => this.state.name() ?? this.state.code());
  protected readonly shown = computed(() => {
    const settings = this.settings();
    if (settings === null) return null;
    const { office, contacts } = settings;
    const isEnglish = this.words.code() === 'en';
    const named = office === null ? this.words.t()('county.contacts.noOffice') : isEnglish ? office.en : office.zh;
    return { office: named, contacts };
  });

  constructor() {
    effect(() => {
      const county = this.state.subject();
      untracked(() => {
        this.settings.set(null);
        this.step.set(this.state.isOwn() || county === null ? 'loading' : 'asked');
        if (county !== null && this.state.isOwn()) void this.read(county);
      });
    });
  }

  /** The button goes: what it brought takes the focus. */
  protected async ask(): Promise<void> {
    const county = this.state.subject();
    if (county === null) return;
    this.step.set('loading');
    await this.read(county);
    afterNextRender(() => this.list()?.nativeElement.focus(), { injector: this.injector });
  }

  private async read(county: string): Promise<void> {
    const answer = await this.source.read(county);
    // Another county may be shown by now: nothing of this one stands under its name.
    if (county !== this.state.subject()) return;
    if (answer.kind === 'answer') this.settings.set(answer.value);
    this.step.set(answer.kind === 'answer' ? 'ready' : 'failed');
  }
}
