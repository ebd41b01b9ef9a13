import { Component, DOCUMENT, computed, inject, input, linkedSignal } from '@angular/core';
import { PURPOSE_NEEDED, STRONGER_SIGN_IN } from '@lianfang/contract';
import { OperationsSource, signInAddress, type Answer, type NamedFile } from '@lianfang/screen/data-access';
import { PurposeForm } from '@lianfang/screen/kit';
import { OperationsLanguage } from './operations-language';

/** `stronger`: the server asks for a stronger sign-in first; `purpose`: it asks why. */
type Step = 'idle' | 'working' | 'stronger' | 'purpose' | 'failed';

/** Where one comes back to with a record open. */
export function addressOfRecord(id: string): string {
  return `/operations?${new URLSearchParams({ record: id }).toString()}`;
}

/**
 * Saves a record as it was sent. Data leaves the system by this, so it takes a strong sign-in and a purpose: the server
 * says which of them is missing, and who saves is asked for it.
 */
@Component({
  selector: 'lf-record-save',
  imports: [PurposeForm],
  template: `
    <a [href]="address()" download (click)="save($event)" data-testid="record-download">{{
      words.t()(step() === 'working' ? 'ops.working' : 'ops.record.download')
    }}</a>
    <div class="answer" role="status">
      @if (step() === 'stronger') {
        <div class="stronger" data-testid="stronger-sign-in">
          <p>{{ words.t()('ops.record.stronger') }}</p>
          <a class="go" [href]="signIn()">{{ words.t()('ops.record.strongerGo') }}</a>
        </div>
      } @else if (step() === 'purpose') {
        <lf-purpose-form
          [go]="words.t()('ops.record.downloadFor')"
          (given)="save(undefined, $event)"
          (cancelled)="step.set('idle')"
        />
      } @else if (step() === 'failed') {
        <p class="failed">{{ words.t()('ops.failed') }}</p>
      }
    </div>
  `,
  styles: `
    :host {
      display: contents;
    }

    a {
      display: inline-grid;
      align-items: center;
      min-height: var(--target);
      color: var(--accent);
      font-size: var(--size-13);
    }

    .answer {
      flex: 1 0 100%;
      font-size: var(--size-13);
    }

    .stronger {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 1rem;
      margin-bottom: 0.5rem;
      padding: 0.5rem 0.75rem;
      border-radius: var(--radius-control);
      background: var(--accent-tint);
      color: var(--text);
    }

    .stronger p {
      flex: 1 1 16rem;
    }

    .go {
      padding: 0 0.75rem;
      border-radius: var(--radius-control);
      background: var(--accent);
      color: var(--surface);
      font-weight: 600;
      text-decoration: none;
    }

    .failed {
      color: var(--warning);
    }
  `,
})
export class RecordSave {
  readonly record = input.required<string>();
  protected readonly words = inject(OperationsLanguage);
  private readonly source = inject(OperationsSource);
  private readonly document = inject(DOCUMENT);

  protected readonly step = linkedSignal<string, Step>({ source: this.record, computation: () => 'idle' });
  protected readonly address = computed(() => this.source.valueAddress(this.record()));
  protected readonly signIn = computed(() => signInAddress(addressOfRecord(this.record()), true));

  protected async save(event: Event | undefined, purpose?: string): Promise<void> {
    event?.preventDefault();
    if (this.step() === 'working') return;
    const id = this.record();
    this.step.set('working');
    const answer = await this.source.save(id, purpose);
    if (id !== this.record()) return;
    this.step.set(stepAfter(answer));
    if (answer.kind === 'answer') this.hand(answer.value);
  }

  /** To the browser, as a file to be saved. */
  private hand({ name, bytes }: NamedFile): void {
    const address = URL.createObjectURL(bytes);
    const link = this.document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  }
}

function stepAfter(answer: Answer<NamedFile>): Step {
  if (answer.kind === 'answer') return 'idle';
  const asked = answer.kind === 'problem' ? answer.problem.title : '';
  if (asked === STRONGER_SIGN_IN) return 'stronger';
  return asked === PURPOSE_NEEDED ? 'purpose' : 'failed';
}
