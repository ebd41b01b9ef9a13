import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildPrograms } from '@lianfang/local';
import type { Browser, Page } from 'playwright-core';
import { FeedServer } from '../fixture/feed-server';
import { AUDITED, type AuditStory } from '../fixture/invented-audit';
import { GOOD_TEXT, WRONG_TEXT } from '../fixture/invented-directory';
import { ORDINARY, type OperationsStory } from '../fixture/invented-operations';
import { BUSY, CALM, type Story } from '../fixture/invented-situation';
import {
  ANALYST,
  AUDITOR,
  LEAD,
  MANAGER,
  REPORTER,
  SMALL_MANAGER,
  type InventedPerson,
} from '../fixture/invented-session';
import { openBrowser } from '../fixture/open-browser';
import { settingsLeft, settingsOvertaken, settingsReady, settingsWrong } from './settings-ready';

const ROOT = process.cwd();
const TARGET = resolve(ROOT, process.argv[2] ?? 'dist/screenshots');
const SIZES = [
  [1440, 900],
  [390, 844],
  [1920, 1080],
] as const;
const THEMES = ['light', 'dark'] as const;
const LANGUAGES = [
  ['zh', 'zh-Hant-TW'],
  ['en', 'en'],
] as const;
/** 22:00:14 in Taipei on 22 November 2026, so that pictures of two days can be compared. */
const INSTANT = Date.UTC(2026, 10, 22, 14, 0, 14);

/** What is drawn: a page with its stories, and what is done on it before the picture is taken. */
interface Scene {
  readonly name: string;
  readonly path: string;
  readonly story: Story;
  /** Who looks; a central lead unless named, and nobody for null. */
  readonly person?: InventedPerson | null;
  readonly operations?: OperationsStory;
  readonly audit?: AuditStory;
  /** The sign-in is a strong one. */
  readonly strong?: true;
  /** Somebody else takes a directory, or changes settings, first. */
  readonly slower?: true;
  /** Pages show what counties have set. */
  readonly followed?: true;
  readonly ready: (page: Page) => Promise<void>;
}

interface Picture {
  readonly name: string;
  readonly size: readonly [number, number];
  readonly theme: string;
  readonly language: string;
  readonly whole: boolean;
}

async function take(browser: Browser, address: string, picture: Picture, ready: Scene['ready']): Promise<void> {
  const [width, height] = picture.size;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light', reducedMotion: 'reduce' });
  await page.addInitScript(
    ([theme, language]) => {
      localStorage.setItem('lianfang.theme', theme ?? '');
      localStorage.setItem('lianfang.language', language ?? '');
    },
    [picture.theme, picture.language],
  );
  await page.goto(address);
  await ready(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(TARGET, `${picture.name}.png`), fullPage: picture.whole });
  await page.close();
  process.stdout.write(`${picture.name}.png\n`);
}

function picturesOf(story: string): Picture[] {
  return SIZES.flatMap((size) =>
    THEMES.flatMap((theme) =>
      LANGUAGES.map(([short, language]) => ({
        name: `${story}-${size[0]}x${size[1]}-${theme}-${short}`,
        size,
        theme,
        language,
        whole: size[0] < 500,
      })),
    ),
  );
}

/** What lies over a page, or is longer than anybody scrolls, is drawn as the window shows it. */
const AS_A_WINDOW: ReadonlySet<Scene['ready']> = new Set([
  recordReady,
  exportRefused,
  purposeAsked,
  evidenceReady,
  evidenceHostile,
]);

async function takeScene(browser: Browser, scene: Scene): Promise<void> {
  const {
    name,
    path,
    story,
    person = LEAD,
    operations,
    audit,
    strong = false,
    slower = false,
    followed = false,
    ready,
  } = scene;
  const began = Date.now();
  const server = new FeedServer({
    pages: join(ROOT, 'dist/apps/dashboard'),
    story,
    now: () => INSTANT + Math.round((Date.now() - began) / 100),
  });
  server.session.person = person;
  server.session.strong = strong;
  server.directories.isSlower = slower;
  server.countySettings.isSlower = slower;
  server.countySettings.isFollowed = followed;
  if (operations) server.operations.story = operations;
  if (audit) server.audit.story = audit;
  const address = await server.start();
  const only = process.argv[3];
  for (const picture of picturesOf(name)) {
    const whole = picture.whole && !AS_A_WINDOW.has(ready);
    const shot = { ...picture, whole };
    if (only === undefined || picture.name.includes(only)) await take(browser, `${address}${path}`, shot, ready);
  }
  await server.stop();
}

async function situationReady(page: Page): Promise<void> {
  await page.getByTestId('national-rate').waitFor();
  await page.locator('canvas').first().waitFor();
}

async function wallReady(page: Page): Promise<void> {
  await page.locator('lf-wall li.rising lf-sparkline').first().waitFor();
}

async function operationsReady(page: Page): Promise<void> {
  await page.getByTestId('equation').waitFor();
  await page.locator('lf-rejected-card li:not(.waiting)').first().waitFor();
  await page.locator('lf-alerts-card li:not(:has(.skeleton))').first().waitFor();
}

async function recordReady(page: Page): Promise<void> {
  await operationsReady(page);
  await page.locator('lf-rejected-card li button.open').nth(2).click();
  await page.getByTestId('record-content').waitFor();
}

async function accountReady(page: Page): Promise<void> {
  await situationReady(page);
  await page.getByTestId('account').click();
  await page.getByTestId('account-panel').waitFor();
}

async function countyReady(page: Page): Promise<void> {
  await page.locator('[data-testid=county-rate] :is(.hero, .silent):not(:has(.skeleton))').waitFor();
  await page.locator('canvas').first().waitFor();
  await page.locator('lf-county-breakdown table').nth(1).waitFor();
}

/** Its own thresholds name the score, and its contacts are there. */
async function countyContacts(page: Page): Promise<void> {
  await countyReady(page);
  await page.getByTestId('contacts').waitFor();
}

async function countyReason(page: Page): Promise<void> {
  await countyReady(page);
  await page.locator('[data-component=coverage] button').click();
}

async function countyList(page: Page): Promise<void> {
  await countyReady(page);
  await page.getByTestId('county-switch').click();
}

async function auditReady(page: Page): Promise<void> {
  await page.locator('[data-testid=entries] > li').first().waitFor();
  await page.locator('[data-testid=chain] .word:not(:has(.skeleton))').waitFor();
}

async function auditOpened(page: Page): Promise<void> {
  await auditReady(page);
  await page.locator('[data-testid=sealed] summary').click();
  await page.locator('[data-testid=entries] summary').first().click();
}

async function investigationsReady(page: Page): Promise<void> {
  await page.locator('[data-testid=investigations] > li').first().waitFor();
}

async function investigationAsked(page: Page): Promise<void> {
  await investigationsReady(page);
  await page.getByTestId('inv-new').click();
}

async function investigationDecided(page: Page): Promise<void> {
  await investigationsReady(page);
  await page.locator('lf-investigation-card .may button').first().click();
}

async function directoryReady(page: Page): Promise<void> {
  await page.locator('[data-testid=dir-in-force] dd').first().waitFor();
}

async function directoryWith(page: Page, text: string): Promise<void> {
  await directoryReady(page);
  await page.getByTestId('dir-text').fill(text);
  await page.getByTestId('dir-check').click();
}

async function directoryWrong(page: Page): Promise<void> {
  await directoryWith(page, WRONG_TEXT);
  await page.getByTestId('dir-problems').waitFor();
}

async function directoryChecked(page: Page): Promise<void> {
  await directoryWith(page, GOOD_TEXT);
  await page.getByTestId('dir-take').waitFor();
}

async function directoryStronger(page: Page): Promise<void> {
  await directoryWith(page, GOOD_TEXT);
  await page.getByTestId('dir-stronger').waitFor();
}

/** Somebody else takes one in between. */
async function directoryOvertaken(page: Page): Promise<void> {
  await directoryChecked(page);
  await page.getByTestId('dir-reason').fill('十二月起適用之新網段。');
  await page.locator('[data-testid=dir-take] button.main').click();
  await page.getByTestId('dir-overtaken').waitFor();
}

async function purposeAsked(page: Page): Promise<void> {
  await recordReady(page);
  await page.getByTestId('record-download').click();
  await page.getByTestId('purpose').waitFor();
}

async function exportRefused(page: Page): Promise<void> {
  await recordReady(page);
  await page.getByTestId('record-download').click();
  await page.getByTestId('stronger-sign-in').waitFor();
}

async function evidenceReady(page: Page): Promise<void> {
  const form = page.getByTestId('purpose');
  await form.or(page.getByTestId('events')).waitFor();
  if (await form.isVisible()) {
    await form.locator('label.reason').first().click();
    await form.locator('button.main').click();
  }
  await page.locator('[data-testid=events] > li').first().waitFor();
}

async function evidenceOpened(page: Page): Promise<void> {
  await evidenceReady(page);
  await page.locator('[data-testid=events] a').nth(5).click();
  await page.getByTestId('event-record').waitFor();
}

async function evidenceHostile(page: Page): Promise<void> {
  await evidenceReady(page);
  await page.locator('[data-testid=events] a').filter({ hasText: 'U+202E' }).first().click();
  await page.getByTestId('event-record').scrollIntoViewIfNeeded();
}

async function exploreReady(page: Page): Promise<void> {
  await page.getByTestId('explore-table').waitFor();
  await page.getByTestId('explore-again').waitFor();
}

/** The last piece never comes. */
async function explorePartial(page: Page): Promise<void> {
  await page.route('**/api/v1/series?*', async (route) => {
    const from = new URL(route.request().url()).searchParams.get('from') ?? '';
    if (from > '2026-11-06') await route.abort();
    else await route.continue();
  });
  await page.reload();
  await page.getByTestId('explore-partial').waitFor();
}

const shown =
  (selector: string) =>
  (page: Page): Promise<void> =>
    page.locator(selector).waitFor();

const SIGN_IN = { story: BUSY, person: null, ready: shown('lf-sign-in .action') };
const COUNTY = { path: 'county', story: BUSY, ready: countyReady };
const AUDIT = { path: 'audit', story: BUSY, person: AUDITOR, ready: auditReady };
const SEALS = { path: 'investigations', story: BUSY, person: AUDITOR, ready: investigationsReady };
const EVIDENCE = { path: 'evidence', story: BUSY, ready: evidenceReady };
const COMPARE = { path: 'compare', story: BUSY, ready: shown('lf-compare [data-county="66000"]') };
const EXPLORE = { path: 'explore?range=7d&by=category', story: BUSY, ready: exploreReady };
const OPERATIONS = { path: 'operations', story: BUSY, ready: operationsReady };
const DIRECTORY = { path: 'directory', story: BUSY, strong: true as const };
const SETTINGS = { path: 'counties/66000/settings', story: BUSY, person: MANAGER };
const SCENES: readonly Scene[] = [
  { name: 'busy', path: '', story: BUSY, ready: situationReady },
  { name: 'wall', path: 'wall', story: BUSY, ready: wallReady },
  { name: 'account', path: '', story: BUSY, ready: accountReady },
  { ...SIGN_IN, name: 'sign-in', path: 'sign-in' },
  { ...SIGN_IN, name: 'sign-in-over', path: 'sign-in?ended=over&return=/operations' },
  { ...SIGN_IN, name: 'sign-in-refused', path: 'sign-in?refused=no-role' },
  { ...COUNTY, name: 'county', person: MANAGER },
  { ...COUNTY, name: 'county-own-settings', person: MANAGER, followed: true, ready: countyContacts },
  { ...COUNTY, name: 'county-reason', person: MANAGER, ready: countyReason },
  { ...COUNTY, name: 'county-silent', person: SMALL_MANAGER },
  { ...COUNTY, name: 'county-centre', path: 'counties/66000' },
  { ...COUNTY, name: 'county-list', path: 'counties/66000', ready: countyList },
  { ...COUNTY, name: 'county-none', path: 'counties/99999', ready: shown('[data-testid=no-such-county]') },
  { name: 'no-permission', path: 'operations', story: BUSY, person: MANAGER, ready: shown('lf-no-permission .action') },
  { ...AUDIT, name: 'audit-county', person: MANAGER },
  { ...AUDIT, name: 'audit-county-opened', person: MANAGER, ready: auditOpened },
  { ...AUDIT, name: 'audit-county-quiet', person: MANAGER, audit: { ...AUDITED, quiet: true, fresh: true } },
  { ...AUDIT, name: 'audit-all' },
  { ...AUDIT, name: 'audit-broken', audit: { ...AUDITED, broken: true } },
  { ...SEALS, name: 'seals-auditor', ready: investigationDecided },
  { ...SEALS, name: 'seals-lead', person: LEAD, ready: investigationAsked },
  { name: 'welcome-reporter', path: '', story: BUSY, person: REPORTER, ready: shown('lf-no-figures h1') },
  { ...OPERATIONS, name: 'operations-purpose', operations: ORDINARY, ready: purposeAsked, strong: true },
  { ...OPERATIONS, name: 'operations-stronger', operations: ORDINARY, ready: exportRefused },
  { ...EVIDENCE, name: 'evidence' },
  { ...EVIDENCE, name: 'evidence-purpose', ready: shown('[data-testid=purpose]') },
  { ...EVIDENCE, name: 'evidence-county', person: MANAGER, ready: evidenceOpened },
  { ...EVIDENCE, name: 'evidence-hostile', ready: evidenceHostile },
  {
    ...EVIDENCE,
    name: 'evidence-wrong',
    path: 'evidence?severity=dire&address=10.0.0',
    person: MANAGER,
    ready: shown('[data-testid=evidence-wrong]'),
  },
  { ...COMPARE, name: 'compare' },
  { ...COMPARE, name: 'compare-tiles', path: 'compare?form=tiles&scale=same' },
  { ...EXPLORE, name: 'explore-split' },
  { ...EXPLORE, name: 'explore-compared', path: 'explore?range=7d&by=severity&compare=week' },
  {
    ...EXPLORE,
    name: 'explore-partial',
    path: 'explore?range=30d&interval=hour&by=severity&severity=high,critical&category=malicious-code',
    ready: explorePartial,
  },
  { ...EXPLORE, name: 'explore-empty', path: 'explore?country=AQ' },
  { ...EXPLORE, name: 'explore-county', path: 'explore?by=agency&disposition=blocked', person: MANAGER },
  { ...SETTINGS, name: 'settings', ready: settingsReady },
  { ...SETTINGS, name: 'settings-wrong', ready: settingsWrong },
  { ...SETTINGS, name: 'settings-overtaken', slower: true, ready: settingsOvertaken },
  { ...SETTINGS, name: 'settings-left', ready: settingsLeft },
  { ...SETTINGS, name: 'settings-centre', person: ANALYST, ready: settingsReady },
  { ...SETTINGS, name: 'settings-unset', path: 'counties/09007/settings', person: LEAD, ready: settingsReady },
  { ...DIRECTORY, name: 'directory', ready: directoryReady },
  { ...DIRECTORY, name: 'directory-wrong', ready: directoryWrong },
  { ...DIRECTORY, name: 'directory-checked', ready: directoryChecked },
  { ...DIRECTORY, name: 'directory-overtaken', slower: true, ready: directoryOvertaken },
  { path: 'directory', story: BUSY, name: 'directory-stronger', ready: directoryStronger },
  { name: 'calm', path: '', story: CALM, ready: situationReady },
  { ...OPERATIONS, name: 'operations', operations: ORDINARY },
  { ...OPERATIONS, name: 'operations-wrong', operations: { ...ORDINARY, balanced: false } },
  { ...OPERATIONS, name: 'operations-quiet', operations: { ...ORDINARY, quiet: true } },
  { ...OPERATIONS, name: 'operations-record', operations: ORDINARY, ready: recordReady },
];

process.stderr.write('building the dashboard …\n');
await buildPrograms(['dashboard'], new AbortController().signal);
await mkdir(TARGET, { recursive: true });
const browser = await openBrowser();
for (const scene of SCENES) await takeScene(browser, scene);
await browser.close();
