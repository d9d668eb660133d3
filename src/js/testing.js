// The record of a visitor who has answered, for tests that begin with a decision made. Documented in testing.d.mts.
//
//   node testing.mjs consent.json accept-all --region FR --print cookie

import { command, faulty, plain, started, wasm } from "./alone.js";
import { flat } from "./flat.js";

/** Documented in testing.d.mts. */
export async function answered(config, choice = "accept-all", options = {}) {
  const { region = "", signal = false, now = Date.now(), language = "en", id = crypto.randomUUID(), secure = false } = options;
  const wrong = (place, wanted) => {
    throw new TypeError(`${place}: must be ${wanted}`);
  };
  const chosen = typeof choice === "string" ? [] : Object.entries(choice);
  for (const [place, given] of [...chosen, ["signal", signal], ["secure", secure]]) if (typeof given !== "boolean") wrong(place, "true or false");
  if (!(+now >= 0)) wrong("now", "a time since 1970");
  await started();
  const choices = chosen.map(([name, on]) => name.replace(/[\s:]/g, "?") + (on ? ":1" : ":0")).join(" ");
  const action = typeof choice === "string" ? choice : "selection";
  const facts = [region, signal ? "gpc" : "", secure ? "s" : "", language, id, action, choices];
  const text = wasm.prepared(+now, [flat(plain(config)), ...facts].join("\0"));
  const [value, cookie, none] = text.split("\0");
  if (none !== undefined) throw faulty("there is no such record", text);
  return { name: cookie.split("=")[0], value, cookie };
}

/** The choice that is written `accept-all`, `reject-all`, or `matomo=on,posthog=off`. */
function choiceOf(text) {
  if (!text?.includes("=")) return text;
  const pairs = text.split(",").map((pair) => pair.split("="));
  const wrong = pairs.find(([, state]) => state !== "on" && state !== "off");
  if (wrong) throw new TypeError(`${wrong.join("=")}: must be on or off`);
  return Object.fromEntries(pairs.map(([name, state]) => [name, state === "on"]));
}

command(async (config, [choice, ...rest]) => {
  const options = {};
  const names = ["region", "signal", "now", "language", "id", "secure", "print"];
  while (rest.length > 1 && names.includes(rest[0].slice(2))) options[rest.shift().slice(2)] = rest.shift();
  if (!config || !choice || rest.length) {
    throw new Error(`usage: node testing.mjs <consent.json> accept-all|reject-all|id=on,id=off ${names.map((name) => `[--${name} …]`).join(" ")}`);
  }
  const { print, now, ...others } = options;
  const told = { true: true, false: false };
  for (const name of ["signal", "secure"]) if (name in others) others[name] = told[others[name]] ?? others[name];
  const given = await answered(await config(), choiceOf(choice), { ...others, ...(now ? { now: Date.parse(now) } : {}) });
  return (print ? given[print] : JSON.stringify(given, null, 2)) + "\n";
});
