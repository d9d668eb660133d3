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
    this.holds = await this.state();
    // Where a region has things on before the answer, a refusal takes them back.
    const taken = this.holds.phase === "granted" ? "withdrawn" : "refused";
    await this.gather();
    if (journey === "reject") await this.act(press("reject"), { phase: taken, granted: this.ids(true) });
    if (journey === "accept" || journey === "withdraw") await this.act(press("accept"), { phase: "granted", granted: this.ids() });
    if (journey === "withdraw") await this.act("window.octoconsent?.withdraw?.()", { phase: "withdrawn", granted: this.ids(true) });
    if (journey !== "none") await visit.open(all.url);
    return this.last();
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

  /** Has the visitor do something, and looks what comes of it. `holds`: the state from then on; what was sent before is judged by the one
   *  before. What a script writes the moment after a withdrawal counts, and so does what is still there when the sweep is over. */
  async act(expression, holds) {
    const { visit, options } = this;
    const asked = Date.now();
    const moment = await visit.run(`(() => { const moment = Date.now(); ${expression}; return moment; })()`).catch(() => asked);
    await visit.settle(Math.max(holds.phase === "withdrawn" ? AFTER : 0, options.wait || 0) || undefined);
    // What the page may not grant, as one for children, stays denied.
    const told = holds.phase === "granted" ? await this.state() : {};
    Object.assign(this, { held: this.holds, holds: told.granted ? told : holds, moment });
    await this.gather();
  }

  /** Everything since the last time, under the state that holds. */
  async gather(last) {
    const { visit, journey, all, holds, held, moment } = this;
    const { noted, requests } = visit.take();
    // A frame knows nothing of the answer.
    for (const observation of noted) {
      const ours = observation.framed || (holds.phase === "withdrawn" && observation.phase !== "granted");
      all.observations.push({ ...observation, ...(ours ? holds : {}), journey });
    }
    for (const request of requests) all.observations.push({ ...request, ...(request.time < moment ? held : holds), journey });
    all.requests.push(...requests);
    // A database goes when the page that holds it ends: what is left is looked at on the next.
    if (holds.phase !== "withdrawn" || last) await this.stored(holds);
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
  async last() {
    await this.gather(true);
    await this.visit.leave();
    const { requests } = this.visit.take();
    for (const request of requests) this.all.observations.push({ ...request, ...this.holds, journey: this.journey });
  }
}

/** Presses the button as a visitor does; where there is none, says it to octoconsent. */
const press = (what) => `
  const button = document.querySelector("octo-consent")?.shadowRoot?.querySelector("[data-do=${what}]");
  if (button) button.click();
  else window.octoconsent?.${what}All?.();`;
