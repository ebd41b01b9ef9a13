import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CSS = readFileSync(join(process.cwd(), 'libs/screen/kit/src/tokens.css'), 'utf8');
const STEPS = [0, 1, 2, 3, 4, 5];
const THEMES = ['light', 'dark'] as const;

/** The value of a token in one theme, such as `#e9f2f6`. */
function token(name: string, theme: (typeof THEMES)[number]): string {
  const [, light = '', dark = ''] = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(CSS) ?? [];
  return theme === 'light' ? light : dark;
}

/** Relative luminance as WCAG 2.2 defines it, 0 to 1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = parseInt(colour.slice(from, from + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each(THEMES)('colours that say something: %s', (theme) => {
  it('steps of the scale go one way in lightness, each by what an eye sees without its hue', () => {
    const steps = STEPS.map((step) => token(`intensity-${step}`, theme));
    const way = Math.sign(luminance(steps[5] ?? '') - luminance(steps[0] ?? ''));
    for (const step of STEPS.slice(1)) {
      const [before = '', now = ''] = [steps[step - 1], steps[step]];
      expect(Math.sign(luminance(now) - luminance(before))).toBe(way);
      expect(contrast(before, now)).toBeGreaterThan(1.15);
    }
    expect(contrast(steps[0] ?? '', steps[5] ?? '')).toBeGreaterThan(4.5);
  });

  it.each(['text', 'text-secondary', 'text-tertiary', 'accent', 'critical', 'warning', 'good'])(
    'can be read on page and surface: %s',
    (name) => {
      for (const ground of ['page', 'surface']) {
        expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('draws the edges of controls so that they are seen', () => {
    expect(contrast(token('control', theme), token('surface', theme))).toBeGreaterThanOrEqual(3);
  });
});
