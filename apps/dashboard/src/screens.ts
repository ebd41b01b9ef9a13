import type { Type } from '@angular/core';
import type { SessionAnswer } from '@lianfang/contract';
import type { WordKey } from '@lianfang/screen/kit';

/** One screen: routes, the links of the header and the title of the page are made from this. */
export interface Screen {
  /** Its address, without a slash at its beginning, `:name` for what the address says; the first screen's is empty. */
  readonly path: string;
  /** Its name in the header and in the title. */
  readonly name: WordKey;
  /** The capability without which the gateway answers none of its questions. */
  readonly needs: string;
  /** It is about the county of who looks: those without one have no such screen. */
  readonly ofOwnCounty?: true;
  /** It is reached from other pages: the header has no link to it. */
  readonly inHeader?: false;
  /** It has no figures of threat events: nothing is said there of such figures. */
  readonly figures?: false;
  /** The letter that opens it after `g`. */
  readonly shortcut?: string;
  /** Its component, loaded when its address is opened. */
  readonly load: () => Promise<Type<unknown>>;
}

/** Which screens there are and who sees them, in the order of the header. The first that one may see is one's home. */
export const SCREENS: readonly Screen[] = [
  {
    path: '',
    name: 'nav.situation',
    shortcut: 's',
    needs: 'nation.read',
    load: () => import('@lianfang/screen/situation').then(({ Situation }) => Situation),
  },
  {
    path: 'wall',
    name: 'nav.wall',
    needs: 'nation.read',
    inHeader: false,
    load: () => import('@lianfang/screen/wall').then(({ Wall }) => Wall),
  },
  {
    path: 'county',
    name: 'nav.county',
    shortcut: 'c',
    needs: 'county.read',
    ofOwnCounty: true,
    load: () => import('@lianfang/screen/county').then(({ County }) => County),
  },
  {
    path: 'counties/:code',
    name: 'nav.countyPage',
    needs: 'nation.read',
    inHeader: false,
    load: () => import('@lianfang/screen/county').then(({ County }) => County),
  },
  {
    path: 'counties/:code/settings',
    name: 'nav.settings',
    needs: 'settings.read',
    inHeader: false,
    figures: false,
    load: () => import('@lianfang/screen/settings').then(({ Settings }) => Settings),
  },
  {
    path: 'compare',
    name: 'nav.compare',
    shortcut: 'm',
    needs: 'nation.read',
    load: () => import('@lianfang/screen/compare').then(({ Compare }) => Compare),
  },
  {
    path: 'explore',
    name: 'nav.explore',
    shortcut: 'x',
    needs: 'county.read',
    load: () => import('@lianfang/screen/explore').then(({ Explore }) => Explore),
  },
  {
    path: 'evidence',
    name: 'nav.evidence',
    shortcut: 'e',
    needs: 'evidence.read',
    load: () => import('@lianfang/screen/evidence').then(({ Evidence }) => Evidence),
  },
  {
    path: 'operations',
    name: 'nav.operations',
    shortcut: 'o',
    needs: 'rejected.read',
    load: () => import('@lianfang/screen/operations').then(({ Operations }) => Operations),
  },
  {
    path: 'directory',
    name: 'nav.directory',
    inHeader: false,
    figures: false,
    needs: 'directory.change',
    load: () => import('@lianfang/screen/operations').then(({ Directories }) => Directories),
  },
  {
    path: 'audit',
    name: 'nav.audit',
    figures: false,
    shortcut: 'a',
    needs: 'audit.read',
    load: () => import('@lianfang/screen/audit').then(({ Audit }) => Audit),
  },
  {
    path: 'investigations',
    name: 'nav.investigations',
    figures: false,
    shortcut: 'i',
    needs: 'investigation.read',
    load: () => import('@lianfang/screen/audit').then(({ Investigations }) => Investigations),
  },
];

/** What decides which screens somebody sees. */
export type Rights = Pick<SessionAnswer, 'capabilities' | 'county'>;

/** The screens that somebody may see; none where nobody is signed in. */
export function screensOf(rights: Rights | null): readonly Screen[] {
  if (rights === null) return [];
  return SCREENS.filter(
    ({ needs, ofOwnCounty }) => rights.capabilities.includes(needs) && (!ofOwnCounty || rights.county !== null),
  );
}
