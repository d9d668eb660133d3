// DuckDuckGo's autoconsent as an extension runs it: its content script, as the package ships it, in a world of its own that sees
// the page's document and none of its variables. The extension's other half, which sends rules and orders, is this file.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PATIENCE } from './page.mjs';

const shipped = dirname(createRequire(import.meta.url).resolve('@duckduckgo/autoconsent'));
const WORLD = 'refuser';

/** Our rule for it. */
export const rule = JSON.parse(readFileSync(new URL('../../docs/autoconsent/octoconsent.json', import.meta.url), 'utf8'));

/** The rules that the package ships. */
export const others = () => JSON.parse(readFileSync(join(shipped, '../rules/rules.json'), 'utf8')).autoconsent;

/** What runs before the content script: hears what it says, and has the answer to its first word. What it would wait for comes at once,
 *  so that its “no” does not take seconds. */
const prelude = (config, rules) => `
  self.heard = [];
  self.logged = [];
  console.log = (...parts) => logged.push(parts.map(String).join(' '));
  const plain = setTimeout;
  self.setTimeout = (task) => plain(task);
  self.begin = () => autoconsentReceiveMessage({ type: 'initResp', config: ${JSON.stringify(config)}, rules: { autoconsent: ${JSON.stringify(rules)} } });
  self.autoconsentSendMessage = async (message) => heard.push(JSON.parse(JSON.stringify(message)));
`;

/**
 * Installs it in the browser of `page`, for the pages that are opened next.
 * @param {{autoAction?: string, heuristicMode?: string, rules?: object[]}} options `autoAction`: what it does unasked
 */
export async function install(page, { autoAction = null, heuristicMode = 'off', rules = [rule] } = {}) {
  const config = { enabled: true, autoAction, heuristicMode, detectRetries: 4, logs: { lifecycle: true } };
  const source = prelude(config, rules) + readFileSync(join(shipped, 'autoconsent.playwright.js'), 'utf8');
  const { identifier } = await page.driver.sendAndGetDevToolsCommand('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD });
  return new Refuser(page, identifier);
}

class Refuser {
  constructor(page, identifier) {
    Object.assign(this, { page, identifier });
  }

  /** Answers its first word, with configuration and rules: it looks at the page from now on. */
  begin() {
    return this.evaluate('void begin()');
  }

  remove() {
    return this.page.driver.sendDevToolsCommand('Page.removeScriptToEvaluateOnNewDocument', { identifier: this.identifier });
  }

  async evaluate(expression) {
    const send = (command, values) => this.page.driver.sendAndGetDevToolsCommand(command, values);
    const { frameTree } = await send('Page.getFrameTree', {});
    const { executionContextId } = await send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: WORLD });
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, contextId: executionContextId, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  }

  /** What it has sent so far. */
  heard() {
    return this.evaluate('heard');
  }

  /** Its first message of that type, past or future. */
  async message(type) {
    let found;
    const look = async () => (found = (await this.heard()).find((message) => message.type === type));
    await this.page.driver.wait(look, PATIENCE, `autoconsent never said ${type}`, 25);
    return found;
  }

  /** Waits until it has written that into its log. */
  async logged(line) {
    const look = async () => (await this.evaluate('logged')).includes(line);
    await this.page.driver.wait(look, PATIENCE, `autoconsent never logged "${line}"`, 25);
  }

  /** Gives it an order, and waits for the result. */
  async order(type) {
    await this.evaluate(`autoconsentReceiveMessage({ type: '${type}' })`);
    return (await this.message(`${type}Result`)).result;
  }
}
