// What the browser saves for the visitor.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { PATIENCE } from './page.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'octoconsent-downloads-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The JSON file in the folder: name and content; nothing while there is none, or only its beginning: the browser gives a file its name
 *  before it has written the last of it. */
function whole() {
  const name = readdirSync(folder).find((found) => found.endsWith('.json'));
  try {
    return name && { name, content: JSON.parse(readFileSync(path.join(folder, name), 'utf8')) };
  } catch {
    return null;
  }
}

/** What `take` makes the browser save: name and content of the file. */
export async function saved(page, take) {
  await page.driver.sendDevToolsCommand('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
  await take();
  return page.driver.wait(whole, PATIENCE, 'nothing was saved, or no whole file');
}
