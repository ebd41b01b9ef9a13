import { Component, computed, inject } from '@angular/core';
import { DirectoryActions } from './directory-actions';
import { DirectoryLanguage } from './directory-language';
import { DirectoryState } from './directory-state';

const SHORT = 12;

/** The directory by which everything is counted: which one, since when, by whom and why. */
@Component({
  selector: 'lf-directory-in-force',
  imports: [DirectoryActions],
  templateUrl: './directory-in-force.html',
  styleUrls: ['../../kit/src/card.css', './directory-in-force.css'],
})
export class DirectoryInForce {
  protected readonly words = inject(DirectoryLanguage);
  protected readonly state = inject(DirectoryState);

  protected readonly shown = computed(() => {
    const current = this.state.versions()?.current;
    if (current === undefined) return null;
    const t = this.words.t();
    const { integer } = this.words.formats();
    const { revision, hash, at, by, reason } = current;
    const known = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
    return {
      revision,
      hash,
      short: hash.slice(0, SHORT),
      name: this.words.version(revision),
      counts: [
        { label: t('dir.counties'), value: integer(current.counties) },
        { label: t('dir.agencies'), value: integer(current.agencies) },
        { label: t('dir.addresses'), value: integer(current.protectedAddresses) },
      ],
      facts: [
        ...known(t('dir.since'), at === null ? null : this.words.day(at)),
        ...known(t('dir.by'), by),
        ...known(t('dir.reason'), reason),
      ],
    };
  });
}
