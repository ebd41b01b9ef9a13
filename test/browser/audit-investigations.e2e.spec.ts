import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { ANALYST, AUDITOR, LEAD } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openInvestigations, soon, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
    [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
  ),
);

describe('sealed investigations', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  beforeEach(() => {
    server.session.person = LEAD;
    server.session.strong = true;
    server.investigations.reset();
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
    await openInvestigations(page, address);
    return page;
  }

  const cards = (page: Page) => page.locator('lf-investigation-card');

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  it('says where each stands in words, who did what, and until when', async () => {
    const page = await open();
    const [asked, sealed, over, refused] = await cards(page).allInnerTexts();
    expect(asked).toMatch(/臺中市[\s\S]*待核駁[\s\S]*剩 13 天[\s\S]*申請\s*陳志明[\s\S]*核駁期限（臺北時間）/);
    expect(sealed).toMatch(/高雄市[\s\S]*密封中[\s\S]*剩 10 天[\s\S]*核准\s*蔡佩珊[\s\S]*密封至（臺北時間）/);
    expect(over).toMatch(/連江縣[\s\S]*已結束[\s\S]*期滿自動結束[\s\S]*縣市可看到全部查閱紀錄/);
    expect(refused).toMatch(/宜蘭縣[\s\S]*已駁回[\s\S]*例行查核無密封之必要/);
  });

  it('lets a lead ask for one, and says what is missing before anything is sent', async () => {
    const page = await open();
    await page.getByTestId('inv-new').click();
    const form = page.getByTestId('inv-form');
    await form.getByRole('button', { name: '送出申請' }).click();
    await form.getByText('內容不符規定').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByTestId('inv-county').selectOption('64000');
    await page.getByTestId('inv-reason').fill('疑有內部人員協助外部攻擊');
    await form.getByLabel('密封日數').fill('91');
    await form.getByRole('button', { name: '送出申請' }).click();
    await form.getByText('內容不符規定').waitFor();
    await form.getByLabel('密封日數').fill('90');
    await form.getByRole('button', { name: '送出申請' }).click();
    await page.getByTestId('inv-done').getByText('已送出申請，待稽核人員核駁。').waitFor();
    await soon(async () => expect(await cards(page).first().innerText()).toMatch(/高雄市[\s\S]*疑有內部人員協助/));
  });

  it('lets an auditor approve after a confirmation that says what it means, by keyboard alone', async () => {
    server.session.person = AUDITOR;
    const page = await open();
    expect(await page.getByTestId('inv-new').count()).toBe(0);
    await page.getByRole('button', { name: '核准 · 臺中市' }).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('inv-step').getByText('核准後，臺中市至 12 月 22 日').waitFor();
    await page.getByRole('button', { name: '確定核准' }).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('inv-done').getByText('已核准。').waitFor();
    await soon(async () => expect(await cards(page).first().innerText()).toMatch(/密封中[\s\S]*核准\s*蔡佩珊/));
  });

  it('lets an auditor refuse with a note, and a lead end what is sealed', async () => {
    server.session.person = AUDITOR;
    const page = await open();
    await page.getByRole('button', { name: '駁回 · 臺中市' }).click();
    await page.getByLabel('說明（選填）').fill('理由不足，請補充。');
    await page.getByRole('button', { name: '確定駁回' }).click();
    await soon(async () => expect(await cards(page).first().innerText()).toMatch(/已駁回[\s\S]*理由不足/));
    server.session.person = LEAD;
    const other = await open();
    await other.getByRole('button', { name: '提前結束 · 高雄市' }).click();
    await other.getByRole('button', { name: '確定結束' }).click();
    await soon(async () => expect(await cards(other).nth(1).innerText()).toMatch(/已結束[\s\S]*結束\s*陳志明/));
  });

  it('asks for a stronger sign-in where the server does, and one comes back to the page', async () => {
    server.session.strong = false;
    server.session.person = AUDITOR;
    server.session.next = AUDITOR;
    const page = await open();
    await page.getByRole('button', { name: '核准 · 臺中市' }).click();
    await page.getByRole('button', { name: '確定核准' }).click();
    await page.getByTestId('inv-stronger').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '前往驗證' }).click();
    await cards(page).first().waitFor();
    expect(server.session.begun.at(-1)).toBe('?return=%2Finvestigations&strong=true');
    expect(await cards(page).first().innerText()).toContain('待核駁');
  });

  it('says that there is none, and is no page of analysts', async () => {
    server.investigations.quiet = true;
    const page = await open();
    await page.getByText('沒有密封調查案').waitFor();
    server.session.person = ANALYST;
    await page.reload();
    await page.getByTestId('no-permission').waitFor();
  });

  it.each(LOOKS)('axe finds nothing: $theme, $language, $width wide', async (look) => {
    const page = await open(look);
    await page.getByTestId('inv-new').click();
    await cards(page).nth(1).locator('.may button').click();
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
    await page.getByTestId('inv-new').click();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
