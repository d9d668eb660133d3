/* Where the visitor is, the server says (/region.js, which is never cached). On your own machine no proxy knows it, so there the
   address may say it, to try: ?region=US-CA. Anywhere else an address decides nothing, or a link could choose a visitor's rules. */
'use strict';

{
  const region = new URLSearchParams(location.search).get('region');
  if (region && /(^|\.)localhost$|^127\.|^\[::1\]$/.test(location.hostname)) {
    document.head.append(Object.assign(document.createElement('meta'), { name: 'octoconsent-region', content: region }));
  }
}
