import { Injectable, inject, signal } from '@angular/core';
import { UNLOCATED } from '@lianfang/contract';
import { DirectorySource, EvidenceSource } from '@lianfang/screen/data-access';

type Names = NonNullable<NonNullable<ReturnType<DirectorySource['directory']>>['counties'][number]['agencyNames']>;

/** The agencies of counties by name. People of a county have them with the directory; the centre asks county by county. */
@Injectable()
export class AgencyNames {
  private readonly source = inject(EvidenceSource);
  private readonly directory = inject(DirectorySource);
  private readonly fetched = signal<ReadonlyMap<string, Names>>(new Map());
  private readonly asked = new Set<string>();

  /** Undefined until they are there. */
  of(county: string): Names | undefined {
    const listed = this.directory.directory()?.counties.find(({ code }) => code === county);
    return listed?.agencyNames ?? this.fetched().get(county);
  }

  /** Asks for those that are not there yet, one after the other. */
  async want(counties: Iterable<string>): Promise<void> {
    for (const county of new Set(counties)) {
      if (county === UNLOCATED || this.asked.has(county) || this.of(county) !== undefined) continue;
      this.asked.add(county);
      const answer = await this.source.agencies(county);
      const names = answer.kind === 'answer' ? answer.value.counties[0]?.agencyNames : undefined;
      if (names === undefined) this.asked.delete(county);
      else this.fetched.update((known) => new Map([...known, [county, names]]));
    }
  }
}
