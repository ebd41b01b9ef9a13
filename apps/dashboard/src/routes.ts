import { inject, type Type } from '@angular/core';
import { Router, type CanDeactivateFn, type CanMatchFn, type Route, type Routes } from '@angular/router';
import { SessionSource } from '@lianfang/screen/data-access';
import type { WordKey } from '@lianfang/screen/kit';
import { SCREENS, screensOf, type Screen } from './screens';

const SIGN_IN = 'sign-in';

function addressAsked(): string {
  const router = inject(Router);
  const asked = router.currentNavigation()?.extractedUrl;
  return asked === undefined ? '/' : router.serializeUrl(asked);
}

/** Nothing is asked and nothing is shown before it is known who looks; who is not signed in goes to the door. */
const whoIsSignedIn: CanMatchFn = async () => {
  const session = inject(SessionSource);
  const router = inject(Router);
  const address = addressAsked();
  await session.known;
  if (session.state() === 'signed-in') return true;
  return router.createUrlTree([SIGN_IN], { queryParams: address === '/' ? {} : { return: address } });
};

/** Who is signed in has no business at the door, but to read why something was refused. */
const whoIsAtTheDoor: CanMatchFn = async () => {
  const session = inject(SessionSource);
  const router = inject(Router);
  const { queryParams } = router.parseUrl(addressAsked());
  await session.known;
  if (session.state() !== 'signed-in' || 'refused' in queryParams) return true;
  const to: unknown = queryParams['return'];
  return router.parseUrl(typeof to === 'string' && to.startsWith('/') && !to.startsWith(`/${SIGN_IN}`) ? to : '/');
};

/** A screen that holds what is not saved asks before it is left. */
interface Leavable {
  mayLeave?(): boolean | Promise<boolean>;
}
const asksFirst: CanDeactivateFn<Leavable | null> = (screen) => screen?.mayLeave?.() ?? true;

/** The first of one's own screens; without any, the page that says so. */
function home(): string {
  return `/${seen()[0]?.path ?? ''}`;
}

function seen(): readonly Screen[] {
  return screensOf(inject(SessionSource).current());
}

function named(name: WordKey): Pick<Route, 'data'> {
  return { data: { name } };
}

const noPermission = (): Promise<typeof import('@lianfang/screen/session').NoPermission> =>
  import('@lianfang/screen/session').then(({ NoPermission }) => NoPermission);

/** One's own screens; then, at the first address, one's home; then why an address is not among one's own. */
const behindTheDoor: Routes = [
  ...SCREENS.map((screen) => ({
    path: screen.path,
    pathMatch: 'full' as const,
    canMatch: [() => seen().includes(screen)],
    canDeactivate: [asksFirst],
    loadComponent: screen.load,
    ...named(screen.name),
  })),
  {
    path: '',
    pathMatch: 'full',
    canMatch: [() => seen().length > 0],
    redirectTo: home,
  },
  {
    path: '',
    pathMatch: 'full',
    loadComponent: () => import('@lianfang/screen/session').then(({ NoFigures }) => NoFigures),
    ...named('nav.noFigures'),
  },
  ...SCREENS.filter(({ path }) => path !== '').map(({ path, name }) => ({
    path,
    pathMatch: 'full' as const,
    loadComponent: noPermission,
    data: { name: 'nav.noPermission', asked: name },
    resolve: { home: () => seen()[0]?.name ?? null },
  })),
  // Not by way of the first address: of two redirects in a row the second is not taken.
  { path: '**', redirectTo: home },
];

/** Waits until it is known who looks: these pages name what they may open. For everybody, also at the door. */
const onceKnown: CanMatchFn = async () => {
  await inject(SessionSource).known;
  return true;
};

function aboutTheSite(path: string, name: WordKey, loadComponent: () => Promise<Type<unknown>>): Route {
  return {
    path,
    pathMatch: 'full',
    canMatch: [onceKnown],
    loadComponent,
    ...named(name),
    resolve: { pages: seen },
  };
}

export const routes: Routes = [
  aboutTheSite('help', 'nav.help', () => import('@lianfang/screen/guide').then(({ Help }) => Help)),
  aboutTheSite('site-map', 'nav.siteMap', () => import('@lianfang/screen/guide').then(({ SiteMap }) => SiteMap)),
  aboutTheSite('accessibility', 'nav.accessibility', () =>
    import('@lianfang/screen/guide').then(({ AccessibilityStatement }) => AccessibilityStatement),
  ),
  {
    path: SIGN_IN,
    pathMatch: 'full',
    canMatch: [whoIsAtTheDoor],
    loadComponent: () => import('@lianfang/screen/session').then(({ SignIn }) => SignIn),
    ...named('nav.signIn'),
  },
  { path: '', canMatch: [whoIsSignedIn], children: behindTheDoor },
];
