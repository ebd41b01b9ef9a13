import type { Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    loadComponent: () => import('@lianfang/screen/situation').then(({ Situation }) => Situation),
  },
  {
    path: 'operations',
    loadComponent: () => import('@lianfang/screen/operations').then(({ Operations }) => Operations),
  },
  { path: '**', redirectTo: '' },
];
