import { computed, inject, type Signal } from '@angular/core';
import { Router } from '@angular/router';
import { pageName } from './page-name';
import { SCREENS } from './screens';

/** Whether the page that is shown has figures of threat events: what is said of such figures is said only there. */
export function showsFigures(): Signal<boolean> {
  const router = inject(Router);
  return computed(() => {
    if (router.lastSuccessfulNavigation() === null) return false;
    const shown = pageName(router.routerState.snapshot.root);
    return SCREENS.some(({ name, figures }) => name === shown && figures !== false);
  });
}
