import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { BUSY } from './fixture/invented-situation';
import { AUDITOR, LEAD, MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openAudit, openCounty, openSituation, soon } from './fixture/situation-page';

describe('what holds on every page', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;
  let page: Page;
  let now: number;
  /** Frames that the page was sent. */
  let frames: number;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    now = INSTANT;
    server = feedServer({ now: () => now, beat: 100 });
    server.session.person = LEAD;
    address = await server.start();
    page = await newPage(browser);
    frames = 0;
    page.on('websocket', (socket) => socket.on('framereceived', () => (frames += 1)));
  });

  afterEach(async () => {
    await page.context().close();
    await server.stop();
  });

  const badge = () => page.getByTestId('feed-badge');
  const rate = () => page.getByTestId('national-rate').innerText();
  const headings = () => page.locator('main h1').first().innerText();

  describe('a feed that stands still', () => {
    it.each([
      ['situation', LEAD, openSituation],
      ['own county', MANAGER, openCounty],
    ] as const)(
      'is told within 30 s by every tile with live figures, the title and aloud: %s',
      async (_, who, open) => {
        server.session.person = who;
        await page.clock.install();
        await open(page, address);
        expect(await page.locator('main .card.stale').count()).toBe(0);
        server.freeze();
        await page.clock.fastForward(29_000);
        await badge().filter({ hasText: '資料過時' }).waitFor();
        await page.locator('main .card.stale').nth(3).waitFor();
        const stale = await page.locator('main .card.stale').allInnerTexts();
        expect(stale.length).toBeGreaterThan(3);
        // What is not joined yet claims nothing that could be stale.
        for (const words of stale) expect(words).toMatch(/資料過時|尚未介接/);
        const calm = await page.locator('main .card:not(.stale)').allInnerTexts();
        for (const words of calm) expect(words).not.toMatch(/5 秒內/);
        await soon(async () => expect(await page.title()).toMatch(/^資料過時/));
        await soon(async () => expect(await page.getByTestId('feed-voice').innerText()).toContain('資料過時'));
      },
    );

    it('greys only the counties of a source that stands still, while the others go on', async () => {
      await openSituation(page, address);
      server.story = { ...BUSY, behind: ['66000', '68000'] };
      await badge().filter({ hasText: '資料過時' }).waitFor();
      const told = page.locator('lf-county-table [data-row].behind');
      await soon(async () => expect(await told.count()).toBe(2));
      const codes = await told.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')));
      expect(codes.sort()).toEqual(['66000', '68000']);
      for (const words of await told.allInnerTexts()) expect(words).toContain('資料過時');
      expect(await page.locator('[data-row="63000"]').innerText()).not.toContain('資料過時');
      expect(await page.locator('lf-county-map .county.behind').count()).toBe(2);
      expect(await page.locator('[data-county="66000"]').getAttribute('aria-label')).toContain('資料過時');
      expect(await page.locator('lf-county-map .frame.stale').count()).toBe(0);
      // Sums miss what these counties are owed: their tiles are stale, and so is the title.
      expect(await page.locator('main .card.stale').count()).toBeGreaterThan(3);
      await soon(async () => expect(await page.title()).toMatch(/^資料過時/));
      server.story = BUSY;
      await badge().filter({ hasText: '即時' }).waitFor();
      expect(await told.count()).toBe(0);
    });

    it('greys no county but the one that is silent', async () => {
      await openSituation(page, address);
      expect(await page.locator('main .card.stale').count()).toBe(0);
      await page.locator('[data-row="09007"]').filter({ hasText: '資料中斷' }).waitFor();
      const silent = page.locator('lf-county-table [data-row]').filter({ hasText: '資料中斷' });
      expect(await silent.count()).toBe(1);
      expect(await page.locator('[data-row="66000"]').innerText()).toMatch(/\d/);
    });
  });

  describe('the pause', () => {
    it('holds the figures, says as of when, and lets them move again as they are by then', async () => {
      await openSituation(page, address);
      await page.getByTestId('pause').click();
      await badge().filter({ hasText: '已暫停更新 · 畫面停在 22:00:' }).waitFor();
      await soon(async () => expect(await page.title()).toMatch(/^已暫停更新/));
      await soon(async () => expect(await page.getByTestId('feed-voice').innerText()).toContain('畫面停在'));
      const held = await rate();
      now += 61_000;
      const before = frames;
      await soon(() => Promise.resolve(expect(frames).toBeGreaterThan(before + 2)));
      expect(await rate()).toBe(held);
      expect(await page.locator('main .card.stale').count()).toBe(0);
      await page.getByTestId('pause').click();
      await badge().filter({ hasText: '即時' }).waitFor();
      const fresh = await newPage(browser);
      await openSituation(fresh, address);
      const expected = await fresh.getByTestId('national-rate').innerText();
      await fresh.context().close();
      expect(expected).not.toBe(held);
      await soon(async () => expect(await rate()).toBe(expected));
    });

    it('asks for nothing by a timer, and is not kept for the next load', async () => {
      await openSituation(page, address);
      await page.keyboard.press('p');
      await badge().filter({ hasText: '已暫停' }).waitFor();
      await page.reload();
      await badge().filter({ hasText: '即時' }).waitFor();
    });
  });

  describe('keys', () => {
    it('open pages and help, change theme and language, and go to the first field', async () => {
      await openSituation(page, address);
      await page.keyboard.press('?');
      await page.locator('[data-testid=keys]').waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
      await page.keyboard.press('g');
      await page.keyboard.press('o');
      await page.waitForURL('**/operations');
      await page.keyboard.press('t');
      await page.locator('html[data-theme="light"]').waitFor({ state: 'attached' });
      await page.keyboard.press('l');
      await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
      await soon(async () => expect(await page.getByTestId('page-voice').innerText()).toContain('Operations'));
    });

    it('are letters in a field, and do nothing where they were switched off', async () => {
      server.session.person = AUDITOR;
      await openAudit(page, address);
      await page.keyboard.press('/');
      const tag = await page.evaluate(() => document.activeElement?.tagName ?? '');
      expect(tag).toMatch(/INPUT|SELECT/);
      await page.keyboard.press('l');
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant-TW');
      await page.goto(`${address}help`);
      await page.getByTestId('shortcuts-on').uncheck();
      await page.locator('#content').focus();
      await page.keyboard.press('l');
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant-TW');
      expect(page.url()).toContain('/help');
      await page.reload();
      expect(await page.getByTestId('shortcuts-on').isChecked()).toBe(false);
    });
  });

  it('finds the county, opens its reasons and reaches one event by keyboard alone', async () => {
    await openSituation(page, address);
    await tabTo(page, '[data-row="66000"] button');
    await page.keyboard.press('Enter');
    await page.getByTestId('county-panel').waitFor();
    await tabTo(page, 'lf-county-panel a[href="/counties/66000"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/counties/66000');
    await page.locator('lf-posture-card').getByText('攻擊壓力', { exact: false }).first().waitFor();
    await tabTo(page, 'lf-posture-card a[href^="/evidence?"], main a[href^="/evidence?"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/evidence?*county=66000*');
    await tabTo(page, '[data-testid=purpose] input[type=radio]');
    await page.keyboard.press('Space');
    await tabTo(page, '[data-testid=purpose] button[type=submit]');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=events] a').first().waitFor();
    await tabTo(page, '[data-testid=events] a');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/evidence?*event=*');
    await page.locator('lf-event-panel h2').first().waitFor();
  });

  describe('pages about the site', () => {
    it('are reached from the foot of every page, and a figure of the help by its name', async () => {
      await openSituation(page, address);
      for (const [name, title] of [
        ['使用說明', '使用說明'],
        ['網站導覽', '網站導覽'],
        ['無障礙聲明', '無障礙聲明'],
      ] as const) {
        await page.locator('footer').getByRole('link', { name }).click();
        await soon(async () => expect(await headings()).toBe(title));
      }
      expect(await page.locator('main').innerText()).toContain('民國115年');
      await page.goto(`${address}help#posture`);
      await page.locator('#posture').waitFor();
      await soon(async () => {
        const box = await page.locator('#posture').boundingBox();
        expect(box?.y ?? Infinity).toBeLessThan(300);
      });
    });

    it('are there for who is not signed in, and name no page of theirs', async () => {
      server.session.person = null;
      await page.goto(`${address}site-map`);
      await soon(async () => expect(await headings()).toBe('網站導覽'));
      expect(await page.getByTestId('site-pages').count()).toBe(0);
    });

    it('name one’s own pages in the site map', async () => {
      server.session.person = MANAGER;
      await page.goto(`${address}site-map`);
      await page.getByTestId('site-pages').waitFor();
      const links = await page.getByTestId('site-pages').getByRole('link').allInnerTexts();
      expect(links[0]).toContain('我的縣市');
      expect(links.join()).not.toContain('維運');
    });
  });
});

/** Presses Tab until the focus is on it; what can't be reached so is a fault. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab does not reach ${selector} on ${page.url()}.`);
}
