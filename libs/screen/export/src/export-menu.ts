import { Component, DOCUMENT, computed, inject, input, signal } from '@angular/core';
import { PURPOSE_NEEDED, STRONGER_SIGN_IN, type ExportFormat, type ExportOrder } from '@lianfang/contract';
import { SessionSource, TellExport, signInAddress, type Answer } from '@lianfang/screen/data-access';
import { Language, PurposeForm } from '@lianfang/screen/kit';
import { csvOf } from './csv';
import { jsonOf, type ExportTable } from './export-table';
import { saveFile } from './save-file';
import { EXPORT_WORDS, type ExportWord } from './words';

/** What is taken out, asked for at the press of a button, so that the file has the figures of that instant. */
export interface ExportSubject {
  readonly screen: ExportOrder['screen'];
  /** 5 digits; null: the nation, or all counties. */
  readonly county: string | null;
  /** Name of the file without its ending, of letters, digits and hyphens. */
  readonly name: string;
  readonly table: () => ExportTable;
  /** The chart as PNG; without it there is no such button. */
  readonly picture?: () => Blob | Promise<Blob>;
}

type Step = 'idle' | 'working' | 'stronger' | 'purpose' | 'refused' | 'failed' | 'done';

const FORBIDDEN = 403;

interface Taken {
  readonly order: ExportOrder;
  readonly name: string;
  readonly save: () => void;
}

/**
 * Buttons that save what a screen shows. The server is told first and may ask for a stronger sign-in; only when the audit
 * has the entry is the file made. Not there for who may not export.
 */
@Component({
  selector: 'lf-export-menu',
  imports: [PurposeForm],
  template: `
    @if (mayExport()) {
      <div class="buttons" role="group" [attr.aria-label]="t()('export.group')" data-testid="export">
        @for (format of formats(); track format.value) {
          <button
            type="button"
            class="plain"
            [disabled]="disabled()"
            (click)="take(format.value)"
            [attr.data-testid]="'export-' + format.value"
          >
            {{ format.label }}
          </button>
        }
      </div>
      <div class="answer" role="status" data-testid="export-status">
        @switch (step()) {
          @case ('working') {
            <p>{{ t()('export.working') }}</p>
          }
          @case ('stronger') {
            <div class="stronger" data-testid="stronger-sign-in">
              <p>{{ t()('export.stronger') }}</p>
              <a class="go" [href]="signIn()">{{ t()('export.strongerGo') }}</a>
            </div>
          }
          @case ('purpose') {
            <lf-purpose-form [go]="t()('export.go')" (given)="tell($event)" (cancelled)="step.set('idle')" />
          }
          @case ('refused') {
            <p class="failed">{{ t()('export.refused') }}</p>
          }
          @case ('failed') {
            <p class="failed">{{ t()('export.failed') }}</p>
          }
          @case ('done') {
            <p>{{ t()('export.done', { name: saved() }) }}</p>
          }
        }
      </div>
    }
  `,
  styleUrls: ['../../kit/src/buttons.css', './export-menu.css'],
})
export class ExportMenu {
  readonly subject = input.required<ExportSubject>();
  /** While there is nothing to take. */
  readonly disabled = input(false);
  private readonly language = inject(Language);
  private readonly session = inject(SessionSource);
  private readonly teller = inject(TellExport);
  private readonly document = inject(DOCUMENT);
  protected readonly t = this.language.with<ExportWord>(EXPORT_WORDS);
  protected readonly step = signal<Step>('idle');
  protected readonly saved = signal('');
  protected readonly signIn = signal('');
  protected readonly mayExport = computed(() => this.session.may('figures.export'));
  protected readonly formats = computed(() => {
    const offered: readonly ExportFormat[] = this.subject().picture ? ['csv', 'json', 'png'] : ['csv', 'json'];
    return offered.map((value) => ({ value, label: this.t()(`export.${value}` satisfies ExportWord) }));
  });
  private taken: Taken | null = null;

  protected async take(format: ExportFormat): Promise<void> {
    if (this.step() === 'working') return;
    this.step.set('working');
    try {
      this.taken = await this.prepare(format);
    } catch {
      // The chart could not be drawn as a picture: nothing leaves, so nobody is told.
      this.step.set('failed');
      return;
    }
    await this.tell();
  }

  protected async tell(purpose?: string): Promise<void> {
    const { taken } = this;
    if (taken === null) return;
    this.step.set('working');
    const answer = await this.teller.tell(taken.order, purpose);
    const { pathname, search } = this.document.location;
    this.signIn.set(signInAddress(`${pathname}${search}`, true));
    if (answer.kind === 'answer') {
      taken.save();
      this.saved.set(taken.name);
    }
    this.step.set(stepAfter(answer));
  }

  /** The figures of now, kept until the server has answered. */
  private async prepare(format: ExportFormat): Promise<Taken> {
    const { screen, county, name, table, picture } = this.subject();
    const shown = table();
    const order: ExportOrder = {
      screen,
      format,
      county,
      question: this.document.location.search,
      rows: shown.rows.length,
    };
    const file = `${name}.${format}`;
    if (format === 'png') {
      if (!picture) throw new Error('There is no chart to take.');
      const content = await picture();
      return { order, name: file, save: () => saveFile(file, 'image/png', content) };
    }
    if (format === 'json') {
      const content = jsonOf(shown);
      return { order, name: file, save: () => saveFile(file, 'application/json;charset=utf-8', content) };
    }
    const content = csvOf({ ...shown, columns: shown.columns.map((column) => column.name) });
    return { order, name: file, save: () => saveFile(file, 'text/csv;charset=utf-8', content) };
  }
}

function stepAfter(answer: Answer<unknown>): Step {
  if (answer.kind === 'answer') return 'done';
  if (answer.kind === 'unreachable') return 'failed';
  const { title, status } = answer.problem;
  if (title === STRONGER_SIGN_IN) return 'stronger';
  if (title === PURPOSE_NEEDED) return 'purpose';
  return status === FORBIDDEN ? 'refused' : 'failed';
}
