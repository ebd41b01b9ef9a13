import { DOCUMENT, DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { countyView, situationView, type CountyView, type SituationView } from '@lianfang/contract';
import { LIVE_SOCKET } from './browser-live-socket';
import { feedHealth, heldHealth } from './feed-health';
import { LiveConnection, type ConnectionState } from './live-connection';
import { LivePause } from './live-pause';
import { ServerClock } from './server-clock';
import { SessionSource } from './session-source';
import { whilePaused } from './while-paused';

/** What a person does with a page. A timer does none of these. */
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
/** The server notes no more closely when somebody was last seen. */
const ACTIVE_EVERY = 60_000;

/** The live figures that one may see as signals; the only place where the socket is spoken to. */
@Injectable({ providedIn: 'root' })
export class LiveSituation {
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionSource);
  private readonly port = inject(LIVE_SOCKET);
  private readonly pause = inject(LivePause);
  private readonly connectionState = signal<ConnectionState>('connecting');
  private readonly current = signal<SituationView | null>(null);
  private readonly county = signal<CountyView | null>(null);
  private readonly unreadable = signal(false);
  private readonly connection = new LiveConnection(this.port, {
    changed: (state) => this.connectionState.set(state),
    sessionEnded: () => void this.reconnectIfAnother(),
    turnedAway: () => void this.session.refresh(true),
  });
  private followedCounty: string | null = null;
  private started = false;
  private saidActive = -Infinity;

  readonly situation = whilePaused(this.current, this.pause.on);
  /** One's own county, or the one that was asked for by {@link followCounty}, once its first frame is there. */
  readonly countyView = whilePaused(this.county, this.pause.on, (kept, arrived) => kept.county === arrived.county);
  /** Whose feed the page goes by: the nation, one's own county (its code), or nobody's. */
  readonly feedOf = computed<string | null>(() => {
    if (this.session.may('nation.read')) return 'nation';
    return this.session.may('county.read') ? (this.session.current()?.county ?? null) : null;
  });
  private readonly shown = computed(() => (this.feedOf() === 'nation' ? this.situation() : this.countyView()));
  readonly demonstration = computed(() => this.shown()?.demonstration ?? false);
  readonly health = computed(() => {
    const arrived = this.feedOf() === 'nation' ? this.current() : this.county();
    const now = this.clock.now();
    const health = feedHealth({
      connection: this.connectionState(),
      freshness: arrived?.freshness ?? null,
      unreadable: this.unreadable(),
      now,
    });
    return this.pause.on() ? heldHealth(health, this.shown()?.freshness.asOf ?? null, now) : health;
  });

  constructor() {
    const document = inject(DOCUMENT);
    const window = document.defaultView;
    const connect = (): void => {
      if (this.started) this.connection.connect();
    };
    const noteActive = (): void => this.noteActive();
    window?.addEventListener('online', connect);
    for (const input of INPUTS) document.addEventListener(input, noteActive, { passive: true, capture: true });
    inject(DestroyRef).onDestroy(() => {
      window?.removeEventListener('online', connect);
      for (const input of INPUTS) document.removeEventListener(input, noteActive, { capture: true });
      this.connection.close();
    });
  }

  /** Connects, whatever one may see: the end of the session is told by the socket. Follows what the page goes by. */
  start(): void {
    if (this.started) return;
    this.started = true;
    const feed = this.feedOf();
    if (feed === 'nation') {
      this.connection.follow('situation', {
        moved: (state) => this.takeSituation(state),
        unreadable: () => this.unreadable.set(true),
      });
    } else if (feed !== null) this.followCounty(feed);
    this.connection.connect();
  }

  /** Follows one county, or none. Beside the nation it is an addition; to people of a county it is all there is. */
  followCounty(code: string | null): void {
    if (code === this.followedCounty) return;
    if (this.followedCounty !== null) this.connection.unfollow(`county:${this.followedCounty}`);
    this.followedCounty = code;
    this.county.set(null);
    if (code === null) return;
    this.connection.follow(`county:${code}`, {
      moved: (state) => this.takeCounty(state),
      unreadable: () => this.noteUnreadable(code),
    });
  }

  /** A screen that is watched and never touched (wall mode): said as an input would be, once a minute at most. */
  sayWatched(): void {
    this.noteActive();
  }

  /** Somebody may have signed in anew on another page of this browser: then the cookie is another, and the socket too. */
  private async reconnectIfAnother(): Promise<void> {
    if (await this.session.replaced()) this.connection.connect();
  }

  private takeSituation(state: unknown): void {
    const parsed = situationView.safeParse(state);
    this.unreadable.set(!parsed.success);
    if (parsed.success) this.current.set(parsed.data);
  }

  private takeCounty(state: unknown): void {
    const parsed = countyView.safeParse(state);
    if (parsed.success && parsed.data.county !== this.followedCounty) return;
    if (parsed.success) this.county.set(parsed.data);
    else if (this.followedCounty !== null) this.noteUnreadable(this.followedCounty);
    if (parsed.success && this.feedOf() === parsed.data.county) this.unreadable.set(false);
  }

  /** Without the chart of a selected county the nation's stays, and nothing is claimed. */
  private noteUnreadable(code: string): void {
    if (this.feedOf() === code) this.unreadable.set(true);
  }

  /** The socket and the cookie each know when somebody was last there, so both are told. */
  private noteActive(): void {
    const now = this.port.now();
    if (!this.started || now - this.saidActive < ACTIVE_EVERY) return;
    this.saidActive = now;
    this.connection.sayActive();
    void this.session.refresh(false);
  }
}
