import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import type { WebOptions } from './web-options';
import { watchPage, type PageNotes } from './page-watch';
import { quantile } from './quantile';

/** What the browser needed for the situation page of the centre, slowed down. */
export interface PageFigures {
  /** Medians of all loads with an empty cache. Milliseconds; kilobytes are 1,000 bytes after gzip -9. */
  readonly largestPaintMs: number;
  readonly largestPaintWorstMs: number;
  readonly shift: number;
  /** What the document itself names. */
  readonly initialJavaScriptKb: number;
  /** All that came until the largest paint: the screen is loaded by its address. */
  readonly javaScriptUntilPaintKb: number;
  /** The longest of all interactions (there are fewer than 50), until the next paint. */
  readonly interactionMs: number;
  readonly interactions: number;
  /** While live updates came in and nobody touched the page. */
  readonly longTasks: number;
  readonly longestTaskMs: number;
  readonly watchedMinutes: number;
  readonly heapMb: readonly [first: number, last: number];
  /** By the difference between the two, after garbage was collected. */
  readonly heapGrowthPerHour: number;
}

const SIZE = { width: 1440, height: 900 };
const SETTLE_MS = 8_000;
const MINUTE_MS = 60_000;

type Say = (line: string) => void;

/** Measures the page that the state signs in to. @param state cookies of somebody of the centre */
export async function measurePage(
  browser: Browser,
  {
    address,
    state,
    options,
    say,
  }: {
    readonly address: string;
    readonly state: Awaited<ReturnType<BrowserContext['storageState']>>;
    readonly options: WebOptions;
    readonly say: Say;
  },
): Promise<PageFigures> {
  const loads: Loaded[] = [];
  for (let load = 0; load < options.loads; load += 1) {
    const opened = await openPage(browser, state, options.throttle);
    loads.push(await loadOnce(opened.page, address));
    await opened.context.close();
  }
  say(
    `loaded ${options.loads} times: largest paint ${loads.map(({ notes }) => Math.round(notes.largestPaint)).join(', ')} ms`,
  );
  const { context, page, protocol } = await openPage(browser, state, options.throttle);
  await loadOnce(page, address);
  await pause(page, SETTLE_MS);
  const before = await heapOf(protocol);
  const from = await page.evaluate(() => performance.now());
  say(`live updates for ${options.minutes} minutes, untouched`);
  await pause(page, options.minutes * MINUTE_MS);
  const calm = (await notesOf(page)).longTasks.filter(({ at }) => at > from);
  const after = await heapOf(protocol);
  await touch(page);
  const { interactions } = await notesOf(page);
  await context.close();
  const paints = loads.map(({ notes }) => notes.largestPaint);
  return {
    largestPaintMs: quantile(paints, 0.5),
    largestPaintWorstMs: Math.max(...paints),
    shift: Math.max(...loads.map(({ notes }) => notes.shift)),
    initialJavaScriptKb: Math.max(...loads.map(({ initialKb }) => initialKb)),
    javaScriptUntilPaintKb: Math.max(...loads.map(({ untilPaintKb }) => untilPaintKb)),
    interactionMs: Math.max(0, ...interactions),
    interactions: interactions.length,
    longTasks: calm.length,
    longestTaskMs: Math.max(0, ...calm.map(({ duration }) => duration)),
    watchedMinutes: options.minutes,
    heapMb: [before, after],
    heapGrowthPerHour: (after / before - 1) * (60 / options.minutes),
  };
}

interface Loaded {
  readonly notes: PageNotes;
  readonly initialKb: number;
  readonly untilPaintKb: number;
}

async function openPage(
  browser: Browser,
  storageState: Awaited<ReturnType<BrowserContext['storageState']>>,
  rate: number,
): Promise<{ context: BrowserContext; page: Page; protocol: CDPSession }> {
  const context = await browser.newContext({ viewport: SIZE, storageState, locale: 'zh-TW' });
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  const protocol = await context.newCDPSession(page);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate });
  return { context, page, protocol };
}

/** Loads the page until its figures are there, with an empty cache where the context is new. */
async function loadOnce(page: Page, address: string): Promise<Loaded> {
  const scripts: { name: string; at: number; size: Promise<number> }[] = [];
  const began = performance.now();
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const size = response.body().then(
      (body) => gzipSync(body, { level: 9 }).length,
      () => 0,
    );
    scripts.push({ name: response.url(), at: performance.now() - began, size });
  });
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('[data-row="63000"]').waitFor({ timeout: MINUTE_MS });
  await pause(page, 3_000);
  const notes = await notesOf(page);
  const document = await (await page.request.get(address)).text();
  const named = [...document.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(
    ([, name]) => new URL(name ?? '', address).href,
  );
  const sum = async (some: typeof scripts): Promise<number> =>
    (await Promise.all(some.map(({ size }) => size))).reduce((all, bytes) => all + bytes, 0) / 1_000;
  return {
    notes,
    initialKb: await sum(scripts.filter(({ name }) => named.includes(name))),
    untilPaintKb: await sum(scripts.filter(({ at }) => at <= notes.largestPaint)),
  };
}

function notesOf(page: Page): Promise<PageNotes> {
  return page.evaluate(() => (window as unknown as { lianfangNotes: () => PageNotes }).lianfangNotes());
}

/** Megabytes in use after what is garbage is gone. */
async function heapOf(protocol: CDPSession): Promise<number> {
  await protocol.send('HeapProfiler.enable');
  await protocol.send('HeapProfiler.collectGarbage');
  const { usedSize } = await protocol.send('Runtime.getHeapUsage');
  await protocol.send('HeapProfiler.disable');
  return usedSize / 1_000_000;
}

/** Does what an analyst does: chooses counties, sorts, changes theme and language; one second between two. */
async function touch(page: Page): Promise<void> {
  const counties = ['63000', '64000', '65000', '66000', '67000', '68000', '10002', '10018'];
  for (const code of counties) await press(page, `[data-row="${code}"] button`);
  for (const header of await page.locator('lf-county-table th button').all()) {
    await header.click();
    await pause(page, 1_000);
  }
  for (const key of ['t', 'l', 't', 'l', 'p', 'p']) {
    await page.keyboard.press(key);
    await pause(page, 1_000);
  }
}

async function press(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().click();
  await pause(page, 1_000);
}

/** Lets time go by: what is measured is what the page does meanwhile. */
async function pause(page: Page, milliseconds: number): Promise<void> {
  await page.waitForTimeout(milliseconds);
}
