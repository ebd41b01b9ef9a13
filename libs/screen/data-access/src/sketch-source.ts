import { Injectable, inject, signal } from '@angular/core';
import { distinctAnswer, topAnswer, type TopSubject } from '@lianfang/contract';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const EVERY = 10_000;
/** As many as a card has room for. */
const ENTRIES = 5;

/** Who and what made up the open hour by REST, of the nation or one county. */
@Injectable()
export class SketchSource {
  private readonly door = inject(ServerDoor);
  private readonly county = signal<string | null>(null);
  private readonly subject = signal<TopSubject>('sources');

  readonly distinct = new Polled(
    { path: () => `/api/v1/distinct-sources?${this.scope()}`, schema: distinctAnswer, every: EVERY },
    this.door,
  );
  readonly top = new Polled(
    {
      path: () => `/api/v1/top?of=${this.subject()}&limit=${ENTRIES}&${this.scope()}`,
      schema: topAnswer,
      every: EVERY,
    },
    this.door,
  );

  start(): void {
    this.distinct.start();
    this.top.start();
  }

  stop(): void {
    this.distinct.stop();
    this.top.stop();
  }

  /** Asks for a county (null: the nation) and a list from now on; what was answered to another question is forgotten. */
  ask(county: string | null, subject: TopSubject): void {
    if (county !== this.county()) this.distinct.clear();
    this.county.set(county);
    this.subject.set(subject);
    this.top.clear();
    this.start();
  }

  private scope(): string {
    const county = this.county();
    return county === null ? 'hours=1' : `hours=1&county=${encodeURIComponent(county)}`;
  }
}
