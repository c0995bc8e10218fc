import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

/** Where Debian and its children put it; `.ci/servers.sh install` brings it. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export type OpenPage = (options?: BrowserContextOptions) => Promise<Page>;

/**
 * A suite in a real headless browser. Without one the suite is skipped, by name and reason; on CI a missing browser is a failure,
 * because a green run must mean that the thing was tried.
 */
export const describeInBrowser = (title: string, suite: (open: OpenPage) => void): void => {
  const isThere = existsSync(executablePath);
  if (!isThere && process.env['CI'] === 'true') throw new Error(`${title}: there is no ${executablePath}; on CI the browser must be there`);
  describe.skipIf(!isThere)(isThere ? title : `${title} (skipped: there is no ${executablePath})`, () => {
    let browser: Browser;
    beforeAll(async () => { browser = await chromium.launch({ executablePath, args: quiet }); });
    afterAll(async () => { await browser.close(); });
    // Each page has a context of its own, as if it were opened by somebody else.
    suite((options) => browser.newPage(options));
  });
};
