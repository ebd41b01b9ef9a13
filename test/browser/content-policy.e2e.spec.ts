import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { openBrowser } from './fixture/open-browser';
import { feedServer, newPage, openSituation } from './fixture/situation-page';

/** The browser, and not a test of headers, says what the gateway's policy stops. */
describe('the content policy of the dashboard', () => {
  let browser: Browser;
  let server: FeedServer;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    server = feedServer();
    const address = await server.start();
    page = await newPage(browser);
    await openSituation(page, address);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  const refused = (): Promise<readonly string[]> => page.evaluate(() => window.watched?.refused ?? []);

  it('is not in the way of the screens, the chart’s tooltip among them', async () => {
    await page.locator('canvas').first().hover();
    await page.locator('lf-minute-card').getByText('常態', { exact: false }).last().waitFor();
    expect(await refused()).toEqual([]);
  });

  it('stops text from becoming markup, wherever it is put into the page', async () => {
    const outcome = await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.stolen = true">');
        return 'written';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(outcome).toBe('TypeError');
    expect(await refused()).toContain('require-trusted-types-for');
  });

  it('runs no script that stands in the page, and loads none from elsewhere', async () => {
    const ran = await page.evaluate(async () => {
      // What markup that came in another way would bring along.
      const inline = document.createElement('script');
      inline.append(document.createTextNode('window.ranInline = true'));
      document.body.append(inline);
      const foreign = new Image();
      const failed = new Promise((resolve) => foreign.addEventListener('error', resolve));
      foreign.src = 'https://elsewhere.invalid/pixel.png';
      await failed;
      return 'ranInline' in window;
    });
    expect(ran).toBe(false);
    expect(await refused()).toEqual(expect.arrayContaining(['require-trusted-types-for', 'img-src']));
  });

  it('takes no style that stands in the page without the nonce of this answer', async () => {
    const colour = await page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'body { color: rgb(1, 2, 3) !important }';
      document.head.append(style);
      return getComputedStyle(document.body).color;
    });
    expect(colour).not.toBe('rgb(1, 2, 3)');
    expect(await refused()).toContain('style-src-elem');
  });
});
