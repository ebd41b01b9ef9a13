import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { ANALYST, AUDITOR, MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import {
  INSTANT,
  feedServer,
  newPage,
  openCounty,
  openSituation,
  soon,
  type PageSettings,
} from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 390, height: 844 };

describe('kept events', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  beforeEach(() => {
    server.session.person = MANAGER;
    server.evidence.works = true;
    server.evidence.asked.length = 0;
    server.evidence.purposes.length = 0;
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  const lines = (page: Page) => page.locator('[data-testid=events] a');
  const asked = () => Object.fromEntries(server.evidence.asked.at(-1) ?? []);

  async function open(query = '', settings?: PageSettings): Promise<Page> {
    const page = await newPage(browser, settings);
    await page.goto(`${address}evidence${query}`);
    await lines(page).first().waitFor();
    return page;
  }

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
  }

  async function sayWhy(page: Page): Promise<void> {
    await page.getByTestId('purpose').getByText('事件處理').click();
    await page.getByTestId('purpose').locator('button.main').click();
    await lines(page).first().waitFor();
  }

  it('lists the last hour of one’s own county, and says what it is a sample of', async () => {
    const page = await open();
    expect([asked()['from']?.slice(0, 16), asked()['to']?.slice(0, 16)]).toEqual([
      '2026-11-22T13:00',
      '2026-11-22T14:00',
    ]);
    expect(await page.getByTestId('evidence-told').innerText()).toMatch(
      /計數事件 133,200 件\s*其中保留 \d+ 件\s*符合條件 \d+ 筆/,
    );
    expect(await lines(page).first().innerText()).toMatch(/11 月 22 日 21:5\d:\d\d/);
    expect(await page.getByTestId('filter-county').count()).toBe(0);
    expect(server.session.foreign).toEqual([]);
  });

  it('narrows the list by its address: choices go into it, back undoes them, and a shared one shows the same', async () => {
    const page = await open();
    await page.getByTestId('filter-severity').selectOption('critical');
    await soon(async () => expect(asked()['severity']).toBe('critical'));
    await page.getByTestId('filter-address').fill('10.0.0');
    await page.getByTestId('filter-address').press('Enter');
    await page.getByText('請輸入 IP 位址或網段').waitFor();
    await page.getByText('7 天').click();
    await soon(async () => expect(new URL(page.url()).search).toBe('?severity=critical&range=7d'));
    await soon(async () =>
      expect(asked()).toMatchObject({ severity: 'critical', from: expect.stringContaining('2026-11-15T14:00') }),
    );
    await page.goBack();
    await soon(async () => expect(asked()['from']).toContain('2026-11-22T13:00'));
    const other = await open('?range=7d&agency=tax&disposition=blocked');
    expect(asked()).toMatchObject({ agency: 'tax', disposition: 'blocked' });
    expect(await other.getByTestId('filter-agency').locator('option:checked').innerText()).toBe('地方稅務局');
    await other.getByTestId('filter-clear').click();
    await soon(async () => expect(new URL(other.url()).search).toBe('?range=7d'));
  });

  it('asks nothing while the address cannot be read, and says which part', async () => {
    const page = await newPage(browser);
    await page.goto(`${address}evidence?severity=dire&from=yesterday&agency=tax`);
    const said = page.getByTestId('evidence-wrong');
    await said.getByText('嚴重度、起（臺北）').waitFor();
    expect(server.evidence.asked).toEqual([]);
    await said.getByRole('button').click();
    await lines(page).first().waitFor();
    expect(new URL(page.url()).search).toBe('?agency=tax');
  });

  it('says that nothing fits, that it cannot be reached, and that somebody may not', async () => {
    const page = await newPage(browser);
    await page.goto(`${address}evidence?rule=nothing%20of%20the%20kind`);
    await page.getByText('此範圍沒有符合條件的存證').waitFor();
    server.evidence.works = false;
    await page.getByRole('button', { name: '更新', exact: true }).click();
    await page.getByTestId('evidence-refused').getByText('暫時無法取得事件存證').waitFor();
    server.evidence.works = true;
    await page.getByRole('button', { name: '再試一次' }).click();
    await page.getByText('此範圍沒有符合條件的存證').waitFor();
    server.session.person = AUDITOR;
    await page.goto(`${address}evidence`);
    await page.locator('lf-no-permission').waitFor();
  });

  it('reads on by pages', async () => {
    const page = await open('?range=24h');
    const before = await lines(page).count();
    server.session.person = ANALYST;
    const other = await newPage(browser);
    await other.goto(`${address}evidence?range=24h`);
    await sayWhy(other);
    expect(await lines(other).count()).toBe(50);
    await other.getByTestId('more').click();
    await soon(async () => expect(await lines(other).count()).toBe(100));
    expect(before).toBeLessThan(50);
  });

  it('asks people of the centre why, once, before anything else, and tells it with each question', async () => {
    server.session.person = ANALYST;
    const page = await newPage(browser);
    await page.goto(`${address}evidence?county=66000`);
    await page.getByText('該縣市可看到您的姓名').waitFor();
    expect(server.evidence.asked).toEqual([]);
    await sayWhy(page);
    await lines(page).first().click();
    await page.getByTestId('event-record').waitFor();
    expect(server.evidence.purposes).toEqual(['事件處理', '事件處理']);
    expect(await page.getByTestId('said-purpose').innerText()).toMatch(/查閱目的\s*事件處理/);
  });

  it.each([
    ['the centre', ANALYST],
    ['a county', MANAGER],
  ])('shows %s the evidence in at most four presses from the first screen', async (_who, person) => {
    server.session.person = person;
    const page = await newPage(browser);
    let presses = 0;
    const press = async (what: ReturnType<Page['locator']>): Promise<void> => {
      presses += 1;
      await what.click();
    };
    if (person.county === null) {
      await openSituation(page, address);
      await press(page.locator('[data-row="66000"] button'));
      await press(page.locator('a[href^="/counties/66000"]').first());
    } else await openCounty(page, address);
    await press(page.locator('a[href^="/evidence?"]').first());
    // Why one looks is asked for once, and is no way to go.
    if (person.county === null) await sayWhy(page);
    await press(lines(page).first());
    await page.getByTestId('event-record').waitFor();
    expect(presses).toBeLessThanOrEqual(4);
    expect(server.session.foreign).toEqual([]);
  });

  it('opens one event by keyboard alone, and Escape leads back to its line', async () => {
    const page = await open();
    await lines(page).nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('event-record').waitFor();
    await soon(async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('event-title'));
    const id = new URL(page.url()).searchParams.get('event');
    expect(await page.getByTestId('event').locator('dl').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('source.ip'), expect.stringContaining('event.ingested')]),
    );
    await page.keyboard.press('Escape');
    await page.getByTestId('event').waitFor({ state: 'detached' });
    await soon(async () =>
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-event'))).toBe(id),
    );
  });

  it('shows hostile rules and records as text, with what does not print written out', async () => {
    const page = await open('?rule=suricata:geo-fence');
    expect(await lines(page).first().innerText()).toContain('LF POLICY ⟦U+202E⟧elif.exe outbound');
    await lines(page).first().click();
    const record = page.getByTestId('event-record');
    await record.waitFor();
    const shown = await record.innerText();
    expect(shown).toContain(String.raw`<img src=x onerror=\"document.title=1\">`);
    expect(shown).toContain('⟦U+001B⟧[31m');
    expect([...shown].filter((character) => '\u202e\u001b'.includes(character))).toEqual([]);
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.title()).toBe('事件 · 聯防');
    expect((await page.evaluate(() => window.watched))?.refused).toEqual([]);
  });

  it('leads from an event to all of its source, rule and agency, and keeps the other filters', async () => {
    const page = await open('?disposition=blocked');
    await lines(page).first().click();
    await page.getByRole('link', { name: '此規則的事件' }).click();
    await page.getByTestId('event').waitFor({ state: 'detached' });
    await soon(async () =>
      expect(asked()).toMatchObject({ disposition: 'blocked', rule: expect.stringContaining('suricata:') }),
    );
  });

  it('hides the host of another county, and its record', async () => {
    const page = await open();
    await lines(page).filter({ hasText: '其他縣市的主機' }).first().click();
    await page.getByText('依縣市隔離不予顯示').waitFor();
    expect(await page.getByTestId('event-record').count()).toBe(0);
  });

  it('fills a phone with the event, without a sideways scroll, and goes back to the list', async () => {
    const page = await open('', { ...PHONE, theme: 'dark' });
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await sideways()).toBeLessThanOrEqual(0);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '篩選條件' }).click();
    await page.getByTestId('filter-severity').waitFor();
    await lines(page).first().click();
    await page.getByTestId('event-record').waitFor();
    expect(await lines(page).first().isVisible()).toBe(false);
    expect(await sideways()).toBeLessThanOrEqual(0);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '返回清單' }).click();
    await lines(page).first().waitFor({ state: 'visible' });
  });

  it('axe finds nothing beside an open event on a desk', async () => {
    const page = await open('', { language: 'en' });
    await lines(page).first().click();
    await page.getByTestId('event-record').waitFor();
    expect(await findings(page)).toEqual([]);
  });
});
