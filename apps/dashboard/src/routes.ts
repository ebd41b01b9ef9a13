import type { Routes } from '@angular/router';
import { SCREENS } from './screens';

export const routes: Routes = [
  ...SCREENS.map(({ path, load }) => ({ path, pathMatch: 'full' as const, loadComponent: load })),
  { path: '**', redirectTo: '' },
];
