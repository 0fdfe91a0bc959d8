import type { Browser, Page } from 'playwright-core';

export const chromiumPath: string | undefined;
export const noChromium: string;
export function openBrowser(): Promise<Browser>;
export function openPage(
  browser: Browser,
  url: string,
  init?: string,
): Promise<{ readonly page: Page; readonly said: readonly string[] }>;
