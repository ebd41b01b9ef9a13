import { Injectable, computed, inject, signal } from '@angular/core';
import { directorySummary, type DirectorySummary } from '@lianfang/contract';
import { ServerDoor } from './server-door';

/** An agency by name, with the county that it belongs to. */
export interface NamedAgency {
  readonly county: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** The agencies of one county by name, by id. */
export type CountyAgencies = NonNullable<DirectorySummary['counties'][number]['agencyNames']>;

/**
 * Names of the agencies of all counties, for who may see the nation. Asked for as one question about the nation: county by
 * county, each county would read in its audit that somebody looked at it in particular.
 */
@Injectable({ providedIn: 'root' })
export class AgencyNames {
  private readonly door = inject(ServerDoor);
  private readonly counties = signal<ReadonlyMap<string, CountyAgencies>>(new Map());
  private asked = false;

  /** By agency id. */
  readonly names = computed<ReadonlyMap<string, NamedAgency>>(() => {
    const all = [...this.counties()].flatMap(([county, agencies]) =>
      Object.entries(agencies).map(([id, name]) => [id, { county, name }] as const),
    );
    return new Map(all);
  });

  /** Undefined until they are there. */
  of(county: string): CountyAgencies | undefined {
    return this.counties().get(county);
  }

  /** A name is another one by now: the next who asks is told anew. What is known stays until then. */
  forget(): void {
    this.asked = false;
  }

  /** Asks once; again after a question that failed. */
  async load(): Promise<void> {
    if (this.asked) return;
    this.asked = true;
    const answer = await this.door.ask('/api/v1/directory?agencies=named', directorySummary, { unattended: true });
    if (answer.kind !== 'answer') {
      this.asked = false;
      return;
    }
    this.counties.set(new Map(answer.value.counties.map(({ code, agencyNames = {} }) => [code, agencyNames])));
  }
}
