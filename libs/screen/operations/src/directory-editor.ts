import { Component, type ElementRef, computed, inject, signal, viewChild } from '@angular/core';
import { LONGEST_DIRECTORY } from '@lianfang/contract';
import { DRAFT_ID } from './directory-actions';
import { DirectoryLanguage } from './directory-language';
import { linesOf, placeOfLine } from './directory-lines';
import { DirectoryProblems } from './directory-problems';
import { DirectoryState } from './directory-state';
import { DirectoryTrouble } from './directory-trouble';

/** The text of a new directory: chosen, dropped or pasted, then checked. Nothing is changed by it. */
@Component({
  selector: 'lf-directory-editor',
  imports: [DirectoryProblems, DirectoryTrouble],
  templateUrl: './directory-editor.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './directory-editor.css'],
})
export class DirectoryEditor {
  protected readonly words = inject(DirectoryLanguage);
  protected readonly state = inject(DirectoryState);
  protected readonly draft = this.state.draft;
  protected readonly id = DRAFT_ID;
  private readonly area = viewChild.required<ElementRef<HTMLTextAreaElement>>('area');
  /** A file hangs over the card. */
  protected readonly isOver = signal(false);

  protected readonly size = computed(() => {
    const text = this.draft.text();
    if (text === '') return '';
    return this.words.t()('dir.size', { lines: this.words.formats().integer(linesOf(text.trimEnd()).length) });
  });
  protected readonly isAgain = computed(() => this.state.isEdited() || this.state.isOvertaken());

  protected write(): void {
    this.draft.write(this.area().nativeElement.value);
  }

  protected choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    void this.load(file);
    // The same file, mended, can be chosen again.
    input.value = '';
  }

  protected hover(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    this.isOver.set(isOver);
  }

  protected drop(event: DragEvent): void {
    this.hover(event, false);
    void this.load(event.dataTransfer?.files[0]);
  }

  protected clear(): void {
    this.draft.replace('');
    this.state.tell(() => this.words.t()('dir.cleared'));
  }

  protected undo(): void {
    this.draft.undo();
    this.state.tell(() => this.words.t()('dir.undone'));
  }

  /** To a line of the text, where what is wrong with it can be mended. */
  protected goTo(line: number): void {
    const { nativeElement: area } = this.area();
    const { from, to } = placeOfLine(area.value, line);
    area.focus();
    area.setSelectionRange(from, to);
    const height = area.scrollHeight / Math.max(1, linesOf(area.value).length);
    area.scrollTop = Math.max(0, (line - 1) * height - area.clientHeight / 3);
    area.scrollLeft = 0;
  }

  private async load(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const { name } = file;
    if (file.size > LONGEST_DIRECTORY) return this.state.tell(() => this.words.t()('dir.tooLong'));
    const text = await textOf(file);
    if (text === null) return this.state.tell(() => this.words.t()('dir.notText', { name }));
    this.draft.replace(text);
    this.state.tell(() => this.words.t()('dir.loaded', { name }));
  }
}

/** Null where it is not UTF-8: spreadsheets here still write Big5. */
async function textOf(file: File): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
