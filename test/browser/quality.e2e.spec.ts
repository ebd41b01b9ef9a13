import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { ANALYST, MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openSituation, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const INITIAL_JS_LIMIT = 250 * 1024;

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

describe('quality of the situation screen', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
    // Time stands still where jumps are looked for: at a full minute, ranked lists may move.
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  afterEach(async () => {
    server.session.person = ANALYST;
    server.freeze(false);
    server.accept(true);
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  const looks = (['light', 'dark'] as const).flatMap((theme) =>
    (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
      [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
    ),
  );

  it.each(looks)('axe finds nothing: $theme, $language, $width wide', async (look) => {
    const page = await newPage(browser, look);
    await openSituation(page, address);
    // One language at rest, the other with a county selected and the hour as a table.
    if (look.language === 'en') {
      await page.locator('[data-row="66000"] button').click();
      await page.getByTestId('county-panel').waitFor();
      await page.locator('lf-minute-card button').click();
      await page.locator('lf-minute-card table').waitFor();
    }
    expect(await findings(page)).toEqual([]);
  });

  it.each(looks)('axe finds nothing on kept events: $theme, $language, $width wide', async (look) => {
    server.session.person = MANAGER;
    const page = await newPage(browser, look);
    await page.goto(`${address}evidence?severity=critical`);
    await page.locator('[data-testid=events] a').first().click();
    await page.getByTestId('event-record').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('axe finds nothing while connecting is impossible: %s', async (theme) => {
    server.accept(false);
    const page = await newPage(browser, { theme });
    await page.goto(address);
    await page.getByTestId('feed-notice').getByText('無法連線').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('axe finds nothing on stale data: %s', async (theme) => {
    const page = await newPage(browser, { theme });
    await page.clock.install();
    await openSituation(page, address);
    server.freeze();
    await page.clock.fastForward(40_000);
    await page.locator('.card.stale').first().waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it.each([DESK, PHONE, { width: 768, height: 1024 }, { width: 1920, height: 1080 }])(
    'does not jump while it loads, $width wide',
    async (size) => {
      const page = await newPage(browser, size);
      await openSituation(page, address);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => window.watched)).toEqual({ shift: 0, moved: [], refused: [] });
    },
  );

  it.each([320, 390, 768, 1024, 1200, 1440])('does not scroll sideways at %i', async (width) => {
    const page = await newPage(browser, { width, height: 844, language: 'en' });
    await openSituation(page, address);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it.each(['zh-Hant-TW', 'en'] as const)('fits a desk of 1440 x 900 without scrolling: %s', async (language) => {
    const page = await newPage(browser, { ...DESK, language });
    await openSituation(page, address);
    for (const part of [
      'lf-rate-tile',
      'lf-ledger-tile',
      'lf-worst-county',
      'lf-county-map svg',
      'lf-rising-card',
      'lf-feeds-card',
    ]) {
      const box = await page.locator(part).boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(DESK.height);
    }
  });

  it('has targets for fingers on the phone', async () => {
    const page = await newPage(browser, PHONE);
    await openSituation(page, address);
    const small = await page.locator('button:visible, lf-segmented label:visible, a:visible').evaluateAll((elements) =>
      elements
        .filter((element) => !element.closest('.skip, lf-guide-brick'))
        .map((element) => ({ text: element.textContent?.trim() ?? '', height: element.getBoundingClientRect().height }))
        .filter(({ height }) => height < 43.5),
    );
    expect(small).toEqual([]);
  });

  it('keeps what is loaded first under 250 kB of compressed script', () => {
    const pages = join(process.cwd(), 'dist/apps/dashboard');
    const index = readFileSync(join(pages, 'index.html'), 'utf8');
    const names = [...index.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(1);
    const bytes = names.reduce((sum, name) => sum + gzipSync(readFileSync(join(pages, name)), { level: 9 }).length, 0);
    expect(bytes).toBeLessThan(INITIAL_JS_LIMIT);
    expect(index).not.toMatch(/<script>|onload=|<style/);
  });

  it('loads only the slices of the Chinese letters that it shows', async () => {
    const page = await newPage(browser, DESK);
    let slices = 0;
    page.on('response', (response) => {
      if (/noto-sans-tc.*\.woff2/.test(response.url())) slices += 1;
    });
    await openSituation(page, address);
    await page.waitForLoadState('networkidle');
    expect(slices).toBeGreaterThan(0);
    expect(slices).toBeLessThan(60);
  });
});
