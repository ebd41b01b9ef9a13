import { AxeBuilder } from '@axe-core/playwright';
import type { SeriesAnswer } from '@lianfang/contract';
import { readFile } from 'node:fs/promises';
import type { Browser, Page, Route } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { LEAD, MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, soon, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 390, height: 844 };
const DAY = 24 * 3_600_000;
const SPLIT = '?range=7d&by=category';

describe('exploring', () => {
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
    server.session.foreign.length = 0;
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  const progress = (page: Page) => page.getByTestId('explore-progress').getByRole('status');
  const table = (page: Page) => page.getByTestId('explore-table');
  const search = (page: Page): string => decodeURIComponent(new URL(page.url()).search);

  async function open(query = '', settings?: PageSettings): Promise<Page> {
    const page = await newPage(browser, settings);
    await page.goto(`${address}explore${query}`);
    await table(page).waitFor();
    await progress(page).getByText('查詢完成').waitFor();
    await page.evaluate(() => document.fonts.ready);
    return page;
  }

  /** The table as it is read: its lines, their figures as digits. */
  async function rows(page: Page): Promise<string[][]> {
    const found = await table(page).locator('tbody tr').all();
    return Promise.all(
      found.map(async (row) => [
        (await row.locator('th').innerText()).trim(),
        ...(await row.locator('td').allInnerTexts()).map((text) => text.replaceAll(',', '')),
      ]),
    );
  }

  it('is reached from the header, and its lines add up to the total', async () => {
    const page = await newPage(browser);
    await page.goto(`${address}${'explore'}${SPLIT}`);
    await progress(page).getByText('查詢完成').waitFor();
    await soon(async () => expect(await page.title()).toBe('探索分析 · 聯防'));
    const lines = await rows(page);
    const sums = lines.map((line) => Number(line[1]));
    expect(sums.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(sums.at(-1));
    expect(lines[0]?.[0]).toBe('入侵嘗試');
    expect(server.session.foreign).toEqual([]);
  });

  it('splits, filters by a line, goes back, and shows the same from its address', async () => {
    const page = await open();
    await page.getByTestId('explore-range').selectOption('7d');
    await page.getByTestId('explore-by').selectOption('category');
    await table(page).getByRole('button', { name: '只看惡意程式' }).click();
    await soon(async () => expect(search(page)).toBe('?range=7d&by=category&category=malicious-code'));
    await page.getByRole('button', { name: '移除篩選：類別 惡意程式' }).waitFor();
    await soon(async () => expect(await rows(page)).toHaveLength(2));
    const shown = await rows(page);
    await page.reload();
    await soon(async () => expect(await rows(page)).toEqual(shown));
    await page.goBack();
    await soon(async () => expect(search(page)).toBe('?range=7d&by=category'));
    await soon(async () => expect((await rows(page)).length).toBeGreaterThan(5));
  });

  it('adds several values of a filter, and removes them by a press', async () => {
    const page = await open();
    await page.getByTestId('filter-kind').selectOption('severity');
    await page.getByTestId('filter-value').selectOption('critical');
    await page.getByTestId('filter-add').click();
    await soon(async () => expect(search(page)).toBe('?severity=critical'));
    await page.getByTestId('filter-value').selectOption('high');
    await page.getByTestId('filter-add').click();
    await soon(async () => expect(search(page)).toBe('?severity=critical,high'));
    await page.getByTestId('chips').getByRole('button').first().click();
    await soon(async () => expect(search(page)).toBe('?severity=high'));
  });

  it('marks a range by keyboard, zooms into it, and back', async () => {
    const page = await open(SPLIT);
    const chart = page.getByTestId('explore-chart');
    await chart.focus();
    for (const key of ['Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    await soon(async () => expect(await chart.getAttribute('aria-valuetext')).toMatch(/合計 [\d,]+/));
    await page.keyboard.press('Enter');
    await soon(async () =>
      expect(search(page)).toBe('?by=category&from=2026-11-15T15:00:00.000Z&to=2026-11-15T18:00:00.000Z'),
    );
    await page.getByTestId('zoom-back').click();
    await soon(async () => expect(new URL(page.url()).searchParams.get('range')).toBe('7d'));
    expect(new URL(page.url()).searchParams.has('from')).toBe(false);
  });

  it('zooms into what is dragged over, and into a line of the chart’s table', async () => {
    const page = await open(SPLIT);
    const box = await page.getByTestId('explore-chart').boundingBox();
    if (box === null) throw new Error('no chart');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 100);
    await page.mouse.up();
    await soon(async () => expect(search(page)).toMatch(/from=.*&to=/));
    await progress(page).getByText('查詢完成').waitFor();
    const { searchParams } = new URL(page.url());
    const length = Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '');
    expect(length / DAY).toBeCloseTo(1.55, 0);
    await page.getByTestId('explore-times').locator('summary').click();
    await page.getByTestId('explore-times').getByRole('button').first().click();
    await soon(async () => expect(search(page)).not.toContain(searchParams.get('to') ?? ''));
  });

  it('shows a gap, never nought, where a filter could not be judged, and says so', async () => {
    const page = await newPage(browser);
    await page.route('**/api/v1/series?**', async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as SeriesAnswer;
      const [gone, ...points] = answer.points;
      await route.fulfill({ response, json: { ...answer, points, untold: { points: [gone], counted: false } } });
    });
    await page.goto(`${address}explore?range=7d&category=fraud`);
    await page.getByTestId('explore-untold').getByText('無法判斷是否符合篩選').waitFor();
    await page.locator('.hole').first().waitFor();
    await page.getByTestId('explore-times').locator('summary').click();
    expect(await page.getByTestId('explore-times').locator('tbody td').first().innerText()).toBe('缺');
  });

  it('has the figures of the chart in a table, interval by interval', async () => {
    const page = await open(SPLIT);
    await page.getByTestId('explore-times').locator('summary').click();
    const cells = await page.getByTestId('explore-times').locator('tbody td:nth-child(2)').allInnerTexts();
    const sum = cells.reduce((all, text) => all + Number(text.replaceAll(',', '')), 0);
    expect(cells).toHaveLength(169);
    expect(String(sum)).toBe((await rows(page)).at(-1)?.[1]);
  });

  it('takes a range from and to, in Taipei time', async () => {
    const page = await open();
    await page.getByTestId('explore-range').selectOption('absolute');
    await page.getByTestId('explore-from').fill('2026-11-20T00:00');
    await page.getByTestId('explore-from').blur();
    await soon(async () => expect(search(page)).toContain('from=2026-11-20T00:00:00+08:00'));
    await soon(async () => expect(await page.getByTestId('explore-shown-range').innerText()).toContain('11/20 00:00'));
  });

  it('compares with an earlier period: a difference in each line', async () => {
    const page = await open(`${SPLIT}&compare=week`);
    const lines = await rows(page);
    for (const line of lines) {
      const change = Number(/^[+−]?\d+/.exec(line[7] ?? '')?.[0].replace('−', '-'));
      expect(change).toBe(Number(line[1]) - Number(line[6]));
    }
    expect(await page.getByTestId('explore-legend').innerText()).toContain('比較期');
  });

  it('leaves out what rows do not hold together, says why, and leads to the events', async () => {
    const page = await open('?by=agency');
    expect(await page.getByTestId('filter-kind').locator('option[value=country]').isDisabled()).toBe(true);
    await page.getByText('不能再篩選方向、嚴重度、來源國家').waitFor();
    await page.goto(`${address}explore?by=agency&country=US`);
    await page.getByTestId('explore-clash').getByText('無法一起統計').waitFor();
    const href = await page.getByTestId('evidence-link').getAttribute('href');
    expect(href).toContain('/evidence?from=');
    await page.getByTestId('explore-clash').getByRole('button', { name: '移除篩選：來源國家' }).click();
    await table(page).waitFor();
    expect(search(page)).toBe('?by=agency');
  });

  it('leads to the events of the same range and filters', async () => {
    const page = await open('?county=66000&disposition=blocked&range=today');
    const link = page.getByTestId('evidence-link');
    const query = new URL((await link.getAttribute('href')) ?? '', address).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      from: '2026-11-21T16:00:00.000Z',
      to: '2026-11-22T15:00:00.000Z',
      county: '66000',
      disposition: 'blocked',
    });
  });

  it('can be cancelled: what came stays, and what is missing is named', async () => {
    const page = await newPage(browser);
    const held: Route[] = [];
    await page.route('**/api/v1/series?*', async (route) => {
      const from = new URL(route.request().url()).searchParams.get('from') ?? '';
      if (from > '2026-11-05') held.push(route);
      else await route.continue();
    });
    await page.goto(`${address}explore?range=30d&interval=hour`);
    await progress(page).getByText('已完成 2／5').waitFor();
    await soon(async () => expect(held.length).toBeGreaterThan(0));
    await page.getByTestId('explore-cancel').click();
    await progress(page).getByText('已取消，完成 2／5').waitFor();
    expect(await page.getByTestId('explore-partial').innerText()).toMatch(/尚缺：2026\/11\/6 22:00/);
    expect(Number((await rows(page)).at(-1)?.[1])).toBeGreaterThan(0);
  });

  it('says which part failed and why, and asks once more', async () => {
    const page = await newPage(browser);
    let isAway = true;
    await page.route('**/api/v1/series?*', async (route) => {
      const from = new URL(route.request().url()).searchParams.get('from') ?? '';
      if (isAway && from.startsWith('2026-11-06')) await route.abort();
      else await route.continue();
    });
    await page.goto(`${address}explore?range=30d&interval=hour`);
    await page.getByTestId('explore-partial').waitFor();
    await page.getByTestId('explore-failure').getByText('請再查一次').waitFor();
    isAway = false;
    await page.getByTestId('explore-again').click();
    await progress(page).getByText('查詢完成').waitFor();
    expect(await page.getByTestId('explore-partial').count()).toBe(0);
  });

  it('saves what the table shows, with range, zone and filters, once the server knows of it', async () => {
    const page = await open(`${SPLIT}&severity=high`);
    const orders: unknown[] = [];
    await page.route('**/api/v1/exports', async (route) => {
      orders.push(route.request().postDataJSON());
      await route.fulfill({ status: 200, contentType: 'application/json', body: '{}' });
    });
    const shown = await rows(page);
    const saved = async (format: string): Promise<Buffer> => {
      const coming = page.waitForEvent('download');
      await page.getByTestId(`export-${format}`).click();
      return readFile(await (await coming).path());
    };
    const text = (await saved('csv')).toString('utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain('Asia/Taipei');
    expect(text).toContain('嚴重度: 高');
    const lines = text.trimEnd().split('\r\n').slice(-shown.length);
    const figures = lines.map((line) => line.split(','));
    expect(figures.map((line) => [line[2]?.replaceAll('"', ''), line[3]])).toEqual(
      shown.map(([name, sum]) => [name, sum]),
    );
    const json = JSON.parse((await saved('json')).toString('utf8')) as { rows: { total: number }[] };
    expect(json.rows.map(({ total }) => String(total))).toEqual(shown.map((line) => line[1]));
    expect((await saved('png')).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(orders).toHaveLength(3);
    expect(orders[0]).toMatchObject({ screen: 'explore', format: 'csv', rows: shown.length });
  });

  it('keeps views under a name, shares, renames, opens and deletes them', async () => {
    const page = await newPage(browser);
    let view: Record<string, unknown> | null = null;
    await page.route('**/api/v1/saved-views*/**', (route) => answer(route));
    await page.route('**/api/v1/saved-views', (route) => answer(route));
    async function answer(route: Route): Promise<void> {
      const method = route.request().method();
      const known = { id: '6c1e36a5-0f5b-4f7e-9a43-0f2b1f9d6a11', by: '陳志明', at: 1, own: true };
      const before = view;
      if (method === 'POST') view = { ...known, ...(route.request().postDataJSON() as object), revision: 1 };
      if (method === 'PUT') view = { ...known, ...(route.request().postDataJSON() as object), revision: 2 };
      if (method === 'DELETE') view = null;
      const body = method === 'GET' ? { items: view === null ? [] : [view] } : (view ?? before);
      await route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(body) });
    }
    await page.goto(`${address}explore${SPLIT}`);
    await table(page).waitFor();
    const views = page.getByTestId('views');
    await page.getByTestId('view-name').fill('本週類別');
    await page.getByTestId('view-save').click();
    await views.getByText('已儲存「本週類別」').waitFor();
    await views.getByRole('button', { name: '分享', exact: true }).click();
    await views.getByText('陳志明分享').waitFor();
    await views.getByRole('button', { name: '改名' }).click();
    await page.getByTestId('view-new-name').fill('每週類別');
    await views.getByRole('button', { name: '儲存' }).last().click();
    await views.getByRole('button', { name: '每週類別' }).waitFor();
    await page.getByTestId('explore-by').selectOption('');
    await soon(async () => expect(search(page)).toBe('?range=7d'));
    await views.getByRole('button', { name: '每週類別' }).click();
    await soon(async () => expect(search(page)).toBe(SPLIT));
    await views.getByRole('button', { name: '刪除', exact: true }).click();
    await views.getByRole('button', { name: '確定刪除' }).click();
    await views.getByText('尚無已儲存的檢視').waitFor();
  });

  it('shows people of a county theirs alone', async () => {
    server.session.person = MANAGER;
    const page = await open('?by=agency');
    expect(await page.getByTestId('filter-kind').locator('option[value=county]').count()).toBe(0);
    await table(page).getByText('地方稅務局').waitFor();
    expect(await page.locator('h1').innerText()).toContain('臺中市');
    expect(server.session.foreign).toEqual([]);
  });

  it('asks nothing while the address cannot be read', async () => {
    const page = await newPage(browser);
    await page.goto(`${address}explore?severity=dire&range=7d`);
    await page.getByTestId('explore-wrong').getByText('嚴重度').waitFor();
    await page.getByTestId('explore-wrong').getByRole('button').click();
    await table(page).waitFor();
    expect(search(page)).toBe('?range=7d');
  });

  it.each([
    ['desk', {}],
    ['phone', PHONE],
    ['phone in English', { ...PHONE, language: 'en', theme: 'dark' }],
  ] as const)('is clean, and nothing jumps or scrolls sideways: %s', async (_name, settings) => {
    const page = await newPage(browser, settings);
    await page.goto(`${address}explore${SPLIT}&compare=week&severity=high`);
    await table(page).waitFor();
    await page.getByTestId('explore-again').waitFor();
    await page.evaluate(() => document.fonts.ready);
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`))).toEqual([]);
    const beyond = await page.evaluate(() =>
      document.documentElement.scrollWidth <= window.innerWidth
        ? []
        : [...document.querySelectorAll('body *')]
            .filter((one) => one.getBoundingClientRect().right > window.innerWidth)
            .map((one) => `${one.tagName} ${one.className}`),
    );
    expect(beyond).toEqual([]);
    const watched = await page.evaluate(() => window.watched);
    expect(watched?.refused).toEqual([]);
    expect({ shift: watched?.shift.toFixed(2), moved: watched?.moved }).toMatchObject({ shift: '0.00' });
  });
});
