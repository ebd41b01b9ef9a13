import type { Page } from 'playwright-core';

/** What is set is there. */
export async function settingsReady(page: Page): Promise<void> {
  await page.locator('[data-testid=settings-agencies] li').first().waitFor();
}

/** Each part has something wrong with it. */
export async function settingsWrong(page: Page): Promise<void> {
  await settingsReady(page);
  await page.locator('#office-en').fill('');
  await page.locator('#contact-add').click();
  await page.locator('#threshold-watch').fill('90');
  await page.locator('#settings-save').click();
  await page.getByTestId('settings-problems').waitFor();
}

/** Somebody else saves in between. */
export async function settingsOvertaken(page: Page): Promise<void> {
  await settingsReady(page);
  await page.locator('#office-zh').fill('數位發展局資通安全科（二股）');
  await page.locator('#threshold-steady').fill('90');
  await page.locator('#settings-save').click();
  await page.getByTestId('settings-conflict').waitFor();
}

/** Somebody goes without saving. */
export async function settingsLeft(page: Page): Promise<void> {
  await settingsReady(page);
  await page.locator('#office-zh').fill('數位發展局資通安全科（二股）');
  await page.locator('lf-settings .back').click();
  await page.getByTestId('settings-leave').waitFor();
}
