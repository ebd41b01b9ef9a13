import type { Page } from 'playwright-core';

/** Signs in as somebody of the demonstration, as a person does: from the page that one wanted, by choosing a card. */
export async function signIn(page: Page, address: string, subject: string): Promise<void> {
  await page.goto(`${address}/auth/sign-in?return=/`);
  await page.locator(`button[value="${subject}"]`).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/identity'));
}
