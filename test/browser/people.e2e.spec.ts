import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { ANALYST, AUDITOR, LEAD, MANAGER, REFUSALS, REPORTER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import {
  INSTANT,
  feedServer,
  newPage,
  openOperations,
  openSituation,
  soon,
  type PageSettings,
} from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
    [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
  ),
);

describe('people', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  beforeEach(async () => {
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.stop();
  });

  const path = (page: Page): string => page.url().replace(address, '/');
  const account = (page: Page) => page.getByTestId('account');
  const panel = (page: Page) => page.getByTestId('account-panel');

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  async function door(page: Page): Promise<void> {
    await page.getByTestId('sign-in').waitFor();
    await page.evaluate(() => document.fonts.ready);
  }

  describe('who is not signed in', () => {
    beforeEach(() => {
      server.session.person = null;
      server.session.next = LEAD;
    });

    it('comes to the sign-in page, and after signing in to the page they wanted', async () => {
      const page = await newPage(browser);
      await page.goto(`${address}operations?code=too-late`);
      await door(page);
      await soon(async () => expect(await page.title()).toBe('登入 · 聯防'));
      expect(path(page)).toBe('/sign-in?return=%2Foperations%3Fcode%3Dtoo-late');
      expect(await page.locator('header nav, lf-feed-badge, lf-account-menu').count()).toBe(0);
      await page.getByTestId('sign-in').click();
      await page.getByTestId('equation').waitFor();
      expect(path(page)).toMatch(/^\/operations/);
      expect(server.session.begun).toEqual(['?return=%2Foperations%3Fcode%3Dtoo-late']);
    });

    it('asks the server for nothing but who they are, and is never sent on by itself', async () => {
      const page = await newPage(browser);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url().replace(address, '/')));
      await page.goto(address);
      await door(page);
      await page.waitForLoadState('networkidle');
      expect(asked.filter((one) => /^\/(api|auth|live)/.test(one))).toEqual(['/auth/session']);
      expect([server.session.begun, server.session.foreign]).toEqual([[], []]);
    });

    it.each(REFUSALS)('is told in words why a sign-in was refused: %s', async (refusal) => {
      server.session.refusal = refusal;
      const page = await newPage(browser);
      await page.goto(address);
      await page.getByTestId('sign-in').click();
      await page.getByTestId('sign-in-notice').waitFor();
      expect(path(page)).toBe(`/sign-in?refused=${refusal}`);
      const chinese = await page.getByTestId('sign-in-notice').innerText();
      expect(chinese).toMatch(/^▲ \S{4,}\n+\S{10,}。/);
      await page.getByRole('button', { name: /switch to English/ }).click();
      await soon(async () => expect(await page.getByTestId('sign-in-notice').innerText()).toMatch(/^▲ [A-Z]/));
      expect(await page.locator('lf-sign-in').innerText()).not.toMatch(/[\u4e00-\u9fff]/);
    });

    it.each(['//elsewhere.invalid', 'https://elsewhere.invalid/', '/sign-in?return=/sign-in'])(
      'is not led astray by the address: %s',
      async (target) => {
        server.session.person = ANALYST;
        const page = await newPage(browser);
        await page.goto(`${address}sign-in?return=${encodeURIComponent(target)}`);
        await page.getByTestId('national-rate').waitFor();
        expect(path(page)).toBe('/');
      },
    );

    it.each(LOOKS)('axe finds nothing on the sign-in page: $theme, $language, $width wide', async (look) => {
      const page = await newPage(browser, look);
      await page.goto(address);
      await door(page);
      expect(await findings(page)).toEqual([]);
      await page.goto(`${address}sign-in?refused=no-role`);
      await page.getByTestId('sign-in-notice').waitFor();
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => window.watched?.refused)).toEqual([]);
    });

    it('is told when the server cannot be reached, and goes on by itself once it can', async () => {
      server.session.works = false;
      const page = await newPage(browser);
      await page.goto(address);
      await page.getByTestId('feed-notice').getByText('無法連線至聯防伺服器').waitFor();
      expect(await findings(page)).toEqual([]);
      server.session.works = true;
      await door(page);
      expect(await page.getByTestId('feed-notice').count()).toBe(0);
    });
  });

  describe('a session that ends', () => {
    it('leads to the sign-in page, keeps the address, and leaves nothing of the figures', async () => {
      server.session.person = LEAD;
      server.session.next = LEAD;
      const page = await newPage(browser);
      await openSituation(page, address);
      await page.locator('header').getByRole('link', { name: '維運' }).click();
      await page.getByTestId('equation').waitFor();
      server.endSession();
      await page.getByTestId('sign-in-notice').getByText('您已登出').waitFor();
      expect(path(page)).toBe('/sign-in?ended=over&return=%2Foperations');
      expect(await page.locator('body').innerText()).not.toMatch(/\d{1,3},\d{3}|平衡|臺中市/);
      // Not even by going back.
      await page.goBack();
      await door(page);
      expect(await page.locator('lf-situation, lf-operations').count()).toBe(0);
      await page.getByTestId('sign-in').click();
      await page.locator('lf-situation, lf-operations').first().waitFor();
    });

    it('is noticed by a question too, where no socket says so', async () => {
      server.session.person = LEAD;
      const page = await newPage(browser);
      await openOperations(page, address);
      server.session.person = null;
      await page.getByRole('button', { name: '重新整理' }).click();
      await page.getByTestId('sign-in-notice').getByText('您已登出').waitFor();
      expect(path(page)).toBe('/sign-in?ended=over&return=%2Foperations');
    });

    it('is noticed when the connection breaks off and no socket is taken again', async () => {
      // On a page that asks nothing by itself: no question can notice it instead.
      server.session.person = REPORTER;
      const page = await newPage(browser);
      await page.goto(address);
      await page.getByTestId('no-figures').waitFor();
      await soon(async () => expect(server.viewing()).toBe(1));
      server.session.person = null;
      server.cut();
      await page.getByTestId('sign-in-notice').waitFor();
    });

    it('shows what one may see now when the rights change', async () => {
      const page = await newPage(browser);
      await openOperations(page, address);
      server.changeRights(MANAGER);
      await page.getByTestId('no-permission').waitFor();
      expect(path(page)).toBe('/operations');
      expect(await page.locator('body').innerText()).not.toContain('平衡');
      expect(await page.locator('header nav a').allInnerTexts()).toEqual(['我的縣市', '探索分析', '事件', '稽核']);
    });

    it('tells the server that somebody is there after input, and never by itself', async () => {
      const page = await newPage(browser);
      await page.clock.install();
      await openSituation(page, address);
      await page.waitForLoadState('networkidle');
      const asked = server.session.attended.length;
      // Its timers ask, and nobody is there by that.
      const [polled] = await Promise.all([
        page.waitForRequest((request) => request.url().includes('/api/v1/top')),
        page.clock.fastForward(11_000),
      ]);
      expect(polled.headers()['lianfang-unattended']).toBe('true');
      expect(server.session.attended.slice(asked)).toEqual([]);
      expect(server.questions()).not.toContain('active');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await soon(async () => {
        expect(server.questions().filter((one) => one === 'active')).toHaveLength(1);
        expect(server.session.attended.slice(asked)).toEqual(['/auth/session']);
      });
    });
  });

  describe('the account menu', () => {
    it('says who one is, opens and closes by keyboard, and gives the focus back', async () => {
      const page = await newPage(browser);
      await openSituation(page, address);
      await page.getByRole('button', { name: '帳號選單 林怡君 中央' }).waitFor();
      expect(await account(page).getAttribute('aria-expanded')).toBe('false');
      await account(page).focus();
      await page.keyboard.press('Enter');
      await panel(page).waitFor();
      await soon(async () => expect(await account(page).getAttribute('aria-expanded')).toBe('true'));
      expect(await panel(page).innerText()).toMatch(/林怡君[\s\S]*中央資安分析人員[\s\S]*23:00 自動登出[\s\S]*登出/);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('sign-out');
      await page.keyboard.press('Escape');
      await panel(page).waitFor({ state: 'hidden' });
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('account');
      await page.keyboard.press('Enter');
      await panel(page).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await panel(page).waitFor({ state: 'hidden' });
    });

    it('signs out, at the provider too, and the way back shows nothing', async () => {
      const page = await newPage(browser);
      await openSituation(page, address);
      await account(page).click();
      await page.getByTestId('sign-out').click();
      await door(page);
      expect(server.session.person).toBeNull();
      await page.goBack().catch(() => undefined);
      expect(await page.getByTestId('national-rate').count()).toBe(0);
    });

    it('says when signing out did not work', async () => {
      const page = await newPage(browser);
      await openSituation(page, address);
      await account(page).click();
      await panel(page).waitFor();
      server.session.works = false;
      await page.getByTestId('sign-out').click();
      await panel(page).getByText('登出未完成').waitFor();
      expect(await findings(page)).toEqual([]);
    });

    it('holds the two switches where the header has no room for them', async () => {
      const page = await newPage(browser, PHONE);
      await openSituation(page, address);
      await account(page).click();
      await panel(page)
        .getByRole('button', { name: /switch to English/ })
        .click();
      await panel(page).getByText('Central analyst').waitFor();
      await soon(async () => expect(await page.title()).toBe('Situation · Lianfang'));
    });

    it.each(LOOKS)('axe finds nothing while it is open: $theme, $language, $width wide', async (look) => {
      const page = await newPage(browser, look);
      await openSituation(page, address);
      await account(page).click();
      await panel(page).waitFor();
      expect(await findings(page)).toEqual([]);
    });

    it.each([320, 390, 768, 960, 1200])('fits at %i, in English, and its targets are for fingers', async (width) => {
      const page = await newPage(browser, { width, height: 844, language: 'en' });
      await openSituation(page, address);
      await account(page).click();
      await panel(page).waitFor();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      const box = await panel(page).boundingBox();
      expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 0) <= width]).toEqual([true, true]);
      if (width >= 720) return;
      const heights = await panel(page)
        .locator('button:visible')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      expect(heights.filter((height) => height < 43.5)).toEqual([]);
    });
  });

  describe('what one may see', () => {
    it('is one’s own county for a county manager, whatever the first address is', async () => {
      server.session.person = MANAGER;
      const page = await newPage(browser);
      await page.goto(address);
      await page.getByTestId('county-rate').waitFor();
      await soon(async () => expect(path(page)).toBe('/county'));
      expect(await page.locator('h1').innerText()).toBe('臺中市');
      expect(await page.locator('header nav a').allInnerTexts()).toEqual(['我的縣市', '探索分析', '事件', '稽核']);
      await page.waitForLoadState('networkidle');
      expect(server.session.foreign).toEqual([]);
      expect(server.questions().filter((one) => one.startsWith('subscribe'))).toEqual(['subscribe county:66000']);
    });

    it('is a page that says why for an address that is not one’s own, and the way home', async () => {
      server.session.person = MANAGER;
      const page = await newPage(browser);
      await page.goto(`${address}operations`);
      await page.getByTestId('no-permission').waitFor();
      expect(path(page)).toBe('/operations');
      await soon(async () => expect(await page.title()).toBe('沒有權限 · 聯防'));
      expect(await page.getByTestId('no-permission').innerText()).toMatch(
        /沒有檢視這個頁面的權限[\s\S]*「維運」[\s\S]*縣市資訊主管[\s\S]*前往「我的縣市」/,
      );
      expect(server.session.foreign).toEqual([]);
      await page.getByRole('link', { name: '前往「我的縣市」' }).click();
      await page.getByTestId('county-rate').waitFor();
    });

    it('has no county page for people of the centre', async () => {
      const page = await newPage(browser);
      await page.goto(`${address}county`);
      await page.getByTestId('no-permission').waitFor();
      expect(await page.locator('header nav a').allInnerTexts()).toEqual([
        '情勢',
        '縣市比較',
        '探索分析',
        '事件',
        '維運',
      ]);
    });

    it.each([['agency reporter', REPORTER, /吳建宏，您好[\s\S]*機關通報人員[\s\S]*尚未啟用/]])(
      'is a welcome without figures for an %s',
      async (_role, person, words) => {
        server.session.person = person;
        const page = await newPage(browser);
        await page.goto(address);
        await page.getByTestId('no-figures').waitFor();
        expect(await page.getByTestId('no-figures').innerText()).toMatch(words);
        expect(await page.locator('header nav, lf-feed-badge').count()).toBe(0);
        await page.goto(`${address}operations`);
        await page.getByTestId('no-permission').waitFor();
        expect(server.session.foreign).toEqual([]);
        // The socket is open all the same: the end of the session is told.
        await soon(async () => expect(server.viewing()).toBe(1));
        server.endSession();
        await page.getByTestId('sign-in-notice').waitFor();
      },
    );

    it.each(LOOKS)('axe finds nothing on the pages of words: $theme, $language, $width wide', async (look) => {
      server.session.person = REPORTER;
      const page = await newPage(browser, look);
      await page.goto(address);
      await page.getByTestId('no-figures').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.goto(`${address}operations`);
      await page.getByTestId('no-permission').waitFor();
      expect(await findings(page)).toEqual([]);
    });

    it.each([320, 390, 768])('has pages of words that do not scroll sideways at %i', async (width) => {
      for (const person of [null, AUDITOR, MANAGER]) {
        server.session.person = person;
        const page = await newPage(browser, { width, height: 700, language: 'en' });
        await page.goto(`${address}operations`);
        await page.locator('lf-sign-in, lf-no-permission').waitFor();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      }
    });
  });
});
