import { AxeBuilder } from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { AUDITED } from './fixture/invented-audit';
import { AUDITOR, LEAD, MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import {
  INSTANT,
  feedServer,
  newPage,
  openAudit,
  openCounty,
  openOperations,
  soon,
  type PageSettings,
} from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SIZES = [DESK, PHONE, { width: 768, height: 1024 }, { width: 1920, height: 1080 }];
const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
    [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
  ),
);

describe('the audit', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
    // Time stands still, so that figures can be compared.
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  beforeEach(() => {
    server.session.person = MANAGER;
    server.audit.story = AUDITED;
    server.audit.added.length = 0;
    server.audit.purposes.length = 0;
    server.session.foreign.length = 0;
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  async function open(settings?: PageSettings): Promise<Page> {
    const page = await newPage(browser, settings);
    await openAudit(page, address);
    return page;
  }

  const lines = (page: Page) => page.locator('[data-testid=entries] > li');
  const list = (page: Page) => page.locator('lf-audit-list-card');
  const chain = (page: Page) => page.getByTestId('chain');

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  describe('a county’s own page of who looked', () => {
    it('is reached from the county’s page, which says how many looked, who last and why', async () => {
      const page = await newPage(browser);
      await openCounty(page, address);
      const card = page.getByTestId('onlookers');
      await card.getByText('林怡君').first().waitFor();
      expect(await card.innerText()).toMatch(
        /誰看過本縣市資料[\s\S]*4\s*位\s*近 7 天專就本縣市查閱[\s\S]*另有 3 筆密封[\s\S]*查閱事件存證\s*縣市請求協助：警訊 2291/,
      );
      await card.getByRole('link', { name: '完整紀錄' }).click();
      await lines(page).first().waitFor();
      await soon(async () => expect(await page.title()).toBe('稽核 · 聯防'));
      expect(await page.locator('h1').innerText()).toBe('誰看過本縣市資料');
      expect(server.session.foreign).toEqual([]);
    });

    it('says who, when, what in plain words, and why; one line for what one did in a quarter of an hour', async () => {
      const page = await open();
      expect(await lines(page).nth(0).innerText()).toMatch(
        /11 月 22 日 21:58:14\s+\d 分鐘前\s+林怡君\s+中央資安分析人員 · 中央\s+查閱事件存證\s*共 3 筆\s+縣市請求協助：警訊 2291/,
      );
      expect(await lines(page).nth(1).innerText()).toMatch(/查閱縣市攻擊數據\s*共 2 筆\s+未要求填寫目的/);
      await lines(page).nth(0).locator('summary').focus();
      await page.keyboard.press('Enter');
      await lines(page).nth(0).getByText('GET /api/v1/evidence/{id}').first().waitFor();
      expect(await lines(page).nth(0).locator('.details li').count()).toBe(3);
      // No account, and no code where there is a word.
      expect(await list(page).innerText()).not.toMatch(/idp\||evidence\.read/);
    });

    it('leaves looks at every county out, until they are asked for, and tells them apart', async () => {
      const page = await open();
      expect(await list(page).innerText()).not.toMatch(/全國情勢數據|各縣市/);
      await page.getByText('含全國性查閱').click();
      await lines(page)
        .filter({ hasText: /查閱全國情勢數據\s*各縣市/ })
        .first()
        .waitFor();
    });

    it('shows what one’s own people did apart from others', async () => {
      const page = await open();
      expect(await list(page).innerText()).not.toContain('王淑芬');
      await page.locator('label', { hasText: '本縣市人員' }).click();
      await lines(page).filter({ hasText: '登入系統' }).first().waitFor();
      expect(await list(page).innerText()).not.toMatch(/林怡君|密封/);
      expect(await lines(page).filter({ hasText: '要求遭拒：退件' }).first().innerText()).toContain('張家豪<b>');
      expect(await list(page).locator('b').count()).toBe(0);
    });

    it('says how many are sealed, and why', async () => {
      const page = await open();
      await page.getByText('另有 3 筆因調查案密封，屆期公開').click();
      await page.getByText(/申請人以外的稽核人員核准，最長 90 日/).waitFor();
    });

    it('shows a new look within a minute, by itself, and a timer’s question is no sign of life', async () => {
      const page = await newPage(browser);
      await page.clock.install();
      await openAudit(page, address);
      server.audit.look(INSTANT, '演練測試');
      const [asked] = await Promise.all([
        page.waitForRequest((request) => /audit\?size=100/.test(request.url())),
        page.clock.fastForward(31_000),
      ]);
      expect(asked.headers()['lianfang-unattended']).toBe('true');
      await lines(page).first().getByText('演練測試').first().waitFor();
    });

    it('turns stale by itself when the answers no longer come', async () => {
      const page = await newPage(browser);
      await page.clock.install();
      await openAudit(page, address);
      server.audit.story = { ...AUDITED, away: true };
      await page.clock.fastForward(120_000);
      await page.locator('lf-audit-list-card .card.stale').waitFor();
      expect(await list(page).innerText()).toMatch(/資料過時 · 2 分鐘前/);
      await page.locator('[data-testid=chain].stale').waitFor();
      expect(await findings(page)).toEqual([]);
    });

    it('goes further back, and says that there is no more', async () => {
      const page = await open();
      const before = await lines(page).count();
      const older = page.getByRole('button', { name: '載入更早的紀錄' });
      await older.click();
      await soon(async () => expect(await lines(page).count()).toBeGreaterThan(before));
      await older.click();
      await soon(async () => expect(await older.count()).toBe(0));
      expect(await lines(page).last().innerText()).toMatch(/11 月 12 日/);
    });

    it('saves what is listed as a file that a spreadsheet opens and does not calculate', async () => {
      const page = await open();
      const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save').click()]);
      const text = await readFile(await saved.path(), 'utf8');
      expect(text).toMatch(/^\uFEFF"時間（UTC）","姓名"/);
      expect(text).toContain('"2026-11-22T13:58:14.000Z","林怡君","central-analyst","中央","read","臺中市"');
    });

    it('is honest where there is nothing yet', async () => {
      server.audit.story = { ...AUDITED, quiet: true, fresh: true };
      const page = await open();
      await list(page).getByText('沒有其他單位查閱的紀錄').waitFor();
      expect(await chain(page).innerText()).toMatch(/尚未檢查[\s\S]*尚未公布/);
      expect(await page.getByTestId('week').innerText()).toMatch(/0\s*位/);
    });

    it('says what cannot be read when the server is away, and recovers by itself', async () => {
      server.audit.story = { ...AUDITED, away: true };
      const page = await newPage(browser);
      await page.clock.install();
      await page.goto(`${address}audit`);
      await list(page).getByText('無法取得稽核紀錄').waitFor();
      await chain(page).getByText('無法取得稽核鏈檢查結果').waitFor();
      expect(await findings(page)).toEqual([]);
      server.audit.story = AUDITED;
      await page.clock.fastForward(31_000);
      await lines(page).first().getByText('林怡君').waitFor();
    });

    it('says whether the chain was checked, and gives the head to keep', async () => {
      const page = await open();
      expect(await chain(page).innerText()).toMatch(/✓ 完整[\s\S]*18:59:14 檢查（\d 小時前）[\s\S]*21:38:14 公布/);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: '複製全文' }).click();
      await chain(page).getByText('已複製').waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^9f2c41d0[0-9a-f]{56}$/);
    });

    it('gives the whole head to be copied by hand where the browser lets nobody write to the clipboard', async () => {
      const page = await newPage(browser);
      await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
      await openAudit(page, address);
      await page.getByRole('button', { name: '複製全文' }).click();
      await chain(page)
        .getByText(/^9f2c41d0[0-9a-f]{56}$/)
        .waitFor();
    });

    it('tells a county that the chain is not whole, and whom to ask', async () => {
      server.audit.story = { ...AUDITED, broken: true };
      const page = await open();
      expect(await chain(page).innerText()).toMatch(/⬣ 不完整[\s\S]*中央稽核人員查處/);
      expect(await page.getByTestId('faults').count()).toBe(0);
    });

    it('speaks English too, without a reload', async () => {
      const page = await open();
      await page.getByRole('button', { name: /switch to English/ }).click();
      await page.getByText('Looked at events kept as evidence').first().waitFor();
      expect(await page.locator('h1, .card-title, .deed, .tools, .sealed summary').allInnerTexts()).not.toContainEqual(
        expect.stringMatching(/[\u4e00-\u9fff]/),
      );
    });
  });

  describe('the auditor’s page', () => {
    beforeEach(() => {
      server.session.person = AUDITOR;
    });

    it('is an auditor’s first page, with the accounts of all, and asks for nothing else', async () => {
      const page = await newPage(browser);
      await page.goto(address);
      await lines(page).first().waitFor();
      expect(new URL(page.url()).pathname).toBe('/audit');
      expect(await page.locator('header nav a').allInnerTexts()).toEqual(['稽核', '密封調查']);
      await lines(page).first().locator('summary').click();
      await lines(page).first().getByText('idp|analyst').waitFor();
      expect(await lines(page).first().innerText()).toMatch(/查閱事件存證\s*臺中市/);
      await page.waitForLoadState('networkidle');
      expect(server.session.foreign).toEqual([]);
    });

    it('narrows by county, by what was done and by day', async () => {
      const page = await open();
      await page.getByTestId('filter-action').selectOption('exported');
      await soon(async () => expect(await lines(page).first().innerText()).toMatch(/匯出退件原始紀錄\s*中央事務/));
      await page.getByTestId('filter-action').selectOption('');
      await page.getByTestId('filter-county').selectOption('every');
      await soon(async () => expect(await lines(page).first().innerText()).toMatch(/查閱全國情勢數據\s*各縣市/));
      const asked = page.waitForRequest((request) => request.url().includes('to='));
      await page.getByTestId('filter-to').fill('2026-11-13');
      expect(new URL((await asked).url()).searchParams.get('to')).toBe('2026-11-13T16:00:00.000Z');
      await soon(async () => expect(await lines(page).first().innerText()).toMatch(/11 月 13 日/));
    });

    it('says loudly what is wrong with the chain, where, and what that means', async () => {
      server.audit.story = { ...AUDITED, broken: true };
      const page = await open();
      expect(await chain(page).innerText()).toMatch(/⬣ 不完整[\s\S]*已核對 128,406 筆[\s\S]*位移 128,377/);
      expect(await page.getByTestId('faults').innerText()).toMatch(
        /缺少紀錄\s+位移 88,120–88,131\s+這段紀錄已不存在[\s\S]*內容遭變更\s+位移 90,455[\s\S]*尾端遭截除/,
      );
    });
  });

  it('has no page for people of the centre: they are whom it tells of', async () => {
    server.session.person = LEAD;
    const page = await newPage(browser);
    await page.goto(`${address}audit`);
    await page.getByTestId('no-permission').getByText('「稽核」').waitFor();
  });

  describe('the purpose of an export', () => {
    beforeEach(() => {
      server.session.person = LEAD;
      server.session.strong = true;
    });

    it('is asked for before a record is saved, sent in words, proposed again, and never sent by itself', async () => {
      const page = await newPage(browser);
      await openOperations(page, address);
      await page.locator('lf-rejected-card li button.open').nth(2).click();
      await page.getByTestId('record-content').waitFor();
      await page.getByTestId('record-download').click();
      const form = page.getByTestId('purpose');
      await form.waitFor();
      await form.getByRole('button', { name: '依此目的下載' }).click();
      await form.getByText('請選擇目的').waitFor();
      await form.getByLabel('其他').focus();
      await page.keyboard.press('Space');
      await form.getByRole('button', { name: '依此目的下載' }).click();
      expect(server.audit.purposes).toEqual([]);
      expect(await findings(page)).toEqual([]);
      await form.getByText('縣市請求協助').click();
      await page.getByTestId('purpose-note').fill('警訊 2291');
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        form.getByRole('button', { name: '依此目的下載' }).click(),
      ]);
      expect(await saved.failure()).toBeNull();
      expect(server.audit.purposes).toEqual(['縣市請求協助：警訊 2291']);
      await page.getByTestId('record-download').click();
      await form.waitFor();
      expect(await page.getByTestId('purpose-note').inputValue()).toBe('警訊 2291');
      expect(server.audit.purposes).toHaveLength(1);
      expect(server.audit.sealedBy).toEqual([]);
    });
  });

  describe.each([
    ['a county', MANAGER],
    ['an auditor', AUDITOR],
  ])('for %s', (_who, person) => {
    beforeEach(() => {
      server.session.person = person;
      server.audit.story = { ...AUDITED, broken: person === AUDITOR };
    });

    it.each(LOOKS)('axe finds nothing: $theme, $language, $width wide', async (look) => {
      const page = await open(look);
      await lines(page).first().locator('summary').click();
      expect(await findings(page)).toEqual([]);
    });

    it.each(SIZES)('does not jump while it loads, $width wide', async (size) => {
      server.audit.story = AUDITED;
      const page = await open(size);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => window.watched)).toEqual({ shift: 0, moved: [], refused: [] });
    });

    it.each([320, 390, 768, 1024, 1440])('does not scroll sideways at %i', async (width) => {
      const page = await open({ width, height: 844, language: 'en' });
      await lines(page).first().locator('summary').click();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });

    it('has targets for fingers on the phone', async () => {
      const page = await open(PHONE);
      const controls =
        'button:visible, select:visible, input[type=date]:visible, summary:visible, label.chosen:visible';
      const small = await page.locator(controls).evaluateAll((elements) =>
        elements
          .filter((element) => !element.closest('.skip, lf-guide-brick'))
          .map((element) => ({ text: element.textContent?.trim(), height: element.getBoundingClientRect().height }))
          .filter(({ height }) => height < 43.5),
      );
      expect(small).toEqual([]);
    });
  });
});
