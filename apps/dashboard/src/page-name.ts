import type { ActivatedRouteSnapshot } from '@angular/router';
import { WORDS, type WordKey } from '@lianfang/screen/kit';

/** The name of the page that is shown, as its route has it; null before the first. */
export function pageName(root: ActivatedRouteSnapshot): WordKey | null {
  let route = root;
  while (route.firstChild) route = route.firstChild;
  const name: unknown = route.data['name'];
  return typeof name === 'string' && Object.hasOwn(WORDS.en, name) ? (name as WordKey) : null;
}
