import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openSituation, soon, type PageSettings } from './fixture/situation-page';

const WALL = { width: 1920, height: 1080 };
const LEAST_HEIGHT = 44;

describe('the wall', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  afterEach(async () => {
    server.freeze(false);
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  async function open(settings: PageSettings = WALL): Promise<Page> {
    const page = await newPage(browser, settings);
    await page.goto(`${address}wall`);
    await page.locator('[data-testid=wall-rate]').filter({ hasText: /\d/ }).waitFor();
    await page.locator('lf-wall li.rising').first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    return page;
  }

  it.each(['zh-Hant-TW', 'en'] as const)(
    'is read from across a room: figures of 44 px and more, %s',
    async (language) => {
      const page = await open({ ...WALL, language });
      // The height of the letters' own box, not of the line around them.
      const figures = await page.locator('lf-wall .figure:visible').evaluateAll((elements) =>
        elements.map((element) => ({
          text: element.textContent?.trim() ?? '',
          height: Math.min(
            element.getBoundingClientRect().height,
            Number.parseFloat(getComputedStyle(element).fontSize),
          ),
        })),
      );
      expect(figures.length).toBeGreaterThan(15);
      expect(figures.filter(({ height }) => height < LEAST_HEIGHT)).toEqual([]);
    },
  );

  it.each([
    [1920, 1080],
    [1440, 900],
    [1366, 768],
  ] as const)('fits %i x %i, with nothing to press', async (width, height) => {
    const page = await open({ width, height, language: 'en' });
    const over = await page.locator('lf-wall').evaluate((wall) => ({
      down: wall.scrollHeight - wall.clientHeight,
      aside: wall.scrollWidth - wall.clientWidth,
    }));
    expect(over).toEqual({ down: 0, aside: 0 });
    expect(await page.locator('a:visible, button:visible, input:visible').count()).toBe(0);
    const cut = await page
      .locator('lf-wall :is(.figure, .name, h2)')
      .evaluateAll((elements) =>
        elements
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
          .map((e) => e.textContent),
      );
    expect(cut).toEqual([]);
  });

  it('is entered from the situation by its button, and left by Escape', async () => {
    const page = await newPage(browser);
    await openSituation(page, address);
    await page.getByRole('link', { name: '電視牆模式' }).click();
    await page.locator('lf-wall [data-worst]').first().waitFor();
    expect(await page.locator('[data-worst="66000"]').innerText()).toMatch(/臺中市[\s\S]*62[\s\S]*攻擊壓力/);
    await page.keyboard.press('Escape');
    await page.getByTestId('national-rate').waitFor();
  });

  it('says loudly that its data is stale', async () => {
    const page = await newPage(browser, WALL);
    await page.clock.install();
    await page.goto(`${address}wall`);
    await page.locator('[data-worst]').first().waitFor();
    expect(await page.getByTestId('wall-doubt').count()).toBe(0);
    server.freeze();
    await page.clock.fastForward(40_000);
    await page.getByTestId('wall-doubt').filter({ hasText: '資料過時' }).waitFor();
    const height = await page
      .getByTestId('wall-doubt')
      .evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize));
    expect(height).toBeGreaterThanOrEqual(LEAST_HEIGHT);
  });

  it('tells the server that it is watched, about once a minute, while it is shown and no longer', async () => {
    const page = await newPage(browser, WALL);
    let said = 0;
    // The cookie is told as the socket is; a leap of the clock makes the page take its socket for dead.
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname === '/auth/session' && !request.headers()['lianfang-unattended']) said += 1;
    });
    await page.clock.install();
    await page.goto(`${address}wall`);
    await page.locator('[data-worst]').first().waitFor();
    // The page asks once who looks, and the wall says at once that somebody does.
    await soon(async () => expect(said).toBe(2));
    await page.clock.fastForward(61_000);
    await soon(async () => expect(said).toBe(3));
    await page.keyboard.press('Escape');
    await page.getByTestId('national-rate').waitFor();
    const after = said;
    await page.clock.fastForward(121_000);
    await page.getByTestId('feed-badge').filter({ hasText: '資料過時' }).waitFor();
    expect(said).toBe(after);
  });
});
