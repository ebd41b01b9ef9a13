import { Component, DOCUMENT, computed, inject, signal, type OnDestroy } from '@angular/core';
import { Router } from '@angular/router';
import type { SavedViewItem } from '@lianfang/contract';
import { SavedViewSource, SessionSource, type Answer } from '@lianfang/screen/data-access';
import { ExploreLanguage } from './explore-language';

const LONGEST_NAME = 80;
const CONFLICT = 409;

/** Views that were saved under a name: one's own, and those that one's office shares. A view holds no figures. */
@Component({
  selector: 'lf-explore-views',
  providers: [SavedViewSource],
  templateUrl: './explore-views.html',
  styleUrls: ['../../kit/src/buttons.css', './explore-views.css'],
})
export class ExploreViews implements OnDestroy {
  protected readonly words = inject(ExploreLanguage);
  private readonly source = inject(SavedViewSource);
  private readonly session = inject(SessionSource);
  private readonly router = inject(Router);
  private readonly document = inject(DOCUMENT);

  protected readonly may = computed(() => this.session.may('views.save'));
  protected readonly items = computed(() =>
    (this.source.all.value()?.items ?? []).filter(({ screen }) => screen === 'explore'),
  );
  protected readonly failed = this.source.all.failed;
  protected readonly name = signal('');
  protected readonly shared = signal(false);
  /** The view that is given another name. */
  protected readonly renamed = signal<string | null>(null);
  /** The view whose end is to be said once more. */
  protected readonly doomed = signal<string | null>(null);
  protected readonly said = signal('');
  protected readonly isWorking = signal(false);

  constructor() {
    if (this.may()) this.source.all.start();
  }

  ngOnDestroy(): void {
    this.source.all.stop();
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const name = this.name().trim().slice(0, LONGEST_NAME);
    if (name === '') {
      this.said.set(this.words.t()('explore.views.nameMissing'));
      return;
    }
    const question = this.document.location.search;
    const done = await this.write(
      this.source.save({ name, screen: 'explore', question, shared: this.shared() }),
      this.words.t()('explore.views.saved', { name }),
    );
    if (done) this.name.set('');
  }

  protected async open({ question }: SavedViewItem): Promise<void> {
    await this.router.navigateByUrl(`/explore${question}`);
  }

  protected async rename(event: Event, view: SavedViewItem): Promise<void> {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).querySelector('input');
    const name = field?.value.trim() ?? '';
    if (name === '') return;
    const done = await this.change(view, { name }, this.words.t()('explore.views.saved', { name }));
    if (done) this.renamed.set(null);
  }

  protected async share(view: SavedViewItem): Promise<void> {
    const key = view.shared ? 'explore.views.isOwn' : 'explore.views.isShared';
    await this.change(view, { shared: !view.shared }, this.words.t()(key, { name: view.name }));
  }

  protected async remove({ id, name }: SavedViewItem): Promise<void> {
    await this.write(this.source.delete(id), this.words.t()('explore.views.deleted', { name }));
    this.doomed.set(null);
  }

  private change(view: SavedViewItem, changes: Partial<SavedViewItem>, said: string): Promise<boolean> {
    const { id, name, screen, question, shared, revision } = { ...view, ...changes };
    return this.write(this.source.change(id, { name, screen, question, shared, revision }), said);
  }

  private async write(answer: Promise<Answer<unknown>>, said: string): Promise<boolean> {
    this.isWorking.set(true);
    const told = await answer;
    this.isWorking.set(false);
    const isOld = told.kind === 'problem' && told.problem.status === CONFLICT;
    if (told.kind === 'answer') this.said.set(said);
    else this.said.set(this.words.t()(isOld ? 'explore.views.conflict' : 'explore.views.failed'));
    return told.kind === 'answer';
  }
}
