// Four visitors, each new to the site: one answers nothing, one refuses, one agrees, one agrees and takes it back.

import { judge } from "../../src/audit/judge.js";
import { Visit } from "./visit.mjs";

export const JOURNEYS = ["none", "reject", "accept", "withdraw"];

/** Long enough for what runs every second, and for the sweep that follows it. In milliseconds. */
const AFTER = 2500;

/**
 * Drives a page through the journeys, and gives what was found: `{ url, findings, config, cookies, requests }`.
 * `source`: text of octoconsent.audit.js. `config`: goes before that of the page. `wait`: milliseconds more at each step.
 */
export async function audit(browser, url, options) {
  const all = { url, observations: [], cookies: [], requests: [], config: options.config || null };
  // Side by side: most of a journey is waiting.
  await Promise.all(
    (options.journeys || JOURNEYS).map(async (journey) => {
      const visit = await Visit.begin(browser, options);
      try {
        await new Walk(visit, journey, all, options).go();
      } finally {
        await visit.end();
      }
    }),
  );
  const findings = judge(all.observations, { config: all.config, host: new URL(url).hostname, allow: options.allow });
  for (const { journeys } of findings) journeys.sort((one, other) => JOURNEYS.indexOf(one) - JOURNEYS.indexOf(other));
  return { ...all, findings };
}

/** One journey. */
class Walk {
  constructor(visit, journey, all, options) {
    Object.assign(this, { visit, journey, all, options });
  }

  async go() {
    const { visit, journey, all, options } = this;
    await visit.open(all.url);
    await visit.run("scrollTo(0, document.documentElement.scrollHeight)");
    await visit.settle(options.wait);
    await this.learn();
    await this.gather(await this.state());
    if (journey === "none") return this.last(await this.state());
    const granted = { phase: "granted", granted: this.ids() };
    const refused = (phase) => ({ phase, granted: this.ids(true) });
    await this.press(journey === "reject" ? "reject" : "accept");
    if (journey !== "withdraw") {
      const state = journey === "reject" ? refused("refused") : granted;
      await this.gather(state);
      await visit.open(all.url);
      return this.last(state);
    }
    await this.gather(granted);
    await this.withdraw();
    await this.gather(refused("withdrawn"));
    await visit.open(all.url);
    return this.last(refused("withdrawn"));
  }

  /** The configuration, as the page has started with it; and what is wrong with the page. */
  async learn() {
    const { visit, all, journey } = this;
    const page = (call) => visit.run(`window.octoconsentAudit ? octoconsentAudit.${call} : null`);
    all.config ||= await page("config()");
    for (const policy of visit.policies.splice(0)) await page(`policy(${JSON.stringify(policy)})`);
    const faults = (await page("faults()")) || [];
    all.observations.push(...faults.map((fault) => ({ ...fault, journey })));
  }

  /** What octoconsent says holds. */
  async state() {
    return (await this.visit.run("window.octoconsentAudit ? octoconsentAudit.now() : null")) || { phase: "before", granted: null };
  }

  /** Ids of everything, or of what is necessary. */
  ids(necessary) {
    const categories = (this.all.config?.categories || []).filter((category) => !necessary || category.necessary);
    return categories.flatMap(({ id, services = [] }) => [id, ...services.map((service) => service.id)]);
  }

  /** Presses the button as a visitor does; where there is none, says it to octoconsent. */
  async press(what) {
    const call = what === "accept" ? "acceptAll" : "rejectAll";
    await this.visit.run(`(() => {
      const button = document.querySelector("octo-consent")?.shadowRoot?.querySelector("[data-do=${what}]");
      if (button) button.click();
      else window.octoconsent?.${call}?.();
    })()`);
    await this.visit.settle(this.options.wait);
  }

  /** Takes it back. What a script writes the moment after counts, and so does what is still there when the sweep is over. */
  async withdraw() {
    await this.visit.run("window.octoconsent?.withdraw?.()").catch(() => {});
    await this.visit.settle(Math.max(AFTER, this.options.wait || 0));
  }

  /** Everything since the last time, under the state that holds. */
  async gather(state, last) {
    const { visit, journey, all } = this;
    const { noted, requests } = visit.take();
    // A frame knows nothing of the answer.
    for (const observation of noted) all.observations.push({ ...observation, ...(observation.framed ? state : {}), ...(state.phase === "withdrawn" && observation.phase !== "granted" ? state : {}), journey });
    for (const request of requests) all.observations.push({ ...request, ...state, journey });
    all.requests.push(...requests);
    // A database goes when the page that holds it ends: what is left is looked at on the next.
    if (state.phase !== "withdrawn" || last) await this.stored(state);
  }

  /** What is there at the end of a step. */
  async stored(state) {
    const { visit, journey, all } = this;
    const writer = (kind, name) => all.observations.find((other) => other.kind === kind && other.name === name && other.by)?.by || "";
    const cookies = await visit.cookies();
    all.cookies.push(...cookies);
    for (const { name, domain, path, by } of cookies) {
      all.observations.push({ kind: "cookie", name, where: domain + path, by: writer("cookie", name) || by, kept: true, journey, ...state });
    }
    const entries = (await visit.run("window.octoconsentAudit ? octoconsentAudit.list() : []")) || [];
    for (const { kind, name } of entries.filter(({ kind }) => kind !== "cookie")) {
      all.observations.push({ kind, name, by: writer(kind, name), kept: true, journey, ...state });
    }
  }

  /** The last step: what it sends as it is left counts too. */
  async last(state) {
    await this.gather(state, true);
    await this.visit.leave();
    const { requests } = this.visit.take();
    for (const request of requests) this.all.observations.push({ ...request, ...state, journey: this.journey });
  }
}
