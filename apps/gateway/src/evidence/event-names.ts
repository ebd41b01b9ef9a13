import { CENTRE_ONLY, type Scope } from '@lianfang/contract';
import { NameSeal } from '@lianfang/platform/seal';
import type { Environment } from '../environment';
import { readSessionLink } from '../session/session-environment';

/**
 * Ids and cursors as somebody sees them. They hold offsets, and between two events of a county lie those of all others: a
 * county gets them sealed, and can't count what is not its own. What the centre passes on unsealed opens as well; it is
 * found by the same scoped query.
 */
export class EventNames {
  constructor(private readonly seal: NameSeal) {}

  shown(name: string, scope: Scope): string {
    return scope === CENTRE_ONLY ? name : this.seal.seal(name, scope.county);
  }

  /** What it was before it was shown to this scope; undefined where it was not: nobody may make up a place in the log. */
  readSealed(text: string, scope: Scope): string | undefined {
    return scope === CENTRE_ONLY ? text : this.seal.open(text, scope.county);
  }

  /** The same of an id, which the centre may have passed on: the text itself where it was not sealed for this scope. */
  read(text: string, scope: Scope): string {
    return scope === CENTRE_ONLY ? text : (this.seal.open(text, scope.county) ?? text);
  }
}

/** With the keys that every gateway has. */
export function eventNames(environment: Environment): EventNames {
  return new EventNames(new NameSeal(readSessionLink(environment).keys));
}
