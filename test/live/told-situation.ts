import type { SituationView } from '@lianfang/contract';
import type { ViewSource } from '@lianfang/stream';
import { BUSY, inventedSituation, type Story } from '../browser/fixture/invented-situation';
import type { Chance } from './chance';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Some day; no test may depend on which. */
const BEGIN = Date.UTC(2026, 10, 23, 4, 30, 17);

/**
 * The first screen as chance tells it: minutes come and go, counties fall silent, what was known is learnt anew and the log is empty
 * again, so that members appear, change, become null and vanish.
 */
export class ToldSituation implements ViewSource {
  state: SituationView;
  private now = BEGIN;

  constructor(private readonly chance: Chance) {
    this.state = inventedSituation(this.now, BUSY);
  }

  read(): SituationView {
    return this.state;
  }

  /** Goes on by a second, sometimes by minutes. */
  goOn(): void {
    const { chance } = this;
    this.now += SECOND_MS + (chance.below(8) === 0 ? chance.below(90) * MINUTE_MS : chance.below(50));
    const story: Story = {
      ...BUSY,
      mood: chance.below(2) === 0 ? 'busy' : 'calm',
      silent: ['63000', '09007', '10002'].filter(() => chance.below(4) === 0),
      learning: chance.below(6) === 0,
      waiting: chance.below(12) === 0,
    };
    this.state = inventedSituation(this.now, story);
  }
}
