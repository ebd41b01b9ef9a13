import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { MANAGER, SMALL_MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openCounty, soon, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
    [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
  ),
);

describe('the county’s own page', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
    // Time stands still, so that nothing moves but what should not.
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  beforeEach(() => {
    server.session.person = MANAGER;
    server.freeze(false);
  });

  afterEach(async () => {
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

  it.each(['nowhere', 'county/64000'])('is where an address leads that there is not: %s', async (path) => {
    const page = await newPage(browser);
    await page.goto(`${address}${path}`);
    await page.waitForURL(`${address}county`);
    await page.getByTestId('county-rate').waitFor();
  });

  it('shows now against normal, today, the hour, who was hit and by what', async () => {
    const page = await newPage(browser);
    await openCounty(page, address);
    expect(await page.getByTestId('county-rate').innerText()).toMatch(
      /\d,\d{3}[\s\S]*▲ 高於常態 \d+%[\s\S]*常態每分鐘/,
    );
    const [agencies, categories] = await page.locator('lf-county-breakdown').allInnerTexts();
    expect(agencies).toMatch(/政府入口網[\s\S]*地方稅務局[\s\S]*其餘 12 項[\s\S]*未歸屬機關/);
    expect(categories).toMatch(/入侵嘗試[\s\S]*資訊蒐集[\s\S]*惡意程式/);
    expect(await page.locator('lf-makeup-card').innerText()).toMatch(
      /本小時來源排行[\s\S]*相異來源[\s\S]*203\.0\.113\.86/,
    );
    expect(await page.locator('.demonstration').innerText()).toBe('示範資料');
    await page.locator('lf-minute-card button').click();
    await page.locator('lf-minute-card tbody tr').nth(59).waitFor();
    expect(await page.locator('lf-minute-card tbody tr').count()).toBe(60);
  });

  it('greys its live tiles when the feed stands still, and says so', async () => {
    const page = await newPage(browser);
    await page.clock.install();
    await openCounty(page, address);
    server.freeze();
    await page.clock.fastForward(40_000);
    await page.getByTestId('feed-badge').getByText('資料過時').waitFor();
    expect(await page.locator('lf-county-tiles .card.stale, lf-minute-card .card.stale').count()).toBe(5);
    await soon(async () => expect(await page.title()).toMatch(/^資料過時 · 我的縣市/));
    expect(await findings(page)).toEqual([]);
  });

  it.each(LOOKS)('axe finds nothing: $theme, $language, $width wide', async (look) => {
    const page = await newPage(browser, look);
    await openCounty(page, address);
    expect(await findings(page)).toEqual([]);
  });

  it.each([DESK, PHONE, { width: 768, height: 1024 }, { width: 1920, height: 1080 }])(
    'does not jump while it loads, $width wide',
    async (size) => {
      const page = await newPage(browser, size);
      await openCounty(page, address);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => window.watched)).toEqual({ shift: 0, moved: [], refused: [] });
    },
  );

  it.each([320, 390, 768, 1024, 1440])('does not scroll sideways at %i', async (width) => {
    const page = await newPage(browser, { width, height: 844, language: 'en' });
    await openCounty(page, address);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('says no data, and not calm, of a county whose sensors are silent', async () => {
    server.session.person = SMALL_MANAGER;
    const page = await newPage(browser);
    await openCounty(page, address);
    expect(await page.getByTestId('county-rate').innerText()).toMatch(/資料中斷[\s\S]*不代表平靜[\s\S]*最後事件 21:54/);
  });

  it('fits a desk of 1440 x 900 without scrolling', async () => {
    for (const language of ['zh-Hant-TW', 'en'] as const) {
      const page = await newPage(browser, { ...DESK, language });
      await openCounty(page, address);
      for (const part of ['lf-county-tiles', 'lf-minute-card', 'lf-county-breakdown >> nth=0', 'lf-makeup-card']) {
        const box = await page.locator(part).boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(DESK.height);
      }
    }
  });

  it('has targets for fingers on the phone', async () => {
    const page = await newPage(browser, PHONE);
    await openCounty(page, address);
    const small = await page.locator('button:visible, lf-segmented label:visible, a:visible').evaluateAll((elements) =>
      elements
        .filter((element) => !element.closest('.skip, lf-guide-brick'))
        .map((element) => ({ text: element.textContent?.trim() ?? '', height: element.getBoundingClientRect().height }))
        .filter(({ height }) => height < 43.5),
    );
    expect(small).toEqual([]);
  });
});
