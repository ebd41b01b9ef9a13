import { Injectable, inject, signal } from '@angular/core';
import { directorySummary } from '@lianfang/contract';
import { ServerDoor } from './server-door';

/** An agency by name, with the county that it belongs to. */
export interface NamedAgency {
  readonly county: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/**
 * Names of agencies of any county. The directory names those of one county at a time: counties are asked one after the
 * other, the likeliest first, until all that are wanted are known; each at most once.
 */
@Injectable({ providedIn: 'root' })
export class AgencyNames {
  private readonly door = inject(ServerDoor);
  private readonly known = signal<ReadonlyMap<string, NamedAgency>>(new Map());
  private readonly asked = new Set<string>();
  private asking = false;

  /** By agency id. */
  readonly names = this.known.asReadonly();

  async find(ids: readonly string[], counties: readonly string[]): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    for (const county of counties) {
      if (ids.every((id) => this.known().has(id))) break;
      if (!this.asked.has(county)) await this.ask(county);
    }
    this.asking = false;
  }

  private async ask(county: string): Promise<void> {
    const path = `/api/v1/directory?county=${encodeURIComponent(county)}`;
    const answer = await this.door.ask(path, directorySummary, { unattended: true });
    if (answer.kind !== 'answer') return;
    this.asked.add(county);
    const found = answer.value.counties.flatMap(({ code, agencyNames = {} }) =>
      Object.entries(agencyNames).map(([id, name]) => [id, { county: code, name }] as const),
    );
    this.known.update((before) => new Map([...before, ...found]));
  }
}
