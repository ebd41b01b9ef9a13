import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionSource, signInAddress } from '@lianfang/screen/data-access';
import { Language } from '@lianfang/screen/kit';
import { SESSION_WORDS, type SessionWord } from './words';

const HOME = '/';

/** What happened before somebody came to this page. */
interface Notice {
  readonly title: SessionWord;
  readonly detail: SessionWord;
  /** Nothing went wrong. */
  readonly calm: boolean;
}

/** The words for a reason of the address; a reason that is not known says nothing. */
export function noticeOf(ended: string | undefined, refused: string | undefined): Notice | null {
  const key = refused === undefined ? `ended.${ended ?? ''}` : `refused.${refused}`;
  if (!Object.hasOwn(SESSION_WORDS.en, `${key}.title`)) return null;
  const [title, detail] = [`${key}.title`, `${key}.detail`] as [SessionWord, SessionWord];
  return { title, detail, calm: refused === undefined };
}

/** The door: what this is, why one stands before it, and one button. Nobody is sent on without pressing it. */
@Component({
  selector: 'lf-sign-in',
  imports: [RouterLink],
  templateUrl: './sign-in.html',
  host: { '[class.filled]': 'true' },
  styleUrls: ['./session-page.css', './sign-in.css'],
})
export class SignIn {
  // From the address, by the router.
  readonly return = input<string>();
  readonly refused = input<string>();
  readonly ended = input<string>();

  private readonly language = inject(Language);
  private readonly session = inject(SessionSource);
  protected readonly t = this.language.with<SessionWord>(SESSION_WORDS);
  protected readonly signedIn = computed(() => this.session.state() === 'signed-in');
  protected readonly notice = computed(() => noticeOf(this.ended(), this.refused()));
  protected readonly target = computed(() => this.return() ?? HOME);
  protected readonly address = computed(() => signInAddress(this.target()));
  protected readonly button = computed(() => this.t()(this.notice() ? 'signIn.again' : 'signIn.button'));
  protected readonly next = computed(() => this.t()(this.target() === HOME ? 'signIn.next' : 'signIn.nextTo'));
}
