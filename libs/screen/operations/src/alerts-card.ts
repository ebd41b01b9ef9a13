import { Component, computed, inject } from '@angular/core';
import type { SystemAlert } from '@lianfang/contract';
import { signed } from './card-age';
import { OperationsLanguage, wordsOr } from './operations-language';
import { OperationsState } from './operations-state';

/** The API has the rest, page by page. */
const MOST_SHOWN = 5;

/** System alerts: open ones first, closed ones after them. */
@Component({
  selector: 'lf-alerts-card',
  templateUrl: './alerts-card.html',
  styleUrls: ['../../kit/src/card.css', './alerts-card.css'],
})
export class AlertsCard {
  protected readonly words = inject(OperationsLanguage);
  protected readonly state = inject(OperationsState);
  protected readonly lines = computed(() => {
    const page = this.state.alerts();
    if (page === null) return null;
    const lines = page.items.map((alert) => this.line(alert));
    return [...lines.filter(({ open }) => open), ...lines.filter(({ open }) => !open)].slice(0, MOST_SHOWN);
  });
  protected readonly open = computed(() => this.state.alerts()?.open ?? 0);

  private line(alert: SystemAlert) {
    const t = this.words.t();
    const formats = this.words.formats();
    const { opened, lastSeen, closed, kind, times, source } = alert;
    const figures = Object.fromEntries(
      Object.entries(alert.figures).map(([name, value]) => [
        name,
        typeof value === 'string'
          ? wordsOr(t, 'fault', value)
          : name === 'difference'
            ? signed(value, formats)
            : formats.integer(value),
      ]),
    );
    return {
      id: alert.id,
      open: closed === null,
      words: wordsOr(t, 'alert', kind),
      place: `${source.topic} ${source.partition}`,
      figures: t(`alert.figures.${kind}`, figures),
      when:
        closed === null
          ? t('ops.alerts.since', { time: formats.clock(opened), last: formats.time(lastSeen) })
          : t('ops.alerts.closed', { from: formats.clock(opened), to: formats.time(closed) }),
      times: times > 1 ? t('ops.alerts.times', { count: times }) : '',
    };
  }
}
