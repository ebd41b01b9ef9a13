import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { seriesAnswer, type ExportOrder } from '@lianfang/contract';
import type { Browser, Page } from 'playwright-core';
import { INVENTED_DIRECTORY } from './fixture/counties';
import type { FeedServer } from './fixture/feed-server';
import { LEAD, MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openSituation, soon, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 390, height: 844 };

describe('the comparison of counties', () => {
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
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  const lines = (page: Page) => page.locator('lf-compare [data-county]');
  const codes = (page: Page) =>
    lines(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-county') ?? ''));

  async function open(query = '', settings?: PageSettings): Promise<Page> {
    const page = await newPage(browser, settings);
    await page.goto(`${address}compare${query}`);
    await lines(page).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    return page;
  }

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  /** The answer to the page's own question, asked once more as a program would. */
  async function asked(page: Page, path: string): Promise<Response> {
    const url = await page.evaluate(
      (start) =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .find((name) => name.includes(start)) ?? '',
      path,
    );
    return fetch(url);
  }

  it('says in one click which county is furthest above its own normal, per 1,000 addresses', async () => {
    const page = await newPage(browser);
    await openSituation(page, address);
    await page.locator('header').getByRole('link', { name: '縣市比較' }).click();
    await lines(page).first().waitFor();
    await soon(async () => expect(await page.title()).toBe('縣市比較 · 聯防'));
    expect(await lines(page).first().innerText()).toMatch(/金門縣[\s\S]*▲[\s\S]*×1\.\d[\s\S]*高於常態/);
    expect(await page.locator('[data-testid=measure] label.chosen').innerText()).toBe('每千個受護位址');
    expect(await page.locator('th[aria-sort=descending]').innerText()).toMatch(/對常態/);
  });

  it('has all 22 counties, what belongs to none apart, and the median above them', async () => {
    const page = await open();
    const shown = await codes(page);
    expect(shown.slice(0, 22).toSorted()).toEqual(INVENTED_DIRECTORY.counties.map(({ code }) => code).toSorted());
    expect(shown.slice(22)).toEqual(['unlocated']);
    expect(await page.getByTestId('compare-median').innerText()).toContain('縣市中位數');
    expect(await lines(page).last().innerText()).toMatch(/未定位[\s\S]*–/);
    expect(await page.locator('[data-county="10014"]').innerText()).toContain('學習中');
  });

  it('shows the counts of the API to the digit, and divides them by the directory', async () => {
    const page = await open('?measure=raw');
    const answer = seriesAnswer.parse(await (await asked(page, '/api/v1/series')).json());
    const cell = (code: string) => page.locator(`[data-county="${code}"] td.strong`).innerText();
    for (const { key, total } of answer.split?.keys ?? []) {
      expect([key, await cell(key)]).toEqual([key, total.blocked.toLocaleString('en')]);
    }
    await page.getByTestId('measure').getByText('每千個受護位址').click();
    const taichung = answer.split?.keys.find(({ key }) => key === '66000')?.total.blocked ?? NaN;
    await soon(async () =>
      expect(await cell('66000')).toBe((taichung / 49).toLocaleString('en', { maximumFractionDigits: 0 })),
    );
    await soon(async () => expect(await cell('unlocated')).toBe('–'));
    expect(await page.locator('[data-county=unlocated] td.strong').getAttribute('title')).toContain('不屬於任何縣市');
  });

  it('is sorted by the keyboard by every column, says so, and keeps it in the address', async () => {
    const page = await open();
    const button = page.locator('thead th.blocked button');
    await button.focus();
    await page.keyboard.press('Enter');
    await soon(async () => expect(await page.locator('thead th.blocked').getAttribute('aria-sort')).toBe('descending'));
    const greatest = await codes(page);
    await page.keyboard.press('Enter');
    await soon(async () => expect(await page.locator('thead th.blocked').getAttribute('aria-sort')).toBe('ascending'));
    await soon(async () => expect((await codes(page)).slice(0, 22)).toEqual(greatest.slice(0, 22).toReversed()));
    expect(await page.locator('thead th[aria-sort]').count()).toBe(1);
    expect(new URL(page.url()).search).toBe('?sort=blocked');
    expect(await page.getByTestId('compare-said').innerText()).toContain('依「阻擋」小至大排序，每分鐘重排一次');
    const sortable = await page.locator('thead th button').count();
    expect(sortable).toBe(8);
    await page.reload();
    await lines(page).first().waitFor();
    expect((await codes(page)).slice(0, 22)).toEqual(greatest.slice(0, 22).toReversed());
  });

  it('asks for another period by the address, and says from when to when', async () => {
    const page = await open();
    expect(await page.getByTestId('compare-range').innerText()).toContain('11 月 21 日 22:00 至 11 月 22 日 22:00');
    await page.getByTestId('period').getByText('30 天').click();
    await soon(async () =>
      expect(await page.getByTestId('compare-range').innerText()).toContain('10 月 23 日 00:00 至 11 月 22 日 00:00'),
    );
    await lines(page).first().waitFor();
    expect(new URL(page.url()).searchParams.get('period')).toBe('30d');
  });

  it('has the same figures as tiles, and says which scale its charts have', async () => {
    const page = await open('?sort=-blocked');
    const figure = (code: string) => page.locator(`[data-county="${code}"] :is(td.strong, .main strong)`).innerText();
    const inTable = await Promise.all(['63000', '09007', '10014'].map(figure));
    expect(await page.getByTestId('compare-said').innerText()).toContain('看形狀，不比高低');
    await page.getByTestId('form').getByText('小型並列圖').click();
    await page.getByTestId('compare-tiles').waitFor();
    expect(await Promise.all(['63000', '09007', '10014'].map(figure))).toEqual(inTable);
    await page.getByTestId('scale').getByText('全部相同').click();
    await soon(async () => expect(await page.getByTestId('compare-said').innerText()).toContain('可直接比高低'));
    expect(await page.locator('lf-trend svg').first().getAttribute('aria-label')).toMatch(/最低 [\d.,]+，最高 [\d.,]+/);
    expect(await findings(page)).toEqual([]);
  });

  it('jumps to a county that is typed, and leads to its page and to its events', async () => {
    const page = await open();
    await page.locator('#compare-find').fill('台東');
    await page.keyboard.press('Enter');
    await soon(async () => expect(await page.locator(':focus').innerText()).toBe('臺東縣'));
    expect(await page.locator('[data-county="10014"] .go a').getAttribute('href')).toBe('/explore?county=10014');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/counties/10014');
  });

  it('saves the table as shown once the audit has the entry', async () => {
    const page = await open('?measure=raw&sort=-blocked');
    const orders: ExportOrder[] = [];
    await page.route('**/api/v1/exports', async (route) => {
      orders.push(route.request().postDataJSON() as ExportOrder);
      await route.fulfill({ json: { recorded: true } });
    });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-csv').click()]);
    const text = await readFile(await download.path(), 'utf8');
    expect(orders).toEqual([
      { screen: 'compare', format: 'csv', county: null, question: '?measure=raw&sort=-blocked', rows: 23 },
    ]);
    const [notes = '', table = ''] = text.split('\r\n\r\n');
    expect(notes).toMatch(/^\uFEFF"標題","縣市比較"\r\n"起（含）","2026-11-21T22:00:00\+08:00/);
    const rows = table.trimEnd().split('\r\n').slice(1);
    const shown = await page
      .locator('lf-compare [data-county] td.strong')
      .evaluateAll((cells) => cells.map((cell) => (cell.textContent ?? '').replaceAll(/[^\d]/g, '')));
    expect(rows.map((line) => line.split(',')[4])).toEqual(shown);
    expect(rows.map((line) => line.split(',')[0])).toEqual((await codes(page)).map((code) => `"${code}"`));
    await page.getByTestId('export-status').getByText('並記入稽核紀錄').waitFor();
  });

  it('makes no file where the server does not let it out', async () => {
    const page = await open();
    await page.route('**/api/v1/exports', (route) =>
      route.fulfill({
        status: 403,
        json: { type: 'about:blank', title: 'Not for this role', status: 403, detail: 'Ask.', requestId: 'r' },
      }),
    );
    let downloads = 0;
    page.on('download', () => (downloads += 1));
    await page.getByTestId('export-json').click();
    await page.getByTestId('export-status').getByText('您的角色不能匯出').waitFor();
    expect(downloads).toBe(0);
  });

  it('says what could not be had, and takes it for unknown', async () => {
    const page = await newPage(browser);
    await page.route('**/api/v1/normals*', (route) => route.fulfill({ status: 503, json: {} }));
    await page.goto(`${address}compare`);
    await page.getByTestId('compare-partial').getByText('常態').waitFor();
    expect(await page.locator('[data-county="66000"]').innerText()).toContain('學習中');
  });

  it('is for the centre alone', async () => {
    server.session.person = MANAGER;
    const page = await newPage(browser);
    await page.goto(`${address}compare`);
    await page.locator('lf-no-permission').waitFor();
    expect(await page.locator('header nav').innerText()).not.toContain('縣市比較');
  });

  it.each([
    ['', 'light', 'zh-Hant-TW'],
    ['?form=tiles', 'dark', 'en'],
  ] as const)(
    'is accessible, moves nothing when figures come, and fits a phone: %s %s %s',
    async (query, theme, language) => {
      const page = await open(query, { theme, language });
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate(() => window.watched?.refused)).toEqual([]);
      expect(await page.evaluate(() => window.watched)).toMatchObject({ shift: expect.closeTo(0, 2) as number });
      const phone = await open(query, { ...PHONE, theme, language });
      expect(await findings(phone)).toEqual([]);
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    },
  );
});
