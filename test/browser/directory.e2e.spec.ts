import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { GOOD_TEXT, WRONG_TEXT } from './fixture/invented-directory';
import { ANALYST, LEAD } from './fixture/invented-session';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openDirectory, soon, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
    [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
  ),
);

describe('the directory page', () => {
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
    server.session.next = LEAD;
    server.session.strong = true;
    server.directories.reset();
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
    await openDirectory(page, address);
    return page;
  }

  async function check(page: Page, text: string): Promise<void> {
    await page.getByTestId('dir-text').fill(text);
    await page.getByTestId('dir-check').click();
    await page.getByTestId('dir-problems').or(page.getByTestId('dir-diff')).first().waitFor();
  }

  const said = (page: Page) => page.getByTestId('dir-said');
  const inForce = (page: Page) => page.getByTestId('dir-in-force');
  const takeButton = (page: Page) => page.getByTestId('dir-take').getByRole('button', { name: '啟用' });

  async function findings(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  it('says what is in force: which, since when, by whom, why, and how much', async () => {
    const page = await open();
    expect(await inForce(page).innerText()).toMatch(
      /第 3 版[\s\S]*3c4e3c4e3c4e[\s\S]*22[\s\S]*214[\s\S]*742,000[\s\S]*2026年11月3日 22:00[\s\S]*陳志明[\s\S]*併入新設機關三處/,
    );
    const earlier = await page.getByTestId('dir-earlier').locator('li').allInnerTexts();
    expect(earlier).toHaveLength(3);
    expect(earlier[2]).toMatch(/初始檔案[\s\S]*各程式啟動時所讀的檔案[\s\S]*機關 208/);
  });

  it('says that it is the file where none was taken yet', async () => {
    server.directories.isFirst = true;
    const page = await open();
    expect(await inForce(page).innerText()).toMatch(/初始檔案[\s\S]*尚未啟用過上傳的名錄/);
    await page.getByText('沒有先前版本').waitFor();
  });

  it('is no page of analysts', async () => {
    server.session.person = ANALYST;
    const page = await newPage(browser);
    await page.goto(`${address}directory`);
    await page.getByTestId('no-permission').waitFor();
  });

  it('tells problems beside their lines, leads to the line, and offers nothing to take', async () => {
    const page = await open();
    await check(page, WRONG_TEXT);
    await said(page).getByText('13 個問題須先排除').waitFor();
    const problems = await page.getByTestId('dir-problems').locator('li').allInnerTexts();
    expect(problems[0]).toMatch(/偵測器登錄檔[\s\S]*第 12 行：偵測器「fw-hsinchu-1」所列縣市 10002 不在名錄中/);
    expect(problems[2]).toMatch(/第 7 行[\s\S]*應為 0 以上的整數，不是「-5」[\s\S]*protectedAddresses: -5/);
    // A later server's own: in English, and told so to who reads aloud.
    expect(problems[4]).toMatch(/something that no page knows of/);
    expect(problems).toHaveLength(10);
    await page.getByRole('button', { name: '顯示全部 13 項' }).click();
    await soon(async () => expect(await page.getByTestId('dir-problems').locator('li').count()).toBe(13));
    expect(await page.getByTestId('dir-take').count()).toBe(0);
    await page.getByRole('button', { name: '跳至第 7 行' }).click();
    const selected = await page
      .getByTestId('dir-text')
      .evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
    expect(selected).toBe('    protectedAddresses: -5');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.type('    protectedAddresses: 5');
    await page.getByTestId('dir-edited').waitFor();
  });

  it('tells what would change: agencies that come, go and change, counties, and what is worth a second look', async () => {
    const page = await open();
    await check(page, GOOD_TEXT);
    await said(page).getByText('新增 11、移除 1、變更 2 個機關，須留意 2 項').waitFor();
    expect(await page.getByTestId('dir-warnings').innerText()).toMatch(
      /宜蘭縣不再有任何機關（原有 1 個）。\s*臺中市的受護位址減少逾半：由 9,400 減為 4,640。/,
    );
    expect(await page.getByTestId('dir-counties').innerText()).toMatch(
      /臺中市[\s\S]*18[\s\S]*29[\s\S]*9,400[\s\S]*4,640/,
    );
    const changed = await page.getByTestId('dir-changed').locator('li').allInnerTexts();
    expect(changed[0]).toMatch(/臺中市政府[\s\S]*4,000[\s\S]*4,200[\s\S]*192\.0\.2\.24\/29[\s\S]*2001:db8:400::\/48/);
    expect(changed[0]).not.toContain('10.32.0.0/16');
    expect(changed[1]).toMatch(/臺中市警察局[\s\S]*臺中市政府警察局/);
    expect(await page.getByTestId('dir-removed').innerText()).toContain('yilan-water');
    expect(await page.getByTestId('dir-added').locator('li').count()).toBe(8);
    await page.getByRole('button', { name: '顯示全部 11 項' }).click();
    await soon(async () => expect(await page.getByTestId('dir-added').locator('li').count()).toBe(11));
    expect(server.directories.taken).toEqual([]);
  });

  it('takes it with a reason, by keyboard alone, and says what is in force then', async () => {
    const page = await open();
    await page.getByTestId('dir-text').focus();
    await page.keyboard.insertText(GOOD_TEXT);
    await page.getByTestId('dir-check').focus();
    await page.keyboard.press('Enter');
    await takeButton(page).focus();
    await page.keyboard.press('Enter');
    await page.getByText('請填寫理由（500 字以內）。').waitFor();
    expect(server.directories.taken).toEqual([]);
    await page.getByTestId('dir-reason').focus();
    await page.keyboard.insertText('依函文，\n十二月起適用。');
    await takeButton(page).focus();
    await page.keyboard.press('Enter');
    await said(page).getByText('已啟用第 4 版。').waitFor();
    expect(server.directories.taken).toEqual(['依函文， 十二月起適用。']);
    await soon(async () => expect(await inForce(page).innerText()).toMatch(/第 4 版[\s\S]*224[\s\S]*十二月起適用/));
    expect(await page.getByTestId('dir-text').inputValue()).toBe('');
    expect(await page.getByTestId('dir-take').count()).toBe(0);
  });

  it('says who was faster, shows what is in force now, and keeps the draft', async () => {
    const page = await open();
    await check(page, GOOD_TEXT);
    server.directories.isSlower = true;
    await page.getByTestId('dir-reason').fill('新網段');
    await takeButton(page).click();
    const overtaken = page.getByTestId('dir-overtaken');
    await overtaken.getByText('他人已先啟用另一份名錄').waitFor();
    expect(await overtaken.innerText()).toMatch(/第 4 版，黃國華於 2026年11月22日[\s\S]*更正澎湖縣之位址範圍/);
    expect(await inForce(page).innerText()).toContain('第 4 版');
    expect(await page.getByTestId('dir-take').count()).toBe(0);
    expect(await findings(page)).toEqual([]);
    server.directories.isSlower = false;
    await overtaken.getByRole('button', { name: '重新檢核' }).click();
    await takeButton(page).waitFor();
    expect(await page.getByTestId('dir-reason').inputValue()).toBe('新網段');
    await takeButton(page).click();
    await said(page).getByText('已啟用第 5 版。').waitFor();
  });

  it('loads a file that is chosen or dropped, and refuses what is not UTF-8', async () => {
    const page = await open();
    const file = { name: 'new.yaml', mimeType: 'application/yaml', buffer: Buffer.from(GOOD_TEXT) };
    await page.getByTestId('dir-file').setInputFiles(file);
    await said(page).getByText('已載入「new.yaml」，尚未檢核。').waitFor();
    expect(await page.getByTestId('dir-text').inputValue()).toBe(GOOD_TEXT);
    // 臺北 in Big5.
    const buffer = Buffer.from([0xbb, 0x4f, 0xa5, 0x5f]);
    await page.getByTestId('dir-file').setInputFiles({ name: 'big5.yaml', mimeType: 'text/plain', buffer });
    await said(page).getByText('「big5.yaml」不是 UTF-8 文字檔，未載入。').waitFor();
    expect(await page.getByTestId('dir-text').inputValue()).toBe(GOOD_TEXT);
    await page.getByTestId('dir-editor').evaluate((card, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'dropped.yaml'));
      card.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, WRONG_TEXT);
    await said(page).getByText('已載入「dropped.yaml」').waitFor();
    expect(await page.getByTestId('dir-text').inputValue()).toBe(WRONG_TEXT);
    await page.getByRole('button', { name: '還原先前草稿' }).click();
    await said(page).getByText('已還原先前草稿').waitFor();
    expect(await page.getByTestId('dir-text').inputValue()).toBe(GOOD_TEXT);
  });

  it('saves what is in force, and takes an earlier version for a draft, which is not lost on other pages', async () => {
    const page = await open();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下載第 3 版' }).click();
    expect((await saved).suggestedFilename()).toBe('directory-3-3c4e3c4e3c4e.yaml');
    await page.getByRole('button', { name: '將第 2 版載入為草稿' }).click();
    await said(page).getByText('已將第 2 版載入為草稿').waitFor();
    const draft = page.getByTestId('dir-text');
    expect(await draft.evaluate((area) => area === document.activeElement)).toBe(true);
    const text = await draft.inputValue();
    expect(text).toContain('# same');
    await page.getByTestId('dir-check').click();
    await said(page).getByText('機關與縣市均無差異').waitFor();
    await page.locator('header').getByRole('link', { name: '維運' }).click();
    await page.getByTestId('equation').waitFor();
    await page.goBack();
    await draft.waitFor();
    expect(await draft.inputValue()).toBe(text);
  });

  it('asks for a stronger sign-in where the server does, and the draft comes back from it', async () => {
    server.session.strong = false;
    const page = await open();
    await page.getByTestId('dir-text').fill(GOOD_TEXT);
    await page.getByTestId('dir-check').click();
    await page.getByTestId('dir-stronger').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '前往驗證' }).click();
    await said(page).getByText('已取回驗證前的草稿').waitFor();
    expect(server.session.begun.at(-1)).toBe('?return=%2Fdirectory&strong=true');
    expect(await page.getByTestId('dir-text').inputValue()).toBe(GOOD_TEXT);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.getByTestId('dir-check').click();
    await takeButton(page).waitFor();
  });

  it.each(LOOKS)('axe finds nothing: $theme, $language, $width wide', async (look) => {
    const page = await open(look);
    await check(page, GOOD_TEXT);
    await page.getByTestId('dir-take').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it.each([DESK, PHONE, { width: 768, height: 1024 }])('does not jump while it loads, $width wide', async (size) => {
    const page = await open(size);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => window.watched)).toEqual({ shift: 0, moved: [], refused: [] });
  });

  it.each([320, 390, 768, 1024, 1440])('does not scroll sideways at %i', async (width) => {
    const page = await open({ width, height: 844, language: 'en' });
    await check(page, GOOD_TEXT);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
