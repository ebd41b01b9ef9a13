import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { freePort } from '@lianfang/local';
import { eventually } from '@lianfang/testing';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../browser/fixture/open-browser';
import { signIn } from './sign-in';
import { runCommand, type Command } from './command';

const START_MS = 300_000;

/** The whole system as `npm start` makes it, looked at through a browser. */
describe('npm start', () => {
  const data = mkdtempSync(join(tmpdir(), 'lianfang-system-'));
  const said: string[] = [];
  let address: string;
  let system: Command;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    system = runCommand('start', ['--port', String(port), '--data', data, '--seed', '7']);
    const ended = system.ended.then((code) => {
      throw new Error(`npm start ended with ${code}:\n${system.errors()}`);
    });
    const because = 'npm start prints the address when everything is healthy';
    const running = eventually(() => system.output().includes(address), { because, timeoutMs: START_MS });
    await Promise.race([running, ended]);
    ended.catch(() => undefined);
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-TW' });
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await signIn(page, address, 'lin-yichun');
  }, START_MS);

  afterAll(async () => {
    await browser?.close();
    system.interrupt();
    await system.ended;
    rmSync(data, { recursive: true, force: true });
  }, START_MS);

  /** A figure of the REST interface. */
  async function total(): Promise<number> {
    const answer = (await (await page.request.get(`${address}/api/v1/total`)).json()) as { total: number };
    return answer.total;
  }

  it('shows live figures of all 22 counties', async () => {
    await page.locator('[role=option]').nth(21).waitFor();
    const rate = () => page.locator('lf-rate-tile').innerText();
    await eventually(async () => /\d{3}[\s\S]*\/秒/.test(await rate()), {
      because: 'traffic is at 501 events a second',
    });
    expect(await page.locator('header').innerText()).toContain('即時');
    expect(await page.locator('lf-ledger-tile').innerText()).toContain('平衡');
  });

  it('changes the page as attacks come in', async () => {
    const counted = async () => (await page.locator('lf-ledger-tile').innerText()).replaceAll(/\D/g, '');
    const [shown, stored] = [await counted(), await total()];
    await eventually(async () => (await counted()) !== shown, { because: 'a frame comes each second' });
    await eventually(async () => (await total()) > stored, { because: 'REST reads the same rows' });
  });

  it('shows a county beside the centre, and each only its own', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-TW' });
    const county = await context.newPage();
    await signIn(county, address, 'wang-shufen');
    await county.getByText('王淑芬').first().waitFor();
    await county.getByText('臺北市').first().waitFor();
    const status = async (who: Page, path: string): Promise<number> => (await who.request.get(address + path)).status();
    expect(await status(page, '/api/v1/counties/64000')).toBe(200);
    expect(await status(county, '/api/v1/counties/63000')).toBe(200);
    expect(await status(county, '/api/v1/counties/64000')).toBe(404);
    expect(await county.locator('body').innerText()).not.toContain('高雄市');
    const cookies = await context.cookies();
    const session = cookies.find(({ name }) => name === '__Host-lianfang');
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
    // Out here and at the provider: the next person in this browser is asked who they are.
    await county.getByTestId('account').click();
    await county.getByTestId('sign-out').click();
    await county.waitForURL(/\/sign-in/);
    expect(await status(county, '/api/v1/counties/63000')).toBe(401);
    await signIn(county, address, 'lee-meiling');
    await county.getByText('李美玲').first().waitFor();
    expect(await status(county, '/api/v1/counties/64000')).toBe(200);
    expect(await status(county, '/api/v1/counties/63000')).toBe(404);
    await context.close();
  });

  it('has no error in the console, and nothing for axe to find', async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    expect(said).toEqual([]);
  });

  it('serves the documentation of its interface', async () => {
    await page.goto(`${address}/api/docs`);
    await page.getByText('/api/v1/overview').first().waitFor();
    expect(said).toEqual([]);
  });
});
