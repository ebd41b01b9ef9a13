import { Component, computed, inject, signal } from '@angular/core';
import { REJECTION_CODES, type RejectedItem } from '@lianfang/contract';
import { OperationsSource, SessionSource } from '@lianfang/screen/data-access';
import { OperationsLanguage, wordsOr } from './operations-language';
import { OperationsState } from './operations-state';
import { RejectedList } from './rejected-list';
import { resentWords } from './resent-words';

/** Records that one order sends again at most. */
const MOST_AT_ONCE = 100;

type Bulk = 'idle' | 'asked' | 'working' | 'failed';

/** Rejected records: newest first, by reason and by source; one opens, all that fit are sent again. */
@Component({
  selector: 'lf-rejected-card',
  templateUrl: './rejected-card.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './rejected-card.css'],
})
export class RejectedCard {
  protected readonly words = inject(OperationsLanguage);
  protected readonly state = inject(OperationsState);
  protected readonly list = inject(RejectedList);
  private readonly source = inject(OperationsSource);
  private readonly session = inject(SessionSource);
  protected readonly mayResend = computed(() => this.session.may('rejected.resend'));
  protected readonly most = MOST_AT_ONCE;
  protected readonly placeholders = [0, 1, 2, 3, 4];

  protected readonly bulk = signal<Bulk>('idle');
  protected readonly result = signal('');
  protected readonly codes = computed(() => {
    const t = this.words.t();
    return REJECTION_CODES.map((code) => ({ code, label: t(`code.${code}`) }));
  });
  protected readonly places = computed(() =>
    this.state.places().map(({ topic, partition }) => ({ value: `${topic} ${partition}`, topic, partition })),
  );
  protected readonly chosenPlace = computed(() => {
    const { topic, partition } = this.list.filter();
    return topic === undefined ? '' : `${topic} ${partition}`;
  });
  protected readonly lines = computed(() => this.list.items()?.map((item) => this.line(item)) ?? null);

  protected chooseCode(event: Event): void {
    const code = (event.target as HTMLSelectElement).value;
    const { code: _before, ...filter } = this.list.filter();
    this.list.choose(code === '' ? filter : { ...filter, code });
  }

  protected choosePlace(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const place = this.places().find((one) => one.value === value);
    const { code } = this.list.filter();
    this.list.choose({
      ...(code !== undefined && { code }),
      ...(place && { topic: place.topic, partition: place.partition }),
    });
  }

  protected askBulk(): void {
    this.result.set('');
    this.bulk.set('asked');
  }

  protected async resendAll(): Promise<void> {
    this.bulk.set('working');
    const answer = await this.source.resendAll(this.list.filter(), MOST_AT_ONCE);
    this.bulk.set(answer.kind === 'answer' ? 'idle' : 'failed');
    const t = this.words.t();
    this.result.set(answer.kind === 'answer' ? t('ops.bulk.done', answer.value) : t('ops.failed'));
    await this.list.refresh();
  }

  private line(item: RejectedItem) {
    const t = this.words.t();
    const formats = this.words.formats();
    const { topic, partition, offset } = item.place;
    const code = wordsOr(t, 'code', item.code);
    const time = formats.clock(item.rejectedAt);
    return {
      id: item.id,
      code,
      time,
      label: t('ops.list.open', { code, time }),
      detail: item.detail,
      preview: item.preview,
      place: `${topic} ${partition} / ${formats.integer(offset)}`,
      sensor: item.sensor,
      resent: resentWords(item.resent, t, formats),
    };
  }
}
