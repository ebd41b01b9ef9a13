import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { POSTURE_COMPONENTS, type Posture, type PostureComponent } from '@lianfang/contract';
import { Language } from '@lianfang/screen/kit';
import { inputWords } from './input-words';
import { nextSteps, type StepPlace } from './next-steps';
import { waterfallOf, type WaterfallStep } from './waterfall';
import { POSTURE_WORDS, type PostureWord } from './words';

/** A true minus sign: as wide as a digit. */
const MINUS = '−';

/** From 100 down to the score, one line for each component; a line opens to what it was made from. A table to all. */
@Component({
  selector: 'lf-posture-waterfall',
  imports: [RouterLink],
  templateUrl: './posture-waterfall.html',
  styleUrl: './posture-waterfall.css',
})
export class PostureWaterfall {
  /** Null: not there yet. One without a score has no lines. */
  readonly posture = input.required<Posture | null>();
  readonly place = input.required<StepPlace>();
  private readonly language = inject(Language);
  protected readonly t = this.language.with<PostureWord>(POSTURE_WORDS);
  protected readonly placeholders = POSTURE_COMPONENTS;
  private readonly opened = signal<PostureComponent | null>(null);

  protected readonly score = computed(() => this.posture()?.score ?? null);
  protected readonly lines = computed(() => {
    const posture = this.posture();
    return posture === null ? null : waterfallOf(posture).map((step) => this.line(step, posture));
  });

  protected nameOf(component: PostureComponent): PostureWord {
    return `posture.${component}`;
  }

  protected toggle(component: PostureComponent): void {
    this.opened.update((open) => (open === component ? null : component));
  }

  private line(step: WaterfallStep, posture: Posture) {
    const { component, state, start, width, points } = step;
    const t = this.t();
    const isOpen = this.opened() === component;
    return {
      component,
      state,
      start,
      width,
      isOpen,
      name: t(this.nameOf(component)),
      points: points === 0 ? '0' : `${MINUS}${-points}`,
      isNone: points === 0,
      reasons: isOpen ? inputWords(step, posture.inputs, t, this.language.formats()) : [],
      steps: isOpen ? nextSteps(component, posture, this.place()) : [],
    };
  }
}
