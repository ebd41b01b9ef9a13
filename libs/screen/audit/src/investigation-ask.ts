import { Component, computed, inject, output, signal } from '@angular/core';
import { LONGEST_SEAL_DAYS, investigationOrder } from '@lianfang/contract';
import { DirectorySource, InvestigationSource } from '@lianfang/screen/data-access';
import { AuditLanguage } from './audit-language';
import { STRONGER_ADDRESS, outcomeOf, type StepOutcome } from './investigation-step';

const USUAL_DAYS = 30;

/** The form by which a lead asks for a sealed investigation. */
@Component({
  selector: 'lf-investigation-ask',
  templateUrl: './investigation-ask.html',
  styleUrls: ['../../kit/src/buttons.css', './investigation-form.css'],
})
export class InvestigationAsk {
  readonly asked = output();
  readonly cancelled = output();
  protected readonly words = inject(AuditLanguage);
  private readonly directory = inject(DirectorySource);
  private readonly source = inject(InvestigationSource);
  protected readonly most = LONGEST_SEAL_DAYS;
  protected readonly stronger = STRONGER_ADDRESS;

  protected readonly county = signal('');
  protected readonly reason = signal('');
  protected readonly days = signal(USUAL_DAYS);
  protected readonly step = signal<'idle' | 'working' | StepOutcome>('idle');
  protected readonly counties = computed(() =>
    (this.directory.directory()?.counties ?? []).map(({ code, name }) => ({
      code,
      name: this.words.code() === 'en' ? name.en : name.zh,
    })),
  );

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const order = investigationOrder.safeParse({ county: this.county(), reason: this.reason(), days: this.days() });
    if (!order.success) return this.step.set('invalid');
    this.step.set('working');
    const outcome = outcomeOf(await this.source.ask(order.data));
    this.step.set(outcome);
    if (outcome === 'done') this.asked.emit();
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
  }
}
