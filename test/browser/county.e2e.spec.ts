import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import type { FeedServer } from './fixture/feed-server';
import { ANALYST, MANAGER, SMALL_MANAGER } from './fixture/invented-session';
import { BUSY, inventedCounty } from './fixture/invented-situation';
import { openBrowser } from './fixture/open-browser';
import { INSTANT, feedServer, newPage, openCounty, soon, type PageSettings } from './fixture/situation-page';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['zh-Hant-TW', 'en'] as const).flatMap((language) =>
    [DESK, PHONE].map((size): PageSettings => ({ theme, language, ...size })),
  ),
);

describe('the county’s own page', () => {
  let browser: Browser;
  let server: FeedServer;
  let address: string;

  beforeAll(async () => {
    browser = await openBrowser();
    // Time stands still, so that nothing moves but what should not.
    server = feedServer({ now: () => INSTANT });
    address = await server.start();
  });

  beforeEach(() => {
    server.session.person = MANAGER;
    server.story = BUSY;
    server.freeze(false);
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
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  }

  it.each(['nowhere', 'county/64000'])('is where an address leads that there is not: %s', async (path) => {
    const page = await newPage(browser);
    await page.goto(`${address}${path}`);
    await page.waitForURL(`${address}county`);
    await page.getByTestId('county-rate').waitFor();
  });

  it('shows now against normal, today, the hour, who was hit and by what', async () => {
    const page = await newPage(browser);
    await openCounty(page, address);
    expect(await page.getByTestId('county-rate').innerText()).toMatch(
      /\d,\d{3}[\s\S]*▲ 高於常態 \d+%[\s\S]*此時段常態/,
    );
    const [agencies, categories] = await page.locator('lf-county-breakdown').allInnerTexts();
    expect(agencies).toMatch(/政府入口網[\s\S]*地方稅務局[\s\S]*其餘 12 個機關[\s\S]*未歸屬機關/);
    expect(categories).toMatch(/入侵嘗試[\s\S]*資訊蒐集[\s\S]*惡意程式/);
    expect(await page.locator('lf-makeup-card').innerText()).toMatch(
      /本小時來源排行[\s\S]*相異來源[\s\S]*203\.0\.113\.86/,
    );
    expect(await page.locator('.demonstration').innerText()).toBe('示範資料');
    await page.locator('lf-minute-card button').click();
    await page.locator('lf-minute-card tbody tr').nth(59).waitFor();
    expect(await page.locator('lf-minute-card tbody tr').count()).toBe(60);
  });

  it('shows the score of the frame, and reasons that add up to it', async () => {
    const page = await newPage(browser);
    await openCounty(page, address);
    const { posture } = inventedCounty('66000', INSTANT, BUSY);
    expect(await page.getByTestId('posture-score').innerText()).toBe(String(posture?.score));
    const points = await page.locator('[data-testid=posture-waterfall] tbody .points').allInnerTexts();
    expect(points).toHaveLength(7);
    const sum = points.reduce((total, text) => total + (text === '–' ? 0 : Number(text.replace('−', '-'))), 0);
    expect(sum).toBe(posture?.score);
    expect(await page.getByTestId('posture-sum').innerText()).toBe(String(sum));
    expect(await page.locator('[data-component=duties]').innerText()).toContain('尚未介接');
    expect(await page.getByTestId('posture').innerText()).toMatch(
      /留意[\s\S]*較昨日同一小時下降 23 分[\s\S]*攻擊壓力 −14、疑似受駭 −9[\s\S]*各縣市中位數 97/,
    );
  });

  it('leads from the score by keyboard to its reasons, and on to the evidence of the same minutes', async () => {
    const page = await newPage(browser);
    await openCounty(page, address);
    const reason = page.locator('[data-component=pressure] button');
    await reason.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('tr.why').innerText()).toMatch(/阻擋 197,\d{3} 次[\s\S]*自身常態為 [\d,]+ 至 [\d,]+ 次/);
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page
      .locator('tr.why')
      .getByText(/197,\d{3} 次事件中放行 2 次（0\.001%）/)
      .waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/evidence?**');
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      county: '66000',
      disposition: 'allowed',
      from: '2026-11-22T13:00:00.000Z',
      to: '2026-11-22T14:00:00.000Z',
    });
  });

  it('names what calls for action with its way, and no deadline that nobody set', async () => {
    const page = await newPage(browser);
    await openCounty(page, address);
    const todo = page.getByTestId('county-actions');
    await todo.locator('.title').getByText('恢復 4 個沒有回應的偵測器').waitFor();
    expect(await todo.innerText()).toMatch(
      /清查疑似受駭主機[\s\S]*未阻擋的高嚴重度事件[\s\S]*放行 2 次[\s\S]*尚未介接/,
    );
    expect(await page.getByTestId('county-sensor-facts').innerText()).toContain('31 個偵測器，4 個沒有回應');
    await todo.getByRole('link', { name: '查看偵測器' }).click();
    await soon(async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe('sensors'));
    expect(await page.getByTestId('county-sensors').innerText()).toMatch(/入侵偵測 1 號[\s\S]*失聯[\s\S]*逾時/);
    expect(await page.getByTestId('county-shared').innerText()).toMatch(/203\.0\.113\.86[\s\S]*15 個以上/);
    await page.getByTestId('county-day').getByRole('button', { name: '以表格檢視' }).click();
    const rows = page.getByTestId('county-day').locator('tbody tr');
    await soon(async () => expect(await rows.count()).toBe(22 * 6));
  });

  it('says of what is not known that it is not, and gives no score where there is none', async () => {
    server.story = { ...BUSY, learning: true };
    const page = await newPage(browser);
    await openCounty(page, address);
    expect(await page.locator('[data-component=pressure]').innerText()).toContain('未知');
    expect(await page.locator('[data-component=pressure] .bar.hatch').count()).toBe(1);
    expect(await page.getByTestId('posture-level').innerText()).toContain('1 項未知');
    server.session.person = SMALL_MANAGER;
    const silent = await newPage(browser);
    await openCounty(silent, address);
    expect(await silent.getByTestId('posture-gap').innerText()).toMatch(/資料中斷，暫不評分[\s\S]*不代表平靜/);
    expect(await silent.getByTestId('posture-score').count()).toBe(0);
    expect(await findings(silent)).toEqual([]);
  });

  it('is opened by the centre from one county to another, which is told that the county sees it', async () => {
    server.session.person = ANALYST;
    const page = await newPage(browser);
    await page.goto(`${address}counties/66000`);
    await page.getByTestId('county-told').getByText('臺中市看得到').waitFor();
    await page.getByTestId('posture-score').getByText('62').waitFor();
    expect(await page.locator('lf-onlookers-card').count()).toBe(0);
    await page.locator('lf-county-breakdown').first().getByText('政府入口網').waitFor();
    await page.getByTestId('county-switch').press('Enter');
    await soon(async () => expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('臺中市'));
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${address}counties/67000`);
    await page.getByRole('heading', { level: 1, name: '臺南市' }).waitFor();
    await soon(async () => expect(await page.getByTestId('posture-score').innerText()).not.toBe('62'));
    await page.goto(`${address}counties/99999`);
    expect(await page.getByTestId('no-such-county').innerText()).toMatch(/沒有這個縣市[\s\S]*「99999」/);
    await page.getByRole('link', { name: '回到情勢' }).click();
    await page.getByTestId('national-rate').waitFor();
  });

  it('greys its live tiles when the feed stands still, and says so', async () => {
    const page = await newPage(browser);
    await page.clock.install();
    await openCounty(page, address);
    server.freeze();
    await page.clock.fastForward(40_000);
    await page.getByTestId('feed-badge').getByText('資料過時').waitFor();
    for (const card of ['posture-card', 'county-tiles', 'actions-card', 'day-card', 'minute-card']) {
      expect([card, await page.locator(`lf-${card} .card.stale`).count()]).toEqual([card, 1]);
    }
    await soon(async () => expect(await page.title()).toMatch(/^資料過時 · 我的縣市/));
    expect(await findings(page)).toEqual([]);
  });

  it.each(LOOKS)('axe finds nothing: $theme, $language, $width wide', async (look) => {
    const page = await newPage(browser, look);
    await openCounty(page, address);
    expect(await findings(page)).toEqual([]);
  });

  it.each([DESK, PHONE, { width: 768, height: 1024 }, { width: 1920, height: 1080 }])(
    'does not jump while it loads, $width wide',
    async (size) => {
      const page = await newPage(browser, size);
      await openCounty(page, address);
      await page.waitForLoadState('networkidle');
      const watched = await page.evaluate(() => window.watched);
      // Half a pixel, when letters come that are a hair wider, is a shift of 0.000003; a line that moves is 0.004.
      expect(watched?.shift).toBeLessThan(0.0001);
      expect(watched?.refused).toEqual([]);
    },
  );

  it.each([320, 390, 768, 1024, 1440])('does not scroll sideways at %i', async (width) => {
    const page = await newPage(browser, { width, height: 844, language: 'en' });
    await openCounty(page, address);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('says no data, and not calm, of a county whose sensors are silent', async () => {
    server.session.person = SMALL_MANAGER;
    const page = await newPage(browser);
    await openCounty(page, address);
    expect(await page.getByTestId('county-rate').innerText()).toMatch(/資料中斷[\s\S]*不代表平靜[\s\S]*最後事件 21:54/);
  });

  it('fits a desk of 1440 x 900 without scrolling', async () => {
    for (const language of ['zh-Hant-TW', 'en'] as const) {
      const page = await newPage(browser, { ...DESK, language });
      await openCounty(page, address);
      for (const part of [
        'lf-posture-card',
        'lf-actions-card',
        'lf-day-card',
        'lf-county-breakdown >> nth=0',
        'lf-onlookers-card',
      ]) {
        const box = await page.locator(part).boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(DESK.height);
      }
    }
  });

  it('has targets for fingers on the phone', async () => {
    const page = await newPage(browser, PHONE);
    await openCounty(page, address);
    const small = await page.locator('button:visible, lf-segmented label:visible, a:visible').evaluateAll((elements) =>
      elements
        .filter((element) => !element.closest('.skip, lf-guide-brick'))
        .map((element) => ({ text: element.textContent?.trim() ?? '', height: element.getBoundingClientRect().height }))
        .filter(({ height }) => height < 43.5),
    );
    expect(small).toEqual([]);
  });
});
