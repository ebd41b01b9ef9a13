import { Component, computed, inject, signal } from '@angular/core';
import { DirectoryActions } from './directory-actions';
import { DirectoryLanguage } from './directory-language';
import { DirectoryState } from './directory-state';

/** Lines until all are asked for. */
const FIRST = 5;

/** Directories that were in force before, newest first; each can be worked on, and taken again. */
@Component({
  selector: 'lf-directory-earlier',
  imports: [DirectoryActions],
  templateUrl: './directory-earlier.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './directory-earlier.css'],
})
export class DirectoryEarlier {
  protected readonly words = inject(DirectoryLanguage);
  protected readonly state = inject(DirectoryState);
  protected readonly isWhole = signal(false);
  protected readonly all = computed(() => this.state.versions()?.earlier ?? null);
  protected readonly isCut = computed(() => !this.isWhole() && (this.all()?.length ?? 0) > FIRST);

  protected readonly lines = computed(() => {
    const t = this.words.t();
    const { integer } = this.words.formats();
    return (this.isWhole() ? this.all() : this.all()?.slice(0, FIRST))?.map((version) => ({
      revision: version.revision,
      name: this.words.version(version.revision),
      short: version.hash.slice(0, 12),
      hash: version.hash,
      taken: version.at === null ? t('dir.fileWas') : `${this.words.day(version.at)} · ${version.by ?? ''}`,
      reason: version.reason ?? '',
      counts: [
        `${t('dir.agencies')} ${integer(version.agencies)}`,
        `${t('dir.addresses')} ${integer(version.protectedAddresses)}`,
      ].join(' · '),
    }));
  });
}
