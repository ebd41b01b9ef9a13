import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { DISPOSITIONS, SEVERITIES } from '@lianfang/contract';
import { Segmented } from '@lianfang/screen/kit';
import { PARTS, QUICK_RANGES, isReadable, rangeOf, type Part } from './evidence-address';
import { EvidenceLanguage } from './evidence-language';
import { EvidenceState } from './evidence-state';

const TAIPEI_AHEAD = 8 * 3_600_000;

/** An instant as a field for date and time has it, in Taipei. */
export function fieldOf(instant: number): string {
  return new Date(instant + TAIPEI_AHEAD).toISOString().slice(0, 16);
}

/** The instant of such a field as the address has it; undefined where it is not filled in. */
export function instantOf(field: string): string | undefined {
  const whole = `${field}:00+08:00`;
  return Number.isNaN(Date.parse(whole)) ? undefined : whole;
}

/** What the list is narrowed by. Each choice goes into the address, and the list follows the address. */
@Component({
  selector: 'lf-evidence-bar',
  imports: [Segmented],
  templateUrl: './evidence-bar.html',
  styleUrls: ['../../kit/src/buttons.css', './evidence-bar.css'],
})
export class EvidenceBar {
  protected readonly words = inject(EvidenceLanguage);
  protected readonly state = inject(EvidenceState);
  /** On a phone the filters are folded away. */
  protected readonly isOpen = signal(false);
  protected readonly addressWrong = signal(false);

  protected readonly ranges = computed(() =>
    [...QUICK_RANGES, 'absolute' as const].map((value) => ({ value, label: this.words.t()(`filter.${value}`) })),
  );
  protected readonly range = linkedSignal<string>(() => this.state.asked().range);
  protected readonly fields = computed(() => {
    const { from, to } = rangeOf(this.state.asked(), this.state.now());
    return { from: fieldOf(from), to: fieldOf(to) };
  });
  protected readonly parts = computed(() => this.state.asked().parts);
  protected readonly used = computed(() => PARTS.filter((part) => this.parts()[part] !== undefined).length);
  protected readonly directions = computed(() =>
    (['inbound', 'outbound', 'internal'] as const).map((value) => ({
      value,
      label: this.words.t()(`direction.${value}`),
    })),
  );
  protected readonly dispositions = computed(() =>
    DISPOSITIONS.map((value) => ({ value, label: this.words.t()(`disposition.${value}`) })),
  );
  protected readonly severities = computed(() =>
    [...SEVERITIES].reverse().map((value) => ({ value, label: this.words.t()(`severity.${value}`) })),
  );

  protected async chooseRange(value: string): Promise<void> {
    const asked = this.state.asked();
    if (value === asked.range) return;
    if (value === 'absolute') {
      const { from, to } = this.fields();
      return this.state.go({ range: null, from: instantOf(from), to: instantOf(to), event: null });
    }
    return this.state.go({ range: value === 'hour' ? null : value, from: null, to: null, event: null });
  }

  protected async chooseEnd(end: 'from' | 'to', event: Event): Promise<void> {
    const instant = instantOf(valueOf(event));
    if (instant !== undefined) await this.state.go({ [end]: instant, range: null, event: null });
  }

  protected async choose(part: Part, event: Event): Promise<void> {
    const value = valueOf(event).trim();
    const isWrong = part === 'address' && value !== '' && !isReadable('address', value);
    if (part === 'address') this.addressWrong.set(isWrong);
    if (isWrong || value === (this.parts()[part] ?? '')) return;
    // An agency is of one county.
    const others = part === 'county' ? { agency: null } : {};
    await this.state.go({ [part]: value === '' ? null : value, ...others, event: null });
  }

  protected async clear(): Promise<void> {
    this.addressWrong.set(false);
    await this.state.go({ ...Object.fromEntries(PARTS.map((part) => [part, null])), event: null });
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
