import type { Type } from '@angular/core';
import type { WordKey } from '@lianfang/screen/kit';

/** One screen: routes, the links of the header and the title of the page are made from this. */
export interface Screen {
  /** Its address, without slashes; the first screen's is empty. */
  readonly path: string;
  /** Its name in the header and in the title. */
  readonly name: WordKey;
  /** Its component, loaded when its address is opened. */
  readonly load: () => Promise<Type<unknown>>;
}

const SITUATION: Screen = {
  path: '',
  name: 'nav.situation',
  load: () => import('@lianfang/screen/situation').then(({ Situation }) => Situation),
};

/** In the order of the header. */
export const SCREENS: readonly Screen[] = [
  SITUATION,
  {
    path: 'operations',
    name: 'nav.operations',
    load: () => import('@lianfang/screen/operations').then(({ Operations }) => Operations),
  },
];

/** The screen at an address of this site (`/operations?code=too-late`); where there is none, one lands on the first. */
export function screenAt(address: string): Screen {
  const [, path = ''] = address.split(/[/?#]/);
  return SCREENS.find((screen) => screen.path === path) ?? SITUATION;
}
