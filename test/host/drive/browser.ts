import { chromium, type Browser } from 'playwright-core';
import { provisionChromium } from '../install/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium without a window, installed first where it is missing and may be. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await provisionChromium();
  // The signals are ours: whoever started us ends the browser with us.
  return chromium.launch({
    executablePath,
    args: FLAGS,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
