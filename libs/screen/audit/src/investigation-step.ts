import { STRONGER_SIGN_IN } from '@lianfang/contract';
import { signInAddress, type Answer } from '@lianfang/screen/data-access';

/** What became of a step that somebody took. */
export type StepOutcome = 'done' | 'stronger' | 'conflict' | 'invalid' | 'failed';

/** Where one comes back to after a stronger sign-in. */
export const STRONGER_ADDRESS = signInAddress('/investigations', true);

/** What an answer to a step means for who took it. */
export function outcomeOf(answer: Answer<unknown>): StepOutcome {
  if (answer.kind === 'answer') return 'done';
  if (answer.kind === 'unreachable') return 'failed';
  const { status, title } = answer.problem;
  if (status === 403 && title === STRONGER_SIGN_IN) return 'stronger';
  if (status === 400) return 'invalid';
  return status === 403 || status === 404 || status === 409 ? 'conflict' : 'failed';
}
