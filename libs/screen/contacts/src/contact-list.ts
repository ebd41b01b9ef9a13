import { Component, computed, inject, input } from '@angular/core';
import type { CountyContact } from '@lianfang/contract';
import { Language } from '@lianfang/screen/kit';
import { phoneLink } from './phone-link';
import { CONTACT_WORDS, type ContactWord } from './words';

/** People who can be called or written to, each with the ways to them. */
@Component({
  selector: 'lf-contact-list',
  template: `
    <ul data-testid="contacts">
      @for (contact of shown(); track $index) {
        <li>
          <p class="who">
            <bdi class="name" translate="no">{{ contact.name }}</bdi>
            <bdi class="duty">{{ contact.duty }}</bdi>
            <span class="reach" [class.always]="contact.isAlways">{{ contact.reach }}</span>
          </p>
          @if (contact.phone; as phone) {
            <a class="way figures" [attr.href]="contact.call" translate="no">
              <span class="kind">{{ t()('contact.phone') }}</span> <bdi>{{ phone }}</bdi>
              <span class="visually-hidden">{{ contact.name }}</span>
            </a>
          }
          @if (contact.email; as email) {
            <a class="way" [attr.href]="'mailto:' + email" translate="no">
              <span class="kind">{{ t()('contact.email') }}</span> <bdi>{{ email }}</bdi>
              <span class="visually-hidden">{{ contact.name }}</span>
            </a>
          }
        </li>
      }
    </ul>
  `,
  styleUrl: './contact-list.css',
})
export class ContactList {
  readonly contacts = input.required<readonly CountyContact[]>();
  protected readonly t = inject(Language).with<ContactWord>(CONTACT_WORDS);
  protected readonly shown = computed(() =>
    this.contacts().map(({ name, duty, phone, email, reachable }) => ({
      name,
      duty,
      phone,
      email,
      call: phone === null ? null : phoneLink(phone),
      reach: this.t()(`contact.reach.${reachable}`),
      isAlways: reachable === 'always',
    })),
  );
}
