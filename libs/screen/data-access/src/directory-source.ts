import { Injectable, inject, signal } from '@angular/core';
import { directorySummary, type DirectorySummary } from '@lianfang/contract';
import { backOff } from './back-off';
import { ServerDoor } from './server-door';

export const DIRECTORY_PATH = '/api/v1/directory';

/** Names and protected addresses of the counties that one may see, read once and asked again until they come. */
@Injectable({ providedIn: 'root' })
export class DirectorySource {
  private readonly door = inject(ServerDoor);
  private readonly loaded = signal<DirectorySummary | null>(null);
  private readonly failing = signal(false);

  readonly directory = this.loaded.asReadonly();
  /** True after a failed attempt, until one succeeds. */
  readonly failed = this.failing.asReadonly();

  load(attempt = 0): void {
    void this.door.ask(DIRECTORY_PATH, directorySummary, { unattended: attempt > 0 }).then((answer) => {
      this.failing.set(answer.kind !== 'answer');
      if (answer.kind === 'answer') {
        this.door.clock.learn(answer.date);
        this.loaded.set(answer.value);
      } else setTimeout(() => this.load(attempt + 1), backOff(attempt + 1, Math.random()));
    });
  }
}
