// The declaration as static HTML: for a site that is generated, in Node or in a browser. The renderer is the module's own.
//
//   node declaration.mjs consent.json --language fr --level 2 > part.html

import { command, faulty, plain, read, started, wasm } from "./alone.js";
import { flat } from "./flat.js";
import { span } from "./host.js";

/** Documented in declaration.d.mts. */
export async function declaration(config, { language = "en", texts, level = 2 } = {}) {
  await started();
  const draw = (texts) => {
    const text = wasm.listing(Math.min(Math.max(level | 0, 1), 5), [flat(plain(config)), flat(plain(texts)), language].join("\0"));
    const [file, markup] = text.split(/\0(?=\x01)/);
    if (markup) return [file, html(markup)];
    throw faulty("the configuration is wrong", text);
  };
  const [file, english] = draw(texts);
  if (texts !== undefined || !file) return english;
  return draw(JSON.parse(new TextDecoder().decode(await read(`locales/${file}.json`))))[1];
}

const escaped = (text) => text.replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark]);

/** HTML of markup (src/browser/view/markup.rs). */
function html(markup) {
  const [, language] = /\x02lang=([^\x01-\x05]*)/.exec(markup);
  const open = [];
  let text = "";
  let inside = false;
  const attribute = (pair) => {
    const equals = pair.indexOf("=");
    text += ` ${pair.slice(0, equals)}="${escaped(pair.slice(equals + 1))}"`;
  };
  const close = () => {
    if (inside) text += ">";
    inside = false;
  };
  for (const token of markup.match(/[\x01-\x05][^\x01-\x05]*/g)) {
    const rest = token.slice(1);
    if (token < "\x02") {
      close();
      const [tag, ...pairs] = rest.split(";");
      open.push(tag);
      // A line each, so that a change shows in a comparison; not where a space would be seen.
      text += (/^(code|small|a)$/.test(tag) ? "<" : "\n<") + tag;
      pairs.forEach(attribute);
      inside = true;
    } else if (token < "\x03") attribute(rest);
    else {
      close();
      if (token < "\x04") text += escaped(rest);
      else if (token < "\x05") text += `</${open.pop()}>`;
      else text += escaped(span(language, ...rest.split(" ")));
    }
  }
  while (open.length) {
    close();
    text += `</${open.pop()}>`;
  }
  return text.trim() + "\n";
}

command(async (config, rest) => {
  const options = {};
  while (rest.length > 1) options[rest.shift().replace(/^--/, "")] = rest.shift();
  const unknown = [...Object.keys(options).filter((name) => name !== "language" && name !== "level"), ...rest];
  if (!config || unknown.length) throw new Error("usage: node declaration.mjs <consent.json> [--language <tag>] [--level <1 to 5>]");
  return declaration(await config(), options);
});
