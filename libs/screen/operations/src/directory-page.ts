import { Component, DestroyRef, computed, inject } from '@angular/core';
import { DirectoryUploadSource } from '@lianfang/screen/data-access';
import { DirectoryDifference } from './directory-difference';
import { DirectoryEarlier } from './directory-earlier';
import { DirectoryEditor } from './directory-editor';
import { DirectoryInForce } from './directory-in-force';
import { DirectoryLanguage } from './directory-language';
import { DirectoryState } from './directory-state';
import { DirectoryTake } from './directory-take';

/** Which directory everything is counted by; a new one is checked, compared and taken. */
@Component({
  selector: 'lf-directories',
  imports: [DirectoryDifference, DirectoryEarlier, DirectoryEditor, DirectoryInForce, DirectoryTake],
  providers: [DirectoryLanguage, DirectoryState, DirectoryUploadSource],
  template: `
    <div class="title">
      <h1>{{ words.t()('dir.title') }}</h1>
      <p>{{ words.t()('dir.about') }}</p>
    </div>
    <div class="grid">
      <lf-directory-in-force class="force" />
      @if (isKnown()) {
        <div class="work">
          <lf-directory-editor />
          <lf-directory-difference />
          <lf-directory-take />
        </div>
        <lf-directory-earlier class="earlier" />
      }
    </div>
  `,
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true' },
  styleUrl: './directory-page.css',
})
export class Directories {
  protected readonly words = inject(DirectoryLanguage);
  private readonly state = inject(DirectoryState);
  /** How much room what is in force takes is known only then: nothing below it moves. */
  protected readonly isKnown = computed(() => this.state.versions() !== null || this.state.failed());

  constructor() {
    this.state.start();
    inject(DestroyRef).onDestroy(() => this.state.stop());
  }
}
