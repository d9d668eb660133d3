// Chromium, headless, by its DevTools protocol over two pipes: no driver, no port and no package is needed.

import { spawn } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** How long the browser may take for an answer before the audit gives up. In milliseconds. */
const PATIENCE = 60_000;

/** Path of a Chromium: the one named, that of $CHROMIUM, or the first on the path. Throws where there is none. */
function find(named = process.env.CHROMIUM) {
  if (named) return named;
  const folders = (process.env.PATH || "").split(path.delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  places.push("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  const found = places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {}
  });
  if (!found) throw new Error("no Chromium was found: install one, or name it with --chromium");
  return found;
}

/** Starts a browser with a profile of its own, which goes with it. */
export async function launch({ chromium } = {}) {
  const binary = find(chromium);
  const profile = mkdtempSync(path.join(tmpdir(), "octoconsent-audit-"));
  // A context of its own would block cookies of third parties, as a private window does; a visitor's window need not.
  mkdirSync(path.join(profile, "Default"));
  writeFileSync(path.join(profile, "Default/Preferences"), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
  const flags = ["--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-gpu", "--disable-dev-shm-usage",
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows", "--window-size=1280,900", `--user-data-dir=${profile}`];
  // Each window has two pages of the browser's own, for suggestions below its address bar, in processes of their own: here nobody sees them.
  flags.push("--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup");
  if (process.getuid?.() === 0) flags.push("--no-sandbox");
  const child = spawn(binary, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], env: { ...process.env, TMPDIR: profile } });
  return new Browser(child, profile);
}

class Browser {
  #child;
  #profile;
  #next = 0;
  #waiting = new Map();
  #listeners = new Map();
  #workers = new Map();

  constructor(child, profile) {
    this.#child = child;
    this.#profile = profile;
    this.ended = new Promise((end) => {
      child.once("error", end);
      child.once("exit", () => end(new Error("the browser has ended")));
    });
    this.ended.then((error) => this.#waiting.forEach(({ reject, timer }) => {
      clearTimeout(timer);
      reject(error);
    }));
    this.#child.stdio[3].on("error", () => {});
    process.once("exit", this.#clear);
    let rest = "";
    child.stdio[4].setEncoding("utf8").on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      messages.forEach((message) => this.#receive(JSON.parse(message)));
    });
  }

  /** Asks the browser, or one of its sessions. Rejects where it says no, has ended, or does not answer. */
  send(method, params = {}, sessionId) {
    const id = ++this.#next;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: the browser does not answer`)), PATIENCE);
      this.#waiting.set(id, { resolve, reject, method, timer });
      this.#child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    });
  }

  /** Calls back for each event of a session; gives what ends that. */
  on(sessionId, listener) {
    this.#listeners.set(sessionId, listener);
    return () => this.#listeners.delete(sessionId);
  }

  /** Calls back with the session of each service worker of a context, which waits until it is let run: they belong to no page. */
  async workers(context, callback) {
    if (this.#workers.set(context, callback).size > 1) return;
    this.on(undefined, (method, { targetInfo, sessionId }) => {
      if (method === "Target.attachedToTarget") this.#workers.get(targetInfo.browserContextId)?.(sessionId);
    });
    await this.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [{ type: "service_worker" }] });
  }

  #receive({ id, result, error, method, params, sessionId }) {
    if (!id) return this.#listeners.get(sessionId)?.(method, params);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    if (error) waiting.reject(new Error(`${waiting.method}: ${error.message}`));
    else waiting.resolve(result);
  }

  /** Ends the browser; its profile goes. */
  async close() {
    this.send("Browser.close").catch(() => {});
    await this.ended;
    process.off("exit", this.#clear);
    this.#clear();
  }

  #clear = () => {
    this.#child.kill("SIGKILL");
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
}
