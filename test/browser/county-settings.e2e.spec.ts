import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { ANALYST, LEAD, MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, soon, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

describe('what a county has set, on its page', () => {
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
    server.session.foreign.length = 0;
    server.countySettings.reset();
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(' ')}`));
  }

  async function openPage(path: string, settings?: PageSettings): Promise<Page> {
    const page = await newPage(browser, settings);
    await page.goto(`${address}${path}`);
    await page.getByTestId('posture-score').waitFor();
    return page;
  }

  const card = (page: Page) => page.getByTestId('county-contacts');

  it.each([DESK, PHONE])('shows its own people whom to call, and leads to the settings, $width wide', async (size) => {
    const page = await openPage('county', size);
    await page.getByRole('link', { name: '承辦單位與聯絡人' }).click();
    await card(page).getByText('數位發展局資通安全科').waitFor();
    expect(await card(page).getByRole('link', { name: '04-2228-9111 分機 1234' }).getAttribute('href')).toBe(
      'tel:0422289111;ext=1234',
    );
    await soon(async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('contacts'));
    await card(page).getByRole('link', { name: '縣市設定' }).click();
    await page.locator('#office-zh').waitFor();
    expect(server.session.foreign).toEqual([]);
  });

  it('asks for contacts of a county for the centre only when told to, for the county sees it', async () => {
    server.session.person = ANALYST;
    const page = await openPage('counties/66000');
    await card(page).getByText('臺中市看得到您查閱了縣市設定').waitFor();
    await page.waitForLoadState('networkidle');
    expect(server.countySettings.looks).toEqual([]);
    await card(page).getByRole('button', { name: '顯示聯絡人' }).click();
    await card(page).getByText('張雅婷').first().waitFor();
    await soon(async () => {
      const isFocused = await card(page)
        .locator('.list')
        .evaluate((list) => list === document.activeElement);
      expect(isFocused).toBe(true);
    });
    expect(server.countySettings.looks).toEqual(['林怡君 66000']);
    expect(await findings(page)).toEqual([]);
    // Of another county nothing is asked, and nothing of this one is shown.
    await page.getByRole('link', { name: /^下一個縣市/ }).click();
    await card(page).getByRole('button', { name: '顯示聯絡人' }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('張雅婷');
    expect(server.countySettings.looks).toHaveLength(1);
  });

  it('says that contacts can’t be had, and tries again', async () => {
    server.countySettings.works = false;
    const page = await openPage('county');
    await card(page).getByText('暫時無法取得聯絡人。').waitFor();
    server.countySettings.works = true;
    await card(page).getByRole('button', { name: '再試一次' }).click();
    await card(page).getByText('張雅婷').first().waitFor();
    server.countySettings.isUnset = true;
    await page.reload();
    await card(page).getByText('尚無聯絡人').waitFor();
  });

  it('names the score by the county’s thresholds there, and by the common ones beside other counties', async () => {
    server.countySettings.isFollowed = true;
    for (const [person, path] of [
      [MANAGER, 'county'],
      [LEAD, 'counties/66000'],
    ] as const) {
      server.session.person = person;
      const page = await openPage(path);
      expect(await page.getByTestId('posture-level').innerText()).toMatch(/▲\s+吃緊\s+依自訂門檻；共同門檻為「留意」/);
    }
    const other = await openPage('counties/63000');
    expect(await other.getByTestId('posture-level').innerText()).not.toContain('自訂門檻');
    await other.goto(`${address}compare`);
    const row = other.locator('lf-compare [data-county="66000"]');
    await row.waitFor();
    expect(await row.innerText()).toContain('留意');
    expect(await row.innerText()).not.toContain('吃緊');
  });
});
