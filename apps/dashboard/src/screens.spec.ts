import { SCREENS, screenAt } from './screens';

describe('screenAt', () => {
  it.each([
    ['/', ''],
    ['/?county=63000', ''],
    ['/operations', 'operations'],
    ['/operations?code=too-late', 'operations'],
    ['/operations#rejected', 'operations'],
    ['/operations-of-others', ''],
    ['/nowhere', ''],
  ])('finds the screen of %s', (address, path) => {
    expect(screenAt(address).path).toBe(path);
  });

  it('finds each screen by its own address', () => {
    for (const screen of SCREENS) expect(screenAt(`/${screen.path}`)).toBe(screen);
  });
});
