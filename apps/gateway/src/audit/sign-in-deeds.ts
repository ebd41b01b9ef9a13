import { CENTRE_ONLY } from '@lianfang/contract';
import type { Principal } from '@lianfang/access';
import type { Deed } from './audit-log';

const VIEW = 'sign-in';

function ofSomebody(principal: Principal, action: Deed['action'], thing?: string): Deed {
  return {
    principal,
    action,
    county: principal.county ?? CENTRE_ONLY,
    capability: null,
    what: VIEW,
    thing,
  };
}

/** @param assurance how strongly, by the provider's `acr` */
export function signedIn(principal: Principal): Deed {
  return ofSomebody(principal, 'signed-in', principal.assurance);
}

export function signedOut(principal: Principal): Deed {
  return ofSomebody(principal, 'signed-out');
}

/** @param subject who it was at the provider; undefined where nobody proved it */
export function signInRefused(subject: unknown, reason: string): Deed {
  const nobody = { kind: 'person', name: '', roles: [], county: undefined } as const;
  return {
    principal: typeof subject === 'string' ? { ...nobody, subject } : undefined,
    action: 'sign-in-refused',
    county: CENTRE_ONLY,
    capability: null,
    what: VIEW,
    thing: reason,
  };
}

/** The provider ended sessions, of somebody or of everybody who shares one. @param name the provider's, of the subject or the session */
export function endedByProvider(name: string): Deed {
  return {
    principal: undefined,
    action: 'signed-out',
    county: CENTRE_ONLY,
    capability: null,
    what: 'back-channel logout',
    thing: name,
  };
}
