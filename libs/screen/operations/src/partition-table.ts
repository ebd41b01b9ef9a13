import { Component, computed, inject } from '@angular/core';
import { LEDGER_CLASSES, type LedgerSource } from '@lianfang/contract';
import { signed } from './card-age';
import { OperationsLanguage } from './operations-language';
import { OperationsState } from './operations-state';

/** One line of the equation for each partition of each epoch. */
@Component({
  selector: 'lf-partition-table',
  templateUrl: './partition-table.html',
  styleUrl: './partition-table.css',
})
export class PartitionTable {
  protected readonly words = inject(OperationsLanguage);
  private readonly state = inject(OperationsState);
  protected readonly classes = LEDGER_CLASSES;
  protected readonly ready = computed(() => this.state.ledger() !== null);
  protected readonly lines = computed(() => (this.state.ledger()?.sources ?? []).map((source) => this.line(source)));
  protected readonly placeholders = [0, 1, 2, 3];

  private line(line: LedgerSource) {
    const t = this.words.t();
    const formats = this.words.formats();
    const { topic, epoch, partition } = line.source;
    const { integer } = formats;
    return {
      key: `${topic}/${epoch}/${partition}`,
      topic,
      partition,
      epoch: epoch > 1 || line.state === 'past' ? t('ops.table.epoch', { epoch }) : '',
      past: line.state === 'past' ? t('ops.table.past') : '',
      offsets: t('ops.table.offsets', {
        start: integer(line.start),
        processed: integer(line.processed),
        logEnd: integer(line.logEnd),
      }),
      classes: LEDGER_CLASSES.map((name) => ({
        name,
        value: integer(line[name]),
        zero: line[name] === 0,
        alarm: name === 'lost' && line.lost > 0,
      })),
      accounted: integer(line.accounted),
      processed: integer(line.processedOffsets),
      difference: signed(line.difference, formats),
      wrong: !line.balanced,
      pending: integer(line.pending),
    };
  }
}
