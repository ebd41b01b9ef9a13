import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { BUSY, CALM, inventedSituation } from './fixture/invented-situation';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openSituation, soon, type PageSettings } from './fixture/situation-page';

describe('the situation screen', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
    // Time stands still, so that figures can be compared.
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(() => {
    server.story = BUSY;
  });

  async function open(settings?: PageSettings): Promise<Page> {
    const page = await newPage(browser, settings);
    await openSituation(page, address);
    return page;
  }

  it('shows the rate against normal, the month against the backbone, and the balanced ledger', async () => {
    const page = await open();
    expect(await page.locator('lf-rate-tile').innerText()).toMatch(
      /目前阻擋速率[\s\S]*\d{3}[\s\S]*\/秒[\s\S]*▲[\s\S]*高於常態 \d+%/,
    );
    expect(await page.locator('lf-month-tile').innerText()).toMatch(
      /9\.1\d[\s\S]*億[\s\S]*骨幹月均 13 億的 70\.\d%[\s\S]*本月已過 73%/,
    );
    expect(await page.locator('lf-ledger-tile').innerText()).toMatch(/平衡[\s\S]*已計[\s\S]*待處理\s+212/);
  });

  it('shows the same 22 counties on the map and in the table, and hatches the silent one', async () => {
    const page = await open();
    expect(await page.locator('[role=option]').count()).toBe(22);
    expect(await page.locator('tbody tr[data-row]').count()).toBe(22);
    const cells = await page.locator('[data-row="66000"] td').allInnerTexts();
    expect(await page.locator('[data-county="66000"]').getAttribute('aria-label')).toContain(
      `每分鐘 ${cells[0]}，高於常態`,
    );
    expect(await page.locator('[data-county="09007"] .land').getAttribute('style')).toContain('no-data');
    expect(await page.locator('[data-row="09007"]').innerText()).toContain('資料中斷');
    expect(await page.locator('[data-no-data], [style*="no-data"]').count()).toBe(
      await page
        .locator('[data-county="09007"], [data-county="09007"] .land, lf-county-map .swatch[style*="no-data"]')
        .count(),
    );
    expect(await page.locator('.card.stale').count()).toBe(0);
  });

  it('names the worst county and why, and leads to its reasons by one click', async () => {
    const page = await open();
    const worst = page.getByTestId('worst-county');
    expect(await worst.innerText()).toMatch(/臺中市[\s\S]*62[\s\S]*▼23[\s\S]*主因：攻擊壓力/);
    expect(await page.locator('[data-row="66000"] .score').innerText()).toMatch(/62\s*▼23/);
    expect(await page.locator('[data-row="09007"] .score').innerText()).toBe('未知');
    await worst.click();
    await page.waitForURL('**/counties/66000');
  });

  it('says the same figures on the map, in the table and in the frame: times normal and posture', async () => {
    const page = await open();
    const cells = await page.locator('[data-row="64000"] td').allInnerTexts();
    const frame = inventedSituation(INSTANT, BUSY).counties['64000'];
    expect(cells[1]).toBe(Math.round(frame?.blockedPerMinute ?? 0).toLocaleString('en'));
    expect(cells[3]).toContain(String(frame?.posture?.score));
    for (const [measure, cell] of [
      ['對常態', 2],
      ['態勢', 3],
    ] as const) {
      await page.locator('lf-segmented').first().getByText(measure, { exact: true }).click();
      const figure = /[\d.]+/.exec(cells[cell] ?? '')?.[0] ?? '-';
      await soon(async () =>
        expect(await page.locator('[data-county="64000"]').getAttribute('aria-label')).toContain(figure),
      );
    }
    await page.getByRole('button', { name: '態勢', exact: true }).click();
    await soon(async () => expect(await page.locator('tbody tr[data-row] th').first().innerText()).toBe('臺中市'));
  });

  it('shows what is rising with its last hour, what it is made of, and who is hit', async () => {
    const page = await open();
    const line = page.locator('lf-rising-card a').filter({ hasText: '臺中市' });
    await line.getByRole('img', { name: /近 60 分鐘每分鐘阻擋/ }).waitFor();
    expect(await line.innerText()).toMatch(/入侵嘗試[\s\S]*×2\.\d/);
    await page.locator('lf-top-card').nth(1).getByText('其餘 12 個機關').waitFor();
    const agency = page.locator('lf-top-card a.entry').filter({ hasText: '政府入口網' });
    expect(await agency.getAttribute('href')).toMatch(/^\/evidence\?agency=portal&county=\d{5}$/);
    expect(await page.locator('lf-feeds-card').innerText()).toMatch(/失聯\s+2[\s\S]*屏東縣府入侵偵測[\s\S]*起/);
    expect(await page.locator('lf-not-connected').count()).toBe(2);
  });

  it('reaches every county on the map by arrow keys', async () => {
    const page = await open();
    await page.locator('[role=option][tabindex="0"]').focus();
    const at = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('data-county') ?? '');
    const ways = new Map([[await at(), [] as string[]]]);
    for (const [code] of ways) {
      for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
        await page.locator(`[data-county="${code}"]`).focus();
        await page.keyboard.press(key);
        ways.set(await at(), []);
      }
    }
    expect(ways.size).toBe(22);
  });

  it('writes 臺 everywhere', async () => {
    const page = await open();
    expect(await page.locator('body').innerText()).not.toContain('台');
  });

  it('changes between per 1,000 addresses and raw figures', async () => {
    const page = await open();
    const cells = await page.locator('[data-row="65000"] td').allInnerTexts();
    await page.getByText('原始值', { exact: true }).click();
    await soon(async () => {
      expect(await page.locator('[data-county="65000"]').getAttribute('aria-label')).toContain(`每分鐘 ${cells[1]}，`);
      expect(await page.locator('lf-map-legend').innerText()).not.toContain('千');
    });
  });

  it('shows the same hour as a chart and as a table', async () => {
    const page = await open();
    const described = (await page.locator('lf-minute-card [role=img]').getAttribute('aria-label')) ?? '';
    await page.getByRole('button', { name: '以表格檢視' }).click();
    await page.locator('lf-minute-card tbody tr').nth(59).waitFor();
    const newest = await page.locator('lf-minute-card tbody tr').first().locator('td').first().innerText();
    expect(await page.locator('lf-minute-card tbody tr').count()).toBe(60);
    expect(described).toContain(`最近一分鐘 ${newest}`);
    expect(described).toMatch(/\d\d:\d\d 高於常態上緣/);
  });

  it.each([
    ['zh-Hant-TW', '以表格檢視', '補計 +312（21:40 收到）'],
    ['en', 'View as table', 'revised +312 at 21:40'],
  ] as const)('says which minute late events were added to: %s', async (language, button, words) => {
    const page = await open({ language });
    await page.getByRole('button', { name: button }).click();
    const marked = page.locator('lf-minute-card tbody tr').filter({ hasText: words });
    await marked.waitFor();
    expect(await marked.locator('th').innerText()).toBe('21:26');
  });

  it('shows who makes up the hour with its error, of the nation and of a county', async () => {
    const page = await open();
    const card = page.locator('lf-makeup-card');
    await card.locator('li').nth(4).waitFor();
    expect(await card.innerText()).toMatch(/48,210\s*±769/);
    expect((await card.locator('li').first().innerText()).split('\n')).toEqual(['203.0.113.86', '+96', '18,204']);
    await page.locator('[data-county="66000"]').click();
    await soon(async () => expect(await card.locator('h2').innerText()).toContain('臺中市'));
    await soon(async () => expect(await card.getByTestId('distinct').innerText()).not.toBe('48,210'));
  });

  it('shows hostile rule names as text, and what does not print as a mark', async () => {
    const page = await open();
    const card = page.locator('lf-makeup-card');
    await card.getByText('規則', { exact: true }).click();
    await card.locator('li').filter({ hasText: '<img src=x onerror="document.title=1">' }).waitFor();
    expect(await card.locator('img').count()).toBe(0);
    expect(await card.locator('ol').innerText()).toContain('LF POLICY ␣elif.exe outbound');
    expect(await page.title()).not.toBe('1');
  });

  it('sorts the table by any column', async () => {
    const page = await open();
    const first = async (): Promise<string> => page.locator('tbody tr[data-row] th').first().innerText();
    expect(await first()).toBe('臺中市');
    await page.getByRole('button', { name: '今日' }).click();
    await page.locator('th[aria-sort=descending]').filter({ hasText: '今日' }).waitFor();
    await soon(async () => expect(await first()).toBe('臺北市'));
    await page.getByRole('button', { name: '今日' }).click();
    await page.locator('th[aria-sort=ascending]').waitFor();
    await soon(async () => expect(await first()).toBe('連江縣'));
  });

  it('shows the figures of a county that is clicked, and its own hour', async () => {
    const page = await open();
    await page.locator('[data-county="10015"] .land').click();
    const panel = page.getByTestId('county-panel');
    const cells = await page.locator('[data-row="10015"] td').allInnerTexts();
    await soon(async () => {
      expect(await panel.innerText()).toContain('花蓮縣');
      expect(await panel.innerText()).toContain(cells[1] ?? '-');
    });
    await page.getByRole('heading', { name: '近 60 分鐘每秒阻擋次數 · 花蓮縣' }).waitFor();
    await panel.getByRole('button', { name: '取消選取' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: '近 60 分鐘每秒阻擋次數', exact: true }).waitFor();
  });

  it('is worked by the keyboard alone', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到主要內容');
    await page.keyboard.press('Enter');
    await soon(async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('content'));
    await page.locator('[role=option][tabindex="0"]').focus();
    const reached = new Set<string>();
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowDown', 'ArrowRight']) {
      await page.keyboard.press(key);
      reached.add((await page.evaluate(() => document.activeElement?.getAttribute('data-county'))) ?? '');
    }
    expect(reached.size).toBeGreaterThan(3);
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label')?.split('，')[0]);
    await soon(async () => expect(await page.locator('lf-county-tooltip .name').innerText()).toBe(name));
    await page.keyboard.press('Enter');
    await soon(async () => expect(await page.getByTestId('county-panel').locator('h3').innerText()).toBe(name));
    await page.keyboard.press('Escape');
    await page.locator('lf-county-tooltip').waitFor({ state: 'detached' });
  });

  it('switches the language without a reload and remembers it', async () => {
    const page = await open();
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    await page.getByRole('button', { name: /switch to English/ }).click();
    await page.getByRole('heading', { name: 'Blocked now' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('lf-month-tile').innerText()).toMatch(/91\d[\s\S]*million[\s\S]*1\.3 billion/);
    expect(await page.title()).toBe('Situation · Lianfang');
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
    await page.reload();
    await page.getByRole('heading', { name: 'Blocked now' }).waitFor();
  });

  it('follows the theme of the system, or the one that was chosen', async () => {
    const page = await open({ colorScheme: 'dark' });
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await background()).toBe('rgb(12, 15, 20)');
    await page.getByRole('button', { name: /佈景主題/ }).click();
    await soon(async () => expect(await background()).toBe('rgb(245, 246, 248)'));
    await page.reload();
    await page.getByTestId('national-rate').waitFor();
    expect(await background()).toBe('rgb(245, 246, 248)');
  });

  it('is quiet on a calm day', async () => {
    server.story = CALM;
    const page = await open();
    expect(await page.locator('lf-rate-tile').innerText()).toContain('在常態範圍內');
    expect(await page.locator('lf-rising-card').innerText()).toContain('沒有縣市明顯高於常態');
    expect(await page.locator('lf-count-tile').nth(2).innerText()).toContain('各縣市均有資料');
    expect(await page.locator('.above:visible, .below:visible').count()).toBe(0);
  });

  it('says that it is learning, and that the ledger does not balance', async () => {
    server.story = { ...BUSY, learning: true, balanced: false };
    const page = await open();
    expect(await page.locator('lf-rate-tile').innerText()).toContain('學習中');
    expect(await page.locator('lf-ledger-tile').innerText()).toMatch(/⬣[\s\S]*不平衡/);
  });
});
