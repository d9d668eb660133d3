// The documentation as pages: what `./build.sh serve` shows under /docs/.

import { readFile, readdir } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { Marked } from 'marked';

const escape = (text) => text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]);
/** The anchor of a heading, as GitHub makes it. */
const slug = (heading) => heading.replaceAll('`', '').toLowerCase().replace(/[^\p{L}\p{N}\- _]/gu, '').trim().replaceAll(' ', '-');

const marked = new Marked({
  gfm: true,
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    // Tables and code are scrolled by themselves, also with the keyboard.
    code: ({ text, lang }) => `<pre tabindex="0"><code class="${escape(lang ?? '')}">${escape(text)}</code></pre>\n`,
  },
});

/** Wide tables are scrolled by themselves, and a column without a name has no heading. */
const tables = (html) =>
  html.replace(/<th( [^>]*)?><\/th>/g, '<td></td>').replaceAll('<table>', '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>').replaceAll('</table>', '</table></div>');

/** Answers for the Markdown files of the project: those beside README.md, and what is in docs/. */
export function documents(root) {
  return async (request, response, next) => {
    const name = normalize(decodeURIComponent(request.path));
    if (name.startsWith('/docs/decisions') && !name.endsWith('.md')) return response.type('html').send(page('Decisions', await decisions(root)));
    if (!/^\/([A-Z]+\.md|docs\/[\w/-]+\.md)$/.test(name)) return next();
    const text = await readFile(join(root, name), 'utf8').catch(() => null);
    if (text === null) return next();
    response.type('html').send(page(/^# (.+)$/m.exec(text)?.[1] ?? name, tables(marked.parse(text))));
  };
}

/** The decisions, a link each. */
async function decisions(root) {
  const names = (await readdir(join(root, 'docs/decisions'))).sort();
  return marked.parse(`# Decisions\n\n${names.map((name) => `- [${name.slice(0, -3).replaceAll('-', ' ')}](/docs/decisions/${name})`).join('\n')}\n`);
}

const page = (title, body) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · octoconsent</title>
<link rel="icon" href="/start.svg">
<link rel="stylesheet" href="/documents.css">
<nav aria-label="Pages"><a href="/">octoconsent</a> <a href="/README.md">Documentation</a> <a href="/docs/reference.md">Reference</a></nav>
<main>
${body}</main>
</html>
`;
