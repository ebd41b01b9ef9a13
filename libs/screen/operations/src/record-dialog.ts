import { Component, type ElementRef, computed, effect, inject, signal, untracked, viewChild } from '@angular/core';
import type { RejectedRecord } from '@lianfang/contract';
import { OperationsSource, SessionSource } from '@lianfang/screen/data-access';
import { OperationsLanguage, wordsOr } from './operations-language';
import { OperationsState } from './operations-state';
import { RecordSave } from './record-save';
import { RejectedList } from './rejected-list';
import { resentWords } from './resent-words';

/** Where the dialog is: reading a record, asking whether it is to be sent again, sending it. */
type Step = 'loading' | 'failed' | 'gone' | 'reading' | 'asked' | 'working';

/** One rejected record: why, from where, and its content as inert text; it is sent again from here. */
@Component({
  selector: 'lf-record-dialog',
  imports: [RecordSave],
  templateUrl: './record-dialog.html',
  styleUrls: ['../../kit/src/buttons.css', './record-dialog.css'],
})
export class RecordDialog {
  protected readonly words = inject(OperationsLanguage);
  private readonly state = inject(OperationsState);
  private readonly source = inject(OperationsSource);
  private readonly list = inject(RejectedList);
  private readonly session = inject(SessionSource);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected readonly step = signal<Step>('loading');
  protected readonly problem = signal('');
  protected readonly mayResend = computed(() => this.session.may('rejected.resend'));
  private readonly record = signal<RejectedRecord | null>(null);
  protected readonly shown = computed(() => {
    const record = this.record();
    return record === null ? null : this.wordsOf(record);
  });

  constructor() {
    effect(() => {
      const id = this.state.opened();
      const dialog = this.dialog().nativeElement;
      if (id === null) return dialog.close();
      untracked(() => void this.open(id, dialog));
    });
  }

  protected closed(): void {
    this.state.opened.set(null);
  }

  protected async resend(force: boolean): Promise<void> {
    const record = this.record();
    if (record === null) return;
    this.step.set('working');
    const answer = await this.source.resend(record.id, force);
    const t = this.words.t();
    this.problem.set(
      answer.kind === 'answer'
        ? ''
        : t(answer.kind === 'problem' && isRefusal(answer.problem.status) ? 'ops.refused' : 'ops.failed'),
    );
    if (answer.kind === 'answer' && this.record()?.id === record.id)
      this.record.set({ ...record, resent: answer.value });
    this.step.set('reading');
    await this.list.refresh();
  }

  private async open(id: string, dialog: HTMLDialogElement): Promise<void> {
    this.record.set(null);
    this.problem.set('');
    this.step.set('loading');
    if (!dialog.open) dialog.showModal();
    const answer = await this.source.open(id);
    if (this.state.opened() !== id) return;
    if (answer.kind === 'answer') this.record.set(answer.value);
    if (answer.kind === 'answer') this.step.set('reading');
    else this.step.set(answer.kind === 'problem' && answer.problem.status === 404 ? 'gone' : 'failed');
  }

  private wordsOf(record: RejectedRecord) {
    const t = this.words.t();
    const formats = this.words.formats();
    const { topic, epoch, partition, offset } = record.place;
    const size = t('ops.list.size', { count: formats.integer(record.size) });
    const cut =
      record.truncatedFrom === null ? '' : t('ops.list.cut', { count: formats.integer(record.truncatedFrom) });
    return {
      record,
      code: wordsOr(t, 'code', record.code),
      facts: [
        {
          label: t('ops.record.reason'),
          value: `${wordsOr(t, 'code', record.code)} (${record.code}): ${record.detail}`,
        },
        {
          label: t('ops.record.place'),
          value: `${topic} ${partition} / ${offset} (${t('ops.table.epoch', { epoch })})`,
        },
        { label: t('ops.record.logTime'), value: formats.clock(record.logTime) },
        { label: t('ops.record.rejectedAt'), value: formats.clock(record.rejectedAt) },
        { label: t('ops.record.sensor'), value: record.sensor ?? t('ops.record.noSensor') },
        { label: t('ops.record.size'), value: [size, cut].filter(Boolean).join(' · ') },
      ],
      dropped: record.headersDropped > 0 ? t('ops.record.dropped', { count: record.headersDropped }) : '',
      resent: resentWords(record.resent, t, formats),
      force: record.resent !== null || record.headersDropped > 0,
      whole: record.truncatedFrom === null,
      ask: [
        t('ops.record.ask', { topic }),
        record.resent === null ? '' : t('ops.record.askForce'),
        record.headersDropped > 0 ? t('ops.record.dropped', { count: record.headersDropped }) : '',
      ]
        .filter(Boolean)
        .join(' '),
    };
  }
}

function isRefusal(status: number): boolean {
  return status === 409 || status === 403;
}
