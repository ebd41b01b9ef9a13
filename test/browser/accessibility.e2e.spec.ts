import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { SCREENS } from '../../apps/dashboard/src/screens';
import { CHECKED_PAGES, type CheckedPage } from './fixture/checked-pages';
import type { FeedServer } from './fixture/feed-server';
import { LEAD } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage } from './fixture/situation-page';
import { hasPython, prepareModa, renderedPage, scanPage } from './moda/scan-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Colours depend on the theme and words on the language: two looks meet both of each, in half the time of four. */
const LOOKS = [
  ['light', 'zh-Hant-TW'],
  ['dark', 'en'],
] as const;
/** 1280 pixels at 200 %, and at 400 % (WCAG 1.4.4, 1.4.10). */
const ZOOMED = [640, 320];
const TEST_MS = 300_000;

if (!hasPython()) process.stderr.write('\nSKIPPED: a11y-moda on every page; it needs python3 with venv.\n\n');

/** Waits until nothing is awaited any more: a heading, no skeleton, letters. */
async function openPage(page: Page, address: string, checked: CheckedPage): Promise<void> {
  await page.goto(`${address}${checked.path}`);
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main .skeleton')].every((element) => !element.checkVisibility()),
  );
  await checked.open?.(page);
  await page.evaluate(() => document.fonts.ready);
}

async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

/** Shows the page in another theme and language without loading it anew. */
async function wear(page: Page, theme: string, language: string): Promise<void> {
  await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
  if ((await page.locator('html').getAttribute('lang')) === language) return;
  await page.locator('#content').focus();
  await page.keyboard.press('l');
  // The switch itself is drawn anew a moment after the page has its language.
  const other = language === 'en' ? 'zh-Hant-TW' : 'en';
  await page
    .locator(`html[lang="${language}"] lf-preferences button[lang="${other}"]`)
    .first()
    .waitFor({ state: 'attached' });
}

/** Words of headings, links, buttons and fields that are seen; those that may not be lost by enlarging. */
function seenWords(page: Page): Promise<string[]> {
  return page.locator('main').evaluate((main) =>
    [...main.querySelectorAll('h1, h2, h3, a, button, label, dt, caption, input, select')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) =>
        (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
      )
      .filter((words) => words !== '' && !/\d/.test(words)),
  );
}

/** As many lines as there is room for, by design; all of them are behind its link. */
const SHORTENED = 'lf-onlookers-card ul';

/** What stands beyond the right edge and can't be scrolled to. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate((shortened) => {
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 &&
        !element.closest(shortened) &&
        !scrolls(element),
    );
    return beyond.map(
      (element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 60) ?? ''}`,
    );
  }, SHORTENED);
}

/** Charts follow a moment after the page has another width: waits until nothing scrolls, for as long as that may take. */
async function settled(page: Page): Promise<void> {
  const fits = (): boolean => document.documentElement.scrollWidth <= window.innerWidth;
  await page.waitForFunction(fits, undefined, { timeout: 3_000 }).catch(() => undefined);
}

/** At 1280 pixels and 200 % nothing scrolls sideways, is cut off or is lost; at 400 % nothing scrolls or is cut off. */
async function enlargingFindings(page: Page): Promise<string[]> {
  const found: string[] = [];
  const words = await seenWords(page);
  for (const width of ZOOMED) {
    await page.setViewportSize({ width, height: 450 });
    await settled(page);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (sideways > 0) found.push(`scrolls sideways by ${sideways} at ${width}`);
    found.push(...(await cutOff(page)).map((line) => `cut off at ${width}: ${line}`));
    const left = new Set(await seenWords(page));
    const lost = width === ZOOMED[0] ? words.filter((one) => !left.has(one)) : [];
    found.push(...lost.map((one) => `lost at ${width}: ${one}`));
  }
  return found;
}

describe('accessibility of every page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-moda-'));
  let browser: Browser;
  let server: FeedServer;
  let address: string;
  let moda: string | null = null;

  beforeAll(async () => {
    if (hasPython()) moda = await prepareModa();
    browser = await openBrowser();
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  }, TEST_MS);

  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('knows every page of the dashboard', () => {
    const checked = CHECKED_PAGES.map(({ path }) => path.split('?')[0]);
    const missing = SCREENS.filter(({ path }) => {
      const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);
      return !checked.some((one) => pattern.test(one ?? ''));
    });
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  // One load of a page for all checks: loading is what takes the time.
  it.each(CHECKED_PAGES)(
    'axe and a11y-moda find nothing in both languages and themes, and enlarging loses nothing: $name',
    async (checked) => {
      server.session.person = checked.person;
      server.session.strong = checked.strong ?? false;
      const page = await newPage(browser, { width: 1280, height: 900, theme: 'light' });
      await openPage(page, address, checked);
      const found: string[] = [];
      const scans: Promise<string[]>[] = [];
      for (const [theme, language] of LOOKS) {
        await wear(page, theme, language);
        const look = `${theme} ${language}`;
        if (moda !== null) {
          const file = join(folder, `${checked.name.replaceAll(' ', '-')}-${language}.html`);
          const scan = scanPage(moda, file, await renderedPage(page));
          scans.push(scan.then((lines) => lines.map((line) => `a11y-moda, ${look}: ${line}`)));
        }
        found.push(...(await axeFindings(page)).map((line) => `axe, ${look}: ${line}`));
      }
      found.push(...(await enlargingFindings(page)));
      found.push(...(await Promise.all(scans)).flat());
      expect(found).toEqual([]);
    },
    TEST_MS,
  );

  it('would find a planted fault by either tool', async () => {
    server.session.person = LEAD;
    const page = await newPage(browser, { width: 1280, height: 900, theme: 'light' });
    await openPage(page, address, { name: 'help', path: 'help', person: LEAD });
    await page.evaluate(() => document.querySelector('main h1')?.append(document.createElement('img')));
    expect((await axeFindings(page)).map((line) => line.split(' ')[0])).toContain('image-alt');
    if (moda === null) return;
    const lines = await scanPage(moda, join(folder, 'planted.html'), await renderedPage(page));
    expect(lines.map((line) => line.split(' ')[0])).toContain('HM1110100C');
  });
});
