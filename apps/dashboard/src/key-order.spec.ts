import { keyOrder } from './key-order';
import { SCREENS } from './screens';

describe('what keys order', () => {
  it('opens help, and pages by g and a letter that one may see', () => {
    expect(keyOrder('?', false, SCREENS)).toEqual({ do: 'go', to: '/help' });
    expect(keyOrder('g', false, SCREENS)).toEqual({ do: 'await-page' });
    expect(keyOrder('s', true, SCREENS)).toEqual({ do: 'go', to: '/' });
    expect(keyOrder('A', true, SCREENS)).toEqual({ do: 'go', to: '/audit' });
    expect(keyOrder('a', true, [])).toBeNull();
  });

  it('orders nothing by other keys, nor by a letter of a page without g', () => {
    expect(keyOrder('s', false, SCREENS)).toBeNull();
    expect(keyOrder('Enter', false, SCREENS)).toBeNull();
    expect(keyOrder('constructor', false, SCREENS)).toBeNull();
  });

  it('gives every page a letter of its own', () => {
    const letters = SCREENS.flatMap(({ shortcut }) => shortcut ?? []);
    expect(new Set(letters).size).toBe(letters.length);
  });
});
