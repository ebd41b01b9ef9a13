import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { ANALYST, AUDITOR, LEAD, MANAGER, MEMBER, SMALL_MANAGER } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openSettings, soon, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
    [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
  ),
);

describe('the settings of a county', () => {
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

  async function open(settings?: PageSettings, county?: string): Promise<Page> {
    const page = await newPage(browser, settings);
    await openSettings(page, address, county);
    return page;
  }

  const stored = (county = '66000') => server.countySettings.of(county, INSTANT);
  const field = (page: Page, id: string) => page.locator(`[id="${id}"]`);
  const save = (page: Page) => page.getByRole('button', { name: '儲存設定' });
  const said = (page: Page) => page.getByTestId('settings-said');
  const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
  const agency = (page: Page, id: string) => page.locator(`[data-agency="${id}"]`);

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  it('shows what is set, who changed it last and when, and that each look is told', async () => {
    const page = await open();
    expect(await page.locator('h1').innerText()).toBe('臺中市設定');
    expect(await page.getByTestId('settings-last').innerText()).toBe('第 4 版，王淑芬於 2026年11月3日 22:00 變更');
    expect(await page.getByTestId('settings-told').innerText()).toContain('都會寫入貴縣市的稽核紀錄');
    expect(await field(page, 'office-zh').inputValue()).toBe('數位發展局資通安全科');
    expect(await field(page, 'contact-0-phone').inputValue()).toBe('04-2228-9111 分機 1234');
    expect(await field(page, 'threshold-steady').inputValue()).toBe('85');
    expect(await save(page).isDisabled()).toBe(true);
    expect(server.session.foreign).toEqual([]);
  });

  it.each([DESK, PHONE])('saves the office and a new contact, by keyboard alone, $width wide', async (size) => {
    const page = await open(size);
    await field(page, 'office-zh').focus();
    await page.keyboard.press('End');
    await page.keyboard.insertText('（二股）');
    await field(page, 'contact-add').focus();
    await page.keyboard.press('Enter');
    await said(page).getByText('已新增第 3 位聯絡人').waitFor();
    await soon(async () => expect(await focused(page)).toBe('contact-2-name'));
    for (const text of ['林佩蓉', '夜間值班', '+886 912-345-678']) {
      await page.keyboard.insertText(text);
      await page.keyboard.press('Tab');
    }
    expect(await focused(page)).toBe('contact-2-email');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await said(page).getByText('已儲存為第 5 版。').waitFor();
    expect(stored()).toMatchObject({ office: { zh: '數位發展局資通安全科（二股）' }, revision: 5, by: '王淑芬' });
    expect(stored().contacts[2]).toEqual({
      name: '林佩蓉',
      duty: '夜間值班',
      phone: '+886 912-345-678',
      email: null,
      reachable: 'always',
    });
    expect(await page.getByTestId('settings-last').innerText()).toContain('第 5 版');
    expect(await page.getByTestId('settings-bar').innerText()).toContain('沒有未儲存的變更');
    // By a key nobody loses their place, and what can't be done now is said.
    await save(page).focus();
    await page.keyboard.press('Enter');
    await said(page).getByText('沒有未儲存的變更').waitFor();
    expect(await focused(page)).toBe('settings-save');
    expect(stored().revision).toBe(5);
  });

  it('moves and removes contacts, and the focus goes with them', async () => {
    const page = await open();
    await page.getByRole('button', { name: '下移第 1 位聯絡人' }).click();
    await said(page).getByText('已移至第 2 位。').waitFor();
    await soon(async () => expect(await focused(page)).toBe('contact-0-up'));
    await page.getByRole('button', { name: '移除第 1 位聯絡人' }).click();
    await soon(async () => expect(await focused(page)).toBe('contact-0-remove'));
    await save(page).click();
    await said(page).getByText('已儲存為第 5 版。').waitFor();
    expect(stored().contacts.map(({ name }) => name)).toEqual(['張雅婷']);
    await page.getByRole('button', { name: '移除第 1 位聯絡人' }).click();
    await page.getByTestId('contacts-none').waitFor();
    await soon(async () => expect(await focused(page)).toBe('contact-add'));
  });

  it('says what the score of now is called by other thresholds, before anything is saved', async () => {
    const page = await open();
    const now = page.getByTestId('score-now');
    await now.getByText('22:00 的分數 62 分：▲ 吃緊 · 依共同門檻為「◆ 留意」').waitFor();
    await field(page, 'threshold-watch').fill('62');
    await now.getByText('22:00 的分數 62 分：◆ 留意').waitFor();
    await field(page, 'threshold-watch').fill('90');
    await page.getByText('更正門檻後顯示預覽。').waitFor();
    await page.getByText('共同門檻', { exact: true }).first().click();
    await now.getByText('22:00 的分數 62 分：◆ 留意').waitFor();
    expect(await field(page, 'threshold-watch').inputValue()).toBe('60');
    await save(page).click();
    await said(page).getByText('已儲存為第 5 版。').waitFor();
    expect(stored().thresholds).toBeNull();
  });

  it('calls an agency by another name, gives it back the directory’s, and finds it by any of its names', async () => {
    const page = await open();
    const search = page.getByRole('searchbox', { name: '搜尋機關' });
    await search.fill('tax');
    await soon(async () => expect(await page.locator('[data-agency]').count()).toBe(1));
    await page.getByRole('button', { name: '將地方稅務局改名' }).click();
    await soon(async () => expect(await focused(page)).toBe('agency-tax-zh'));
    expect(await field(page, 'agency-tax-en').inputValue()).toBe('Local Tax Bureau');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('地稅局');
    await search.fill('');
    await agency(page, 'education').getByRole('button', { name: '恢復名錄名稱' }).click();
    await said(page).getByText('教育局資訊教育中心暨校園網路維運團隊已恢復名錄名稱。').waitFor();
    await page.getByText('已改名 2').click();
    await soon(async () => expect(await page.locator('[data-agency]').count()).toBe(2));
    await save(page).click();
    await said(page).getByText('已儲存為第 5 版。').waitFor();
    expect(stored().agencyNames).toEqual({
      archives: { zh: '市史檔案館', en: 'City Archives' },
      tax: { zh: '地稅局', en: 'Local Tax Bureau' },
    });
  });

  it('keeps the name of an agency that the directory knows no longer, until somebody removes it', async () => {
    const page = await open();
    const gone = agency(page, 'archives');
    expect(await gone.innerText()).toMatch(/市史檔案館[\s\S]*名錄中已無此機關/);
    await gone.getByRole('button', { name: '移除市史檔案館' }).click();
    await said(page).getByText('已移除市史檔案館。').waitFor();
    expect(await gone.count()).toBe(0);
    await save(page).click();
    await said(page).getByText('已儲存為第 5 版。').waitFor();
    expect(Object.keys(stored().agencyNames)).toEqual(['education']);
  });

  it('says what is wrong beside each field and in a summary that leads to it, and sends nothing', async () => {
    const page = await open();
    await field(page, 'office-en').fill(' ');
    await field(page, 'contact-1-phone').fill('call me');
    await field(page, 'contact-0-email').fill('nobody');
    await field(page, 'threshold-strained').fill('7x');
    await page.getByRole('searchbox').fill('稅務');
    await page.getByRole('button', { name: '將地方稅務局改名' }).click();
    await field(page, 'agency-tax-en').fill('');
    await page.getByRole('searchbox').fill('不在');
    await save(page).click();
    const summary = page.getByTestId('settings-problems');
    await soon(async () => expect(await summary.evaluate((card) => card === document.activeElement)).toBe(true));
    expect(await summary.locator('li').allInnerTexts()).toEqual([
      '承辦單位，英文名稱：中文與英文名稱須一併填寫。',
      '第 1 位聯絡人，電子郵件：須為完整的電子郵件地址（帳號、@、網域）。',
      '第 2 位聯絡人，電話：須為電話號碼，例如 02-2345-6789 分機 123。',
      '「吃緊」最低分：須為 1 到 100 的整數。',
      '地方稅務局，英文名稱：中文與英文名稱須一併填寫。',
    ]);
    expect(await findings(page)).toEqual([]);
    await summary.getByRole('link').last().click();
    await soon(async () => expect(await focused(page)).toBe('agency-tax-en'));
    await summary.getByRole('link').nth(2).click();
    await soon(async () => expect(await focused(page)).toBe('contact-1-phone'));
    const described = await field(page, 'contact-1-phone').getAttribute('aria-describedby');
    expect(await field(page, described ?? '').innerText()).toContain('須為電話號碼');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('04-2228-9111');
    await soon(async () => expect(await summary.locator('li').count()).toBe(4));
    expect(await page.evaluate(() => location.pathname)).toBe('/counties/66000/settings');
    expect(stored().revision).toBe(4);
  });

  it('keeps what was written when somebody else was faster, and puts both together', async () => {
    const page = await open();
    await field(page, 'office-zh').fill('資通安全科');
    await field(page, 'threshold-steady').fill('90');
    server.countySettings.isSlower = true;
    await save(page).click();
    const panel = page.getByTestId('settings-conflict');
    await panel.waitFor();
    await soon(async () => expect(await panel.evaluate((card) => card === document.activeElement)).toBe(true));
    expect(await panel.innerText()).toMatch(/陳志明於 2026年11月22日 21:59 存成第 5 版/);
    const rows = await panel.locator('tbody tr').allInnerTexts();
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/承辦單位[\s\S]*雙方都改了[\s\S]*資通安全科[\s\S]*數位發展局資安處理中心/);
    expect(rows[1]).toMatch(/態勢分級門檻[\s\S]*您改的[\s\S]*90 \/ 65 \/ 45[\s\S]*85 \/ 65 \/ 45/);
    expect(rows[2]).toMatch(/地方稅務局[\s\S]*對方改的[\s\S]*名錄的名稱[\s\S]*地稅局/);
    expect(await findings(page)).toEqual([]);
    expect(await field(page, 'office-zh').inputValue()).toBe('資通安全科');
    expect(await save(page).isDisabled()).toBe(true);
    server.countySettings.isSlower = false;
    await panel.getByRole('button', { name: '保留我改的，其餘採對方的' }).click();
    await said(page).getByText('已合併，請檢查後儲存。').waitFor();
    expect(stored().revision).toBe(5);
    await soon(async () => expect(await focused(page)).toBe('settings-save'));
    await page.keyboard.press('Enter');
    await said(page).getByText('已儲存為第 6 版。').waitFor();
    expect(stored()).toMatchObject({
      office: { zh: '資通安全科' },
      thresholds: { steady: 90 },
      agencyNames: { tax: { zh: '地稅局' } },
      by: '王淑芬',
    });
  });

  it('keeps what is written while it is being saved, and does not take it for saved', async () => {
    const page = await open();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/settings', async (route) => {
      if (route.request().method() === 'PUT') await held;
      await route.continue();
    });
    await field(page, 'office-zh').fill('資通安全科');
    await save(page).click();
    await page.getByRole('button', { name: '儲存中' }).waitFor();
    await field(page, 'office-en').fill('Security');
    release();
    await said(page).getByText('已儲存為第 5 版。').waitFor();
    expect(await field(page, 'office-en').inputValue()).toBe('Security');
    expect(await page.getByTestId('settings-bar').innerText()).toContain('有未儲存的變更');
    await save(page).click();
    await said(page).getByText('已儲存為第 6 版。').waitFor();
    expect(stored().office).toEqual({ zh: '資通安全科', en: 'Security' });
  });

  it('loads what somebody else set, where that is preferred', async () => {
    const page = await open();
    await field(page, 'office-zh').fill('資通安全科');
    server.countySettings.isSlower = true;
    await save(page).click();
    await page.getByRole('button', { name: '全部採對方的，放棄我的' }).click();
    await said(page).getByText('已載入對方的內容。').waitFor();
    expect(await field(page, 'office-zh').inputValue()).toBe('數位發展局資安處理中心');
    expect(await page.getByTestId('settings-last').innerText()).toContain('第 5 版，陳志明');
    expect(await page.getByTestId('settings-conflict').count()).toBe(0);
  });

  it('asks before what was written is left, and goes when told to', async () => {
    const page = await open();
    await field(page, 'office-zh').fill('資通安全科');
    const leave = page.getByTestId('settings-leave');
    await page.getByRole('link', { name: '回到臺中市頁面' }).click();
    await leave.getByText('有未儲存的變更').waitFor();
    await page.keyboard.press('Escape');
    await soon(async () => expect(await leave.isVisible()).toBe(false));
    expect(page.url()).toBe(`${address}counties/66000/settings`);
    expect(await field(page, 'office-zh').inputValue()).toBe('資通安全科');
    await page.getByRole('link', { name: '回到臺中市頁面' }).click();
    await leave.getByRole('button', { name: '捨棄變更並離開' }).click();
    await page.getByTestId('posture').waitFor();
    expect(page.url()).toBe(`${address}county`);
    await page.goBack();
    await soon(async () => expect(await field(page, 'office-zh').inputValue()).toBe('數位發展局資通安全科'));
    await field(page, 'office-zh').fill('資通安全科');
    const asked = page.waitForEvent('dialog');
    const reloaded = page.reload();
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await reloaded;
    await page.getByRole('button', { name: '捨棄變更' }).waitFor();
    await page.getByRole('link', { name: '回到臺中市頁面' }).click();
    await page.getByTestId('posture').waitFor();
  });

  it('keeps what was written where nothing can be saved, and saves it later', async () => {
    const page = await open();
    await field(page, 'office-zh').fill('資通安全科');
    server.countySettings.works = false;
    await save(page).click();
    await said(page).getByText('未能儲存').waitFor();
    server.countySettings.works = true;
    await save(page).click();
    await said(page).getByText('已儲存為第 5 版。').waitFor();
  });

  it('says that it can’t be read, and tries again when asked to', async () => {
    server.countySettings.works = false;
    const page = await newPage(browser);
    await page.goto(`${address}counties/66000/settings`);
    await page.getByText('暫時無法取得設定').waitFor();
    expect(await findings(page)).toEqual([]);
    server.countySettings.works = true;
    await page.getByRole('button', { name: '再試一次' }).click();
    await soon(async () => expect(await field(page, 'office-zh').inputValue()).toBe('數位發展局資通安全科'));
  });

  it('is read by members and analysts, and changed by neither; contacts can be dialled', async () => {
    for (const person of [MEMBER, ANALYST]) {
      server.session.person = person;
      const page = await open();
      await page.getByTestId('settings-read-only').waitFor();
      expect(await page.locator('main input, main button[type=submit]').count()).toBe(0);
      const contact = page.getByTestId('contacts').locator('li').first();
      expect(await contact.getByRole('link').first().getAttribute('href')).toBe('tel:0422289111;ext=1234');
      expect(await contact.getByRole('link').last().getAttribute('href')).toBe('mailto:yating.chang@example.gov.tw');
      expect(await page.getByTestId('settings-agencies').innerText()).toMatch(/教育局資教中心[\s\S]*名錄名稱/);
    }
  });

  it('tells people of the centre that the county sees them look, and lets leads change', async () => {
    server.session.person = LEAD;
    const page = await open(undefined, '09007');
    expect(await page.getByTestId('settings-told').innerText()).toContain('連江縣看得到是誰、何時查閱');
    expect(await page.getByTestId('settings-last').innerText()).toBe('尚未設定過，目前採用系統預設值。');
    await field(page, 'office-zh').fill('行政處');
    await field(page, 'office-en').fill('Administration');
    await save(page).click();
    await said(page).getByText('已儲存為第 1 版。').waitFor();
    expect(stored('09007')).toMatchObject({ by: '陳志明', revision: 1 });
    expect(server.countySettings.looks).toEqual(['陳志明 09007']);
  });

  it('is no page of auditors, and of another county there is none', async () => {
    server.session.person = AUDITOR;
    const page = await newPage(browser);
    await page.goto(`${address}counties/66000/settings`);
    await page.getByTestId('no-permission').waitFor();
    server.session.person = SMALL_MANAGER;
    await page.reload();
    await page.getByTestId('settings-missing').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('臺中');
    expect(await findings(page)).toEqual([]);
  });

  it('stands in the site map of who has a county', async () => {
    const page = await newPage(browser);
    await page.goto(`${address}site-map`);
    await page.getByTestId('site-pages').getByRole('link', { name: '縣市設定' }).click();
    await page.getByTestId('settings-office').waitFor();
    expect(page.url()).toBe(`${address}counties/66000/settings`);
  });

  it.each(LOOKS)('axe finds nothing: $theme, $language, $width wide', async (look) => {
    const page = await open(look);
    expect(await findings(page)).toEqual([]);
  });

  it.each([DESK, PHONE, { width: 768, height: 1024 }])('does not jump while it loads, $width wide', async (size) => {
    for (const person of [MANAGER, MEMBER]) {
      server.session.person = person;
      const page = await open(size);
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => window.watched)).toEqual({ shift: 0, moved: [], refused: [] });
    }
  });

  it.each([320, 390, 768, 1024, 1440])('does not scroll sideways at %i', async (width) => {
    const page = await open({ width, height: 844, language: 'en' });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
