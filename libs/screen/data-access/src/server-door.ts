import { Injectable, inject } from '@angular/core';
import type { z } from 'zod';
import { askFile, askServer, type Answer, type Manner, type NamedFile } from './ask-server';
import { LivePause } from './live-pause';
import { ServerClock } from './server-clock';
import { SessionSource, isSignedOut } from './session-source';

/** Every question by REST goes through here: one that finds the session over ends the page. */
@Injectable({ providedIn: 'root' })
export class ServerDoor {
  readonly clock = inject(ServerClock);
  readonly pause = inject(LivePause);
  private readonly session = inject(SessionSource);

  /** Never throws. */
  async ask<T>(path: string, schema: z.ZodType<T>, manner: Manner = {}): Promise<Answer<T>> {
    return this.noted(await askServer(path, schema, manner));
  }

  /** Never throws. */
  async askFile(path: string, purpose?: string): Promise<Answer<NamedFile>> {
    return this.noted(await askFile(path, purpose));
  }

  private noted<T>(answer: Answer<T>): Answer<T> {
    if (isSignedOut(answer)) this.session.over();
    return answer;
  }
}
