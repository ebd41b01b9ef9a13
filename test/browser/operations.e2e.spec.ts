import { AxeBuilder } from '@axe-core/playwright';
import { sensorPage } from '@lianfang/contract';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { ORDINARY } from './fixture/invented-operations';
import { ANALYST, LEAD } from './fixture/invented-session';
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

describe('the operations page', () => {
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
    server.session.person = LEAD;
    server.operations.story = ORDINARY;
    server.operations.sent.clear();
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
    await openOperations(page, address);
    return page;
  }

  const record = (page: Page) => page.getByTestId('record');
  const letter = (page: Page, index: number) => page.locator('lf-rejected-card li').nth(index);

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  it('is reached from the header, and names itself in the title', async () => {
    const page = await newPage(browser);
    await openSituation(page, address);
    await page.locator('header').getByRole('link', { name: '維運' }).click();
    await page.getByTestId('equation').waitFor();
    await soon(async () => expect(await page.title()).toBe('維運 · 聯防'));
    expect(await page.locator('header nav a[aria-current=page]').allInnerTexts()).toEqual(['維運']);
    await page.locator('header').getByRole('link', { name: '情勢' }).click();
    await page.getByTestId('national-rate').waitFor();
  });

  it('spells the equation out, and its terms add up on screen', async () => {
    const page = await open();
    expect(await page.getByTestId('verdict').innerText()).toMatch(/對帳結果[\s\S]*平衡/);
    const figures = await page.getByTestId('equation').locator('dd').allInnerTexts();
    const numbers = figures.map((text) => Number(text.replaceAll(/[^\d]/g, '')));
    expect(numbers.slice(0, 6).reduce((sum, one) => sum + one, 0)).toBe(numbers[6]);
    expect(numbers.slice(6)).toEqual([numbers[7], numbers[7], 0]);
    expect(await page.locator('tr[data-partition]').count()).toBe(4);
    expect(await page.getByTestId('pending').innerText()).toMatch(/待處理[\s\S]*212/);
    expect(await page.getByTestId('lost').innerText()).toMatch(/遺失[\s\S]*0[\s\S]*沒有遺失/);
  });

  it('says loudly when the ledger is off, by how much, and where', async () => {
    server.operations.story = { ...ORDINARY, balanced: false };
    const page = await open();
    expect(await page.getByTestId('verdict').innerText()).toMatch(/⬣[\s\S]*差額 −7/);
    expect(await page.locator('tr.wrong').getAttribute('data-partition')).toBe('threat-events/1/2');
    expect(await page.locator('lf-alerts-card').innerText()).toMatch(
      /未解除 1[\s\S]*計數帳不平衡[\s\S]*差額 −7[\s\S]*已解除/,
    );
  });

  it('is quiet when nothing is wrong and nothing was refused', async () => {
    server.operations.story = { ...ORDINARY, quiet: true };
    const page = await open();
    expect(await page.locator('lf-alerts-card').innerText()).toContain('目前沒有系統警訊');
    expect(await page.locator('lf-rejected-card').innerText()).toContain('沒有退件');
    expect(await page.locator('.alarm:visible, .bad:visible, .wrong:visible').count()).toBe(0);
  });

  it('says what cannot be read when the servers are away, and recovers by itself', async () => {
    server.operations.story = { ...ORDINARY, away: true };
    const page = await newPage(browser);
    await page.goto(`${address}operations`);
    await page.getByTestId('verdict').getByText('無法取得計數帳').waitFor();
    await page.locator('lf-rejected-card').getByText('無法取得退件').waitFor();
    expect(await findings(page)).toEqual([]);
    server.operations.story = ORDINARY;
    await page.getByTestId('verdict').getByText('平衡').waitFor();
  });

  it('turns stale by itself when the checks no longer come', async () => {
    const page = await newPage(browser);
    await page.clock.install();
    await openOperations(page, address);
    server.operations.story = { ...ORDINARY, away: true };
    await page.clock.fastForward(40_000);
    await page.locator('lf-tile.stale[data-testid=verdict]').waitFor();
    expect(await page.getByTestId('verdict').innerText()).toMatch(/資料過時 · \d+ 秒前/);
    expect(await findings(page)).toEqual([]);
  });

  it('shows hostile records as nothing but text', async () => {
    const page = await open();
    await letter(page, 3).locator('button.open').click();
    const content = page.getByTestId('record-content');
    await content.waitFor();
    expect(await content.innerText()).toContain('<img src=x onerror=alert(1)>{{7*7}}');
    expect(await page.locator('lf-operations img').count()).toBe(0);
    expect(await page.evaluate(() => window.watched?.refused)).toEqual([]);
    await page.keyboard.press('Escape');
    await letter(page, 4).locator('button.open').click();
    await soon(async () => expect(await content.innerText()).toMatch(/^000000 {2}1f 8b 08/));
    expect(await record(page).getByRole('link', { name: '下載完整內容' }).getAttribute('href')).toMatch(/\/value$/);
  });

  it('opens a record and sends it again after a confirmation, by keyboard alone', async () => {
    const page = await open();
    await letter(page, 2).locator('button.open').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('record-content').waitFor();
    expect(await record(page).innerText()).toMatch(/格式不明[\s\S]*threat-events 2 \/ 9583520[\s\S]*沒有標頭/);
    await record(page).getByRole('button', { name: '重送' }).focus();
    await page.keyboard.press('Enter');
    await record(page).getByText('將以原內容送回主題 threat-events').waitFor();
    expect(server.operations.sent.size).toBe(0);
    await record(page).getByRole('button', { name: '確定重送' }).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('record-resent').getByText('22:00 已重送，待處理').waitFor();
    expect(server.operations.sent.size).toBe(1);
    expect(await record(page).getByRole('button', { name: '再次重送' }).isEnabled()).toBe(true);
    await page.keyboard.press('Escape');
    await record(page).waitFor({ state: 'hidden' });
    await letter(page, 2).getByText('已重送，待處理').waitFor();
    // The focus goes back to where it was.
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('open');
  });

  it('sends one again only knowingly, and says what became of others', async () => {
    const page = await open();
    await letter(page, 3).getByText('重送後再次退件').waitFor();
    await letter(page, 3).locator('button.open').click();
    await record(page).getByRole('button', { name: '再次重送' }).click();
    await record(page).getByText('這筆先前已重送').waitFor();
    await record(page).getByRole('button', { name: '取消' }).click();
    expect(server.operations.sent.size).toBe(0);
  });

  it('narrows by reason and by partition, and looks further back', async () => {
    const page = await open();
    const shown = page.locator('lf-rejected-card li[data-letter]');
    expect(await shown.count()).toBe(6);
    await page.getByRole('button', { name: '載入更早的退件' }).click();
    await soon(async () => expect(await shown.count()).toBe(8));
    await page.getByTestId('filter-code').selectOption('too-late');
    await soon(async () => expect(await shown.allInnerTexts()).toEqual([expect.stringContaining('超過遲到容許時間')]));
    await page.getByTestId('filter-place').selectOption('threat-events 3');
    await page.locator('lf-rejected-card').getByText('沒有符合條件的退件').waitFor();
    await page.getByTestId('filter-code').selectOption('');
    await soon(async () => expect(await shown.count()).toBe(1));
    await page.getByTitle('只看「空白紀錄」的退件').click();
    await soon(async () => expect(await page.getByTestId('filter-code').inputValue()).toBe('empty'));
  });

  it('sends all that fit again after a confirmation', async () => {
    const page = await open();
    await page.getByRole('button', { name: '全部重送' }).click();
    await page.getByTestId('bulk-confirm').getByText('最多 100 筆').waitFor();
    await page.getByTestId('bulk-confirm').getByRole('button', { name: '確定重送' }).click();
    await page.getByTestId('bulk-result').getByText('已重送 8 筆').waitFor();
    expect(server.operations.sent.size).toBe(8);
  });

  it('speaks English too, without a reload', async () => {
    const page = await open();
    await page.getByRole('button', { name: /switch to English/ }).click();
    await page.getByTestId('verdict').getByText('Balanced').waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/帳|退件|警訊|分割區/);
    await soon(async () => expect(await page.title()).toBe('Operations · Lianfang'));
  });

  const looks = (['light', 'dark'] as const).flatMap((theme) =>
    (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
      [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
    ),
  );

  it.each(looks)('axe finds nothing: $theme, $language, $width wide', async (look) => {
    server.operations.story = { ...ORDINARY, balanced: look.theme === 'light' };
    const page = await open(look);
    expect(await findings(page)).toEqual([]);
    await letter(page, 3).locator('button.open').click();
    await page.getByTestId('record-content').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it.each([DESK, PHONE, { width: 768, height: 1024 }, { width: 1920, height: 1080 }])(
    'does not jump while it loads, $width wide',
    async (size) => {
      const page = await open(size);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => window.watched)).toEqual({ shift: 0, moved: [], refused: [] });
    },
  );

  it.each([320, 390, 768, 1024, 1440])('does not scroll sideways at %i', async (width) => {
    const page = await open({ width, height: 844, language: 'en' });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('has targets for fingers on the phone', async () => {
    const page = await open(PHONE);
    await letter(page, 2).locator('button.open').click();
    await page.getByTestId('record-content').waitFor();
    const small = await page.locator('button:visible, select:visible, a:visible').evaluateAll((elements) =>
      elements
        .filter((element) => !element.closest('.skip, lf-guide-brick'))
        .map((element) => ({ text: element.textContent?.trim() ?? '', height: element.getBoundingClientRect().height }))
        .filter(({ height }) => height < 43.5),
    );
    expect(small).toEqual([]);
  });

  it('offers a stronger sign-in where saving a record takes one, and one comes back to the record', async () => {
    server.session.strong = false;
    server.session.next = LEAD;
    const page = await newPage(browser);
    await openOperations(page, address);
    await page.locator('lf-rejected-card li button.open').nth(2).click();
    await page.getByTestId('record-content').waitFor();
    await page.getByTestId('record-download').click();
    await page.getByTestId('stronger-sign-in').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '前往驗證' }).click();
    await page.getByTestId('record-content').waitFor();
    expect(server.session.begun.at(-1)).toMatch(/return=%2Foperations%3Frecord%3D[\w.-]+&strong=true$/);
    await soon(async () => expect(page.url()).toBe(`${address}operations`));
    await page.getByTestId('record-download').click();
    await page.getByTestId('purpose').getByText('例行查核').click();
    const go = page.getByRole('button', { name: '依此目的下載' });
    const [saved] = await Promise.all([page.waitForEvent('download'), go.click()]);
    expect(await saved.failure()).toBeNull();
  });

  it('offers no re-sending to who may not', async () => {
    server.session.person = ANALYST;
    const page = await open();
    expect(await page.getByRole('button', { name: '全部重送' }).count()).toBe(0);
    await page.locator('lf-rejected-card li button.open').nth(2).click();
    await page.getByText('重送由中央資安主管或值班工程師執行').waitFor();
    expect(await page.getByTestId('record').getByRole('button', { name: '重送' }).count()).toBe(0);
  });

  describe('sensors', () => {
    const rows = (page: Page) => page.locator('lf-sensors-card [data-sensor]');

    it('are listed with who is silent first, and sorted by keys', async () => {
      const page = await open();
      await rows(page).first().waitFor();
      expect(await rows(page).first().innerText()).toMatch(/失聯[\s\S]*屏東縣府入侵偵測|失聯[\s\S]*連江縣邊界入侵偵測/);
      expect(await rows(page).count()).toBe(20);
      await page.getByRole('button', { name: '顯示其餘 42 部' }).click();
      await soon(async () => expect(await rows(page).count()).toBe(62));
      await page.getByRole('button', { name: '收合，僅列前 20 部' }).click();
      await soon(async () => expect(await rows(page).count()).toBe(20));
      await page.locator('lf-sensors-card').getByRole('button', { name: '最後存活跡象' }).focus();
      await page.keyboard.press('Enter');
      await soon(async () => expect(await rows(page).first().innerText()).toContain('屏東縣府入侵偵測'));
      await soon(async () =>
        expect(await page.locator('lf-sensors-card th[aria-sort=ascending]').innerText()).toContain('最後存活跡象'),
      );
    });

    it('are narrowed by state, and the choice is taken back by the same button', async () => {
      const page = await open();
      const silent = page.locator('lf-sensors-card').getByRole('button', { name: '失聯' });
      await silent.click();
      await soon(async () => expect(await rows(page).count()).toBe(2));
      expect(await silent.getAttribute('aria-pressed')).toBe('true');
      await silent.click();
      await soon(async () => expect(await rows(page).count()).toBe(20));
      expect(await findings(page)).toEqual([]);
    });

    it('are counted by state as they are listed', async () => {
      const page = await open();
      await rows(page).first().waitFor();
      const states = page.locator('lf-sensors-card .filters button');
      expect(await states.allInnerTexts()).toEqual(['失聯 2', '逾時 3', '正常 57']);
    });

    it('say for which agency, and when the last event was', async () => {
      const page = await open();
      await rows(page).first().waitFor();
      const titles = await page.locator('lf-sensors-card thead th').allInnerTexts();
      expect(titles.map((title) => title.replace(/[↑↓]/, ''))).toEqual([
        '狀態',
        '名稱',
        '縣市',
        '機關',
        '最後存活跡象',
        '最後事件',
        '時鐘差',
      ]);
      const line = page.locator('[data-sensor="ids-taipei-1"]');
      await soon(async () => expect(await line.innerText()).toContain('地方稅務局'));
      expect(await line.locator('td').nth(4).innerText()).toContain(':');
    });

    it('are narrowed by county, and never shown under a filter that they do not fit', async () => {
      const page = await open();
      await rows(page).first().waitFor();
      let answer = (): void => undefined;
      const held = new Promise<void>((go) => (answer = go));
      await page.route('**/api/v1/sensors?*county=66000*', async (route) => {
        await held;
        await route.continue();
      });
      await page.locator('lf-sensors-card select').selectOption('66000');
      await soon(async () => expect(await rows(page).count()).toBe(0));
      await page.locator('lf-sensors-card lf-skeleton').waitFor();
      const states = page.locator('lf-sensors-card .filters button');
      expect(await states.allInnerTexts()).toEqual(['失聯 –', '逾時 –', '正常 –']);
      answer();
      await soon(async () => expect(await rows(page).count()).toBe(20));
      const places = await rows(page).locator('td:nth-child(3)').allInnerTexts();
      expect(new Set(places)).toEqual(new Set(['臺中市']));
      await page.locator('lf-sensors-card select').selectOption('');
      await soon(async () => expect(await rows(page).first().innerText()).not.toContain('臺中市'));
    });

    it('shows every column at a desk, however long the names are', async () => {
      const page = await newPage(browser, { ...DESK, language: 'en' });
      await page.route('**/api/v1/sensors?*', async (route) => {
        const response = await route.fetch();
        const answer = sensorPage.parse(await response.json());
        const name = {
          zh: '彰化縣彰化藝術高級中學入侵防禦系統 1',
          en: 'Changhua County Changhua Arts Senior High School IPS 1',
        };
        const items = answer.items.map((item) => ({ ...item, name, id: item.id && `ips-changhua-school-${item.id}` }));
        await route.fulfill({ response, json: { ...answer, items } });
      });
      await openOperations(page, address);
      await page.getByText('Senior High School IPS 1').first().waitFor();
      const scroller = page.locator('lf-sensors-card .scroller');
      expect(await scroller.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
    });

    it('fit a phone, their last sign within its width', async () => {
      const page = await open(PHONE);
      await rows(page).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      const box = await rows(page).first().locator('.last').boundingBox();
      expect(box?.x ?? -1).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(390);
      const scroller = page.locator('lf-sensors-card .scroller');
      expect(await scroller.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
      expect(await findings(page)).toEqual([]);
    });
  });
});
