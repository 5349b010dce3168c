/** Debian's Chromium, for pictures and for tests of pages: without network services of its own, and with an empty profile. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PROGRAM = '/usr/bin/chromium';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function hasChromium() {
  return existsSync(PROGRAM);
}

/** Headless; Playwright gives each one a profile folder of its own and removes it. */
export function openChromium() {
  return chromium.launch({ executablePath: PROGRAM, headless: true, args: ARGS });
}
