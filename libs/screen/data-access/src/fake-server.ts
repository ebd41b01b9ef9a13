import { Injector } from '@angular/core';
import { LivePause } from './live-pause';
import { ServerClock } from './server-clock';
import { ServerDoor } from './server-door';
import { SessionSource } from './session-source';

/** A question as it was sent. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  /** Read from JSON; undefined without one. */
  readonly body: unknown;
}

/** For tests: a server that answers each question by a function, and an injector with the door to it. `restore` ends it. */
export function fakeServer(answer: (sent: Sent) => { readonly status: number; readonly body: unknown }) {
  const sent: Sent[] = [];
  const before = globalThis.fetch;
  globalThis.fetch = (path, { method = 'GET', body } = {}) => {
    const asked: Sent = { method, path: path as string, body: typeof body === 'string' ? JSON.parse(body) : undefined };
    sent.push(asked);
    const { status, body: said } = answer(asked);
    const json = (): Promise<unknown> => Promise.resolve(said);
    return Promise.resolve({ ok: status < 400, status, headers: new Headers(), json } as Response);
  };
  const session = { over: () => undefined };
  const injector = Injector.create({
    providers: [
      { provide: SessionSource, useValue: session },
      { provide: ServerClock },
      { provide: LivePause },
      { provide: ServerDoor },
    ],
  });
  const restore = (): void => void (globalThis.fetch = before);
  return { injector, sent, restore };
}
