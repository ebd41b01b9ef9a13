import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { BUSY } from './fixture/invented-situation';
import { openBrowser } from './fixture/open-browser';
import { feedServer, newPage, openSituation, soon } from './fixture/situation-page';

const STALE_LIMIT = 30_000;

/** All that the screen shows of figures. */
async function figures(page: Page): Promise<string> {
  const parts = await page.locator('lf-rate-tile, lf-month-tile, lf-ledger-tile, lf-county-table').allInnerTexts();
  return parts.join('\n');
}

describe('the live feed on the screen', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    server = feedServer();
    address = await server.start();
    page = await newPage(browser);
  });

  afterEach(async () => {
    await page.context().close();
    await server.stop();
  });

  const badge = () => page.getByTestId('feed-badge');

  it('changes figures as frames come, and says how old they are', async () => {
    await openSituation(page, address);
    const before = await page.getByTestId('national-rate').innerText();
    await page.waitForFunction(
      (old) => document.querySelector('[data-testid=national-rate]')?.textContent !== old,
      before,
    );
    await badge()
      .filter({ hasText: /即時 · 資料 \d 秒前/ })
      .waitFor();
  });

  it('greys every tile within 30 s of a frozen feed, and says so in words, title and aloud', async () => {
    await openSituation(page, address);
    server.freeze();
    const began = Date.now();
    await badge().filter({ hasText: '資料過時' }).waitFor({ timeout: STALE_LIMIT });
    expect(Date.now() - began).toBeLessThan(STALE_LIMIT);
    const cards = page.locator('main .card');
    const count = await cards.count();
    expect(count).toBeGreaterThanOrEqual(10);
    for (let index = 0; index < count; index += 1) {
      expect(await cards.nth(index).innerText()).toContain('資料過時');
      expect(await cards.nth(index).getAttribute('class')).toContain('stale');
    }
    await soon(async () => expect(await page.title()).toMatch(/^資料過時/));
    await soon(async () => expect(await page.getByTestId('feed-voice').innerText()).toContain('資料過時'));
    server.freeze(false);
    await badge().filter({ hasText: '即時' }).waitFor();
    await soon(async () => expect(await page.locator('.card.stale').count()).toBe(0));
  });

  it('says in words that the connection is lost, keeps the figures, and comes back', async () => {
    await openSituation(page, address);
    server.accept(false);
    server.cut();
    await badge().filter({ hasText: '連線中斷，重新連線中' }).waitFor();
    expect(await page.getByTestId('national-rate').innerText()).toMatch(/\d{3}/);
    await soon(async () => expect(await page.getByTestId('feed-voice').innerText()).toContain('連線中斷'));
    server.accept(true);
    await badge().filter({ hasText: '即時' }).waitFor();
    await soon(async () => expect(await page.getByTestId('feed-voice').innerText()).toContain('恢復'));
  });

  it('asks for what it missed from the last frame that it has', async () => {
    await openSituation(page, address);
    server.loseOneFrame();
    await waitUntil(() => server.questions().some((question) => /^subscribe situation since \d+$/.test(question)));
    await badge().filter({ hasText: '即時' }).waitFor();
  });

  it('tells never reached, nothing there and unreadable apart, and shows no figure in any of them', async () => {
    server.accept(false);
    await page.goto(address);
    const notice = page.getByTestId('feed-notice');
    await notice.filter({ hasText: '無法連線至聯防伺服器' }).waitFor();
    expect(await page.locator('.tiles').innerText()).not.toMatch(/\d/);
    server.story = { ...BUSY, waiting: true };
    server.accept(true);
    await notice.filter({ hasText: '尚未收到任何資料' }).waitFor();
    expect(await page.locator('lf-rate-tile, lf-month-tile').allInnerTexts()).not.toContainEqual(
      expect.stringMatching(/\d/),
    );
    server.story = BUSY;
    await page.getByTestId('national-rate').waitFor();
    await soon(async () => expect(await notice.count()).toBe(0));
  });

  it('shows codes while the directory is away, says so, and names them when it is back', async () => {
    server.directoryWorks = false;
    await page.goto(address);
    await page.getByText('無法取得機關名錄').waitFor();
    await page.locator('[data-row="66000"]').filter({ hasText: '66000' }).waitFor();
    server.directoryWorks = true;
    await page.locator('[data-row="66000"]').filter({ hasText: '臺中市' }).waitFor();
  });

  async function waitUntil(holds: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!holds()) {
      if (Date.now() > deadline) throw new Error('It did not come about within 10 s.');
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  it('shows after a gap and after a break exactly what a fresh load shows', async () => {
    await server.stop();
    let now = Date.UTC(2026, 10, 22, 14, 0, 14);
    server = feedServer({ now: () => now, beat: 200 });
    address = await server.start();
    await openSituation(page, address);
    for (const harm of [() => server.loseOneFrame(), () => server.cut()]) {
      const asked = server.questions().length;
      harm();
      now += 61_000;
      await waitUntil(() => server.questions().length !== asked);
      const fresh = await newPage(browser);
      await openSituation(fresh, address);
      const expected = await figures(fresh);
      await fresh.context().close();
      await page.waitForFunction(
        (rate) => document.querySelector('[data-testid=national-rate]')?.textContent === rate,
        /\d{3}/.exec(expected)?.[0],
      );
      expect(await figures(page)).toBe(expected);
    }
  });
});
