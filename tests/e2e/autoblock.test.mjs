// Trackers that nobody tagged, by every way that a script has: nothing is asked for before the grant, each once after it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './harness.mjs';

const { visit, fresh } = useBrowser();

/** Ways to load a script, each with what it loads it from. */
const SCRIPTS = {
  'createElement, src, append': (address) => document.body.append(window.script(address)),
  'appendChild, then src': (address) => {
    const script = document.head.appendChild(document.createElement('script'));
    script.src = address;
  },
  setAttribute: (address) => {
    const script = document.createElement('script');
    script.setAttribute('SRC', address);
    document.head.appendChild(script);
  },
  'setAttribute on the page': (address) => document.head.appendChild(document.createElement('script')).setAttribute('src', address),
  insertBefore: (address) => {
    const first = document.getElementsByTagName('script')[0];
    const script = window.script(address);
    script.type = 'text/javascript';
    first.parentNode.insertBefore(script, first);
  },
  replaceChild: (address) => void window.place.parentNode.replaceChild(window.script(address), window.place),
  prepend: (address) => document.head.prepend(window.script(address)),
  before: (address) => window.place.before(window.script(address)),
  after: (address) => window.place.after('text', window.script(address)),
  'after a text': (address) => window.place.appendChild(document.createTextNode('text')).after(window.script(address)),
  replaceWith: (address) => window.place.replaceWith(window.script(address)),
  replaceChildren: (address) => window.place.replaceChildren(window.script(address)),
  insertAdjacentElement: (address) => window.place.insertAdjacentElement('beforebegin', window.script(address)),
  'a fragment': (address) => {
    const fragment = document.createDocumentFragment();
    fragment.append(document.createElement('p'), window.script(address));
    window.place.append(fragment);
  },
  'a whole tree': (address) => {
    const tree = document.createElement('section');
    tree.append(document.createElement('p'));
    tree.lastChild.append(window.script(address));
    window.place.append(tree);
  },
  'a shadow root': (address) => window.place.attachShadow({ mode: 'open' }).append(window.script(address)),
  cloneNode: (address) => window.place.append(window.script(address).cloneNode()),
  'a template, imported': (address) => {
    const template = document.createElement('template');
    template.innerHTML = '<p>text</p>';
    template.content.append(window.script(address));
    window.place.append(document.importNode(template.content, true));
  },
  'a range': (address) => {
    const range = document.createRange();
    range.selectNode(window.place);
    range.insertNode(window.script(address));
  },
  createContextualFragment: (address) => {
    const range = document.createRange();
    range.selectNode(window.place);
    window.place.append(range.createContextualFragment(`<p>text</p><script src="${address}"></script>`));
  },
};

/** Other ways to ask for something. */
const OTHERS = {
  'new Image': (address) => void (new Image().src = address),
  'an image with srcset': (address) => void (new Image().srcset = `${address} 1x`),
  'an image by setAttribute': (address) => document.createElement('img').setAttribute('src', address),
  'importNode of an image': (address) => {
    const other = new DOMParser().parseFromString(`<img src="${address}" alt="">`, 'text/html');
    document.importNode(other.images[0]);
  },
  'createContextualFragment of an image': (address) => void document.createRange().createContextualFragment(`<img src="${address}" alt="">`),
  'a frame': (address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
  },
  'a frame, then its src': (address) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.src = address;
  },
  innerHTML: (address) => void (window.place.innerHTML = `<p>text</p><iframe width="300" src="${address}"></iframe>`),
  'innerHTML with an image': (address) => void (window.place.innerHTML = `<img alt='' src=${address}>`),
  outerHTML: (address) => void (window.place.outerHTML = `<p><img src="${address}" alt=""></p>`),
  insertAdjacentHTML: (address) => window.place.insertAdjacentHTML('afterend', `<img src='${address}' alt="">`),
  'innerHTML in a shadow root': (address) => void (window.place.attachShadow({ mode: 'open' }).innerHTML = `<iframe src="${address}"></iframe>`),
  'a style sheet': (address) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    document.head.append(link);
  },
  fetch: (address) => void fetch(address, { mode: 'no-cors' }),
  'fetch of a Request': (address) => void fetch(new Request(address, { mode: 'no-cors' })),
  XMLHttpRequest: (address) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.send();
  },
  sendBeacon: (address) => void navigator.sendBeacon(address, 'text'),
};

for (const [kind, ways, ending] of [['script', SCRIPTS, 'js'], ['request', OTHERS, 'png']]) {
  for (const [name, way] of Object.entries(ways)) {
    test(`a ${kind} by ${name} is held, then let go once`, async () => {
      const page = await visit('autoblock');
      const path = `/s/held-one.${ending}`;
      const address = `${await page.run(() => window.other)}${path}`;
      await page.run(way, address);
      await page.settled();
      assert.deepEqual(page.requests(/held/), []);
      await page.decide('accept');
      await page.requested(path);
      assert.deepEqual(await page.ranAll(kind === 'script' ? 1 : 0), kind === 'script' ? ['held-one'] : []);
      assert.deepEqual(page.requests(/held/), [path]);
      await page.assertNoErrors();
    });
  }
}

test('unknown third parties are never touched, whatever the way', async () => {
  const page = await visit('autoblock');
  const other = await page.run(() => window.other);
  const ways = [...Object.entries(SCRIPTS), ...Object.entries(OTHERS)];
  for (const [index, [name, way]] of ways.entries()) {
    const path = `/s/free-${index}.${name in SCRIPTS ? 'js' : 'png'}`;
    // Each finds a place of its own, and is done before the next one comes.
    await page.run(() => void (window.place = document.body.appendChild(document.createElement('p')).appendChild(document.createElement('span'))));
    await page.run(way, `${other}${path}`);
    await page.requested(path);
    if (name in SCRIPTS) await page.until((ran) => window.seen.ran.includes(ran), `free-${index}`);
  }
  await page.settled();
  assert.equal(page.requests(/free/).length, ways.length);
  assert.equal((await page.ran()).length, Object.keys(SCRIPTS).length);
  assert.equal(await page.run(() => document.querySelectorAll('[data-service], [type="text/plain"]').length), 0);
  await page.assertNoErrors();
});

test('a rule for the page’s own host holds there and nowhere else', async () => {
  const page = await visit('autoblock');
  await page.run(() => {
    new Image().src = '/s/own-here.png';
    new Image().src = `${window.other}/s/own-there.png`;
  });
  await page.requested('/s/own-there.png');
  await page.settled();
  assert.deepEqual(page.requests(/own-/), ['/s/own-there.png']);
  await page.api('choose', { pixel: true });
  await page.requested('/s/own-here.png');
});

test('an inline script that a script makes is held by its text', async () => {
  const page = await visit('autoblock');
  await page.run(() => {
    for (const text of ['/* held:inline */ ran("held")', 'ran("free")']) {
      const script = document.createElement('script');
      script.textContent = text;
      document.body.append(script);
    }
  });
  assert.deepEqual(await page.ran(), ['free']);
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(2), ['free', 'held']);
});

test('a module stays a module', async () => {
  const page = await visit('autoblock');
  await page.run(() => document.body.append(Object.assign(window.script(`${window.other}/s/held-one.js?module`), { type: 'module' })));
  await page.settled();
  assert.deepEqual(page.requests(/held/), []);
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['held-one']);
  await page.assertNoErrors();
});

test('markup’s scripts never run, held or not, as without the product', async () => {
  const page = await visit('autoblock');
  await page.run(() => {
    window.place.innerHTML = `<script src="${window.other}/s/held-one.js"></script><script>/* held:inline */ ran('inline')</script>`;
    const moved = document.createElement('div');
    moved.innerHTML = `<script src="${window.other}/s/held-two.js"></script>`;
    document.body.append(moved.firstChild);
    window.place.append(window.script(`${window.other}/s/held-three.js`));
  });
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(1), ['held-three']);
  assert.deepEqual(page.requests(/held/), ['/s/held-three.js']);
});

test('document.write while the page loads: held, then run once', async () => {
  const page = await visit('autoblock-write');
  await page.settled();
  assert.deepEqual(await page.ran(), ['free', 'after']);
  assert.deepEqual(page.requests(/held/), []);
  await page.decide('accept');
  assert.deepEqual(await page.ranAll(3), ['free', 'after', 'held-written']);
  assert.deepEqual(page.requests(/held/), ['/s/held-written.js']);
});

test('a held script is the element that the page made, with its handlers', async () => {
  const page = await visit('autoblock');
  await page.run(() => {
    const script = window.script(`${window.other}/s/held-one.js`);
    script.onload = () => (window.fired = [script === document.querySelector('[src*=held-one]'), script.isConnected]);
    document.head.append(script);
  });
  await page.decide('accept');
  assert.deepEqual(await page.until(() => window.fired), [true, true]);
});

test('the page reads back the address that it wrote', async () => {
  const page = await visit('autoblock');
  const read = await page.run(() => {
    const image = new Image();
    image.src = `${window.other}/s/held-one.png`;
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.src = `${window.other}/s/held-frame.html`;
    return [image.src, window.script(`${window.other}/s/held-one.js`).src, frame.src].map((address) => new URL(address).pathname);
  });
  assert.deepEqual(read, ['/s/held-one.png', '/s/held-one.js', '/s/held-frame.html']);
});

test('an element that gets another address is let go', async () => {
  const page = await visit('autoblock');
  await page.run(() => {
    const frame = document.createElement('iframe');
    frame.src = `${window.other}/s/held-frame.html`;
    frame.src = `${window.other}/s/free-frame.html`;
    const script = window.script(`${window.other}/s/held-one.js`);
    script.src = `${window.other}/s/free-one.js`;
    document.body.append(frame, script);
  });
  await page.requested('/s/free-frame.html');
  assert.deepEqual(await page.ranAll(1), ['free-one']);
  await page.decide('accept');
  await page.settled();
  assert.deepEqual(page.requests(/held/), []);
});

test('a held frame shows nothing, and is taken back with a withdrawal', async () => {
  const page = await visit('autoblock');
  await page.run(() => {
    window.loaded = [];
    addEventListener('message', ({ data }) => window.loaded.push(data));
    const frame = document.createElement('iframe');
    frame.src = `${window.other}/s/held-frame.html`;
    document.body.append(frame);
  });
  await page.decide('accept');
  await page.until(() => window.loaded.includes('loaded held-frame'));
  await page.api('withdraw');
  await page.until(() => !document.querySelector('iframe[title], iframe').getAttribute('src'));
  await page.api('acceptAll');
  await page.until(() => window.loaded.filter((text) => text === 'loaded held-frame').length === 2);
});

test('natives are in place before anything is held, while it is, and again after the grant', async () => {
  const page = await visit('autoblock');
  const patched = await page.run(() => window.changed());
  for (const name of ['Node.appendChild', 'Element.innerHTML', 'HTMLImageElement.src', 'XMLHttpRequest.send', 'window.fetch']) {
    assert.ok(patched.includes(name), `${name} is not in ${patched}`);
  }
  const same = await page.run((names) =>
    names.filter((name) => {
      const [kind, member] = name.split('.');
      const ours = (kind === 'window' ? window : window[kind].prototype)[member];
      const { name: called, length } = window.natives[name];
      return ours.name !== called || ours.length !== length;
    }), ['Node.appendChild', 'Node.insertBefore', 'Element.setAttribute', 'XMLHttpRequest.open', 'Navigator.sendBeacon', 'window.fetch']);
  assert.deepEqual(same, []);
  await page.decide('accept');
  assert.deepEqual(await page.run(() => window.changed()), []);
  await page.api('withdraw');
  assert.deepEqual(await page.run(() => window.changed()), patched);
  await page.api('acceptAll');
  assert.deepEqual(await page.run(() => window.changed()), []);
});

test('no native is touched on a site without rules, or where everything with rules is granted', async () => {
  const page = await visit('autoblock');
  await page.api('choose', { counter: true });
  assert.notDeepEqual(await page.run(() => window.changed()), []);
  await page.api('choose', { pixel: true });
  assert.deepEqual(await page.run(() => window.changed()), []);
  await page.reload();
  assert.deepEqual(await page.run(() => window.changed()), []);
});

test('a function that the page has put over ours stays, and works before and after', async () => {
  const page = await visit('autoblock');
  await page.run(() => {
    window.calls = 0;
    const below = Node.prototype.appendChild;
    Node.prototype.appendChild = function (node) {
      window.calls += 1;
      return below.call(this, node);
    };
    window.theirs = Node.prototype.appendChild;
    document.body.appendChild(window.script(`${window.other}/s/held-one.js`));
  });
  await page.decide('accept');
  await page.ranAll(1);
  assert.deepEqual(await page.run(() => [window.calls > 0, Node.prototype.appendChild === window.theirs]), [true, true]);
  await page.run(() => document.body.appendChild(window.script(`${window.other}/s/held-two.js`)));
  await page.ranAll(2);
  await page.api('withdraw');
  await page.run(() => document.body.appendChild(window.script(`${window.other}/s/held-three.js`)));
  await page.settled();
  assert.deepEqual(page.requests(/three/), []);
  await page.api('acceptAll');
  assert.deepEqual(await page.ranAll(3), ['held-one', 'held-two', 'held-three']);
});

test('a withdrawal holds again, and a second grant lets go again', async () => {
  const page = await visit('autoblock');
  await page.decide('accept');
  await page.run(() => {
    window.image = new Image();
    window.image.src = `${window.other}/s/held-one.png`;
  });
  await page.requested('/s/held-one.png');
  await page.api('withdraw');
  await page.run(() => {
    window.image.cloneNode();
    document.body.append(window.script(`${window.other}/s/held-two.js`));
    new Image().src = `${window.other}/s/held-two.png`;
  });
  await page.settled();
  assert.deepEqual(page.requests(/held/), ['/s/held-one.png']);
  await page.api('acceptAll');
  await Promise.all([page.requested('/s/held-two.js'), page.requested('/s/held-two.png')]);
});

test('a withdrawal blanks a frame that was let in without ever being held', async () => {
  const page = await visit('autoblock');
  await page.decide('accept');
  await page.run(() => {
    window.place.innerHTML = `<iframe id="in" src="${window.other}/s/held-frame.html"></iframe>`;
  });
  await page.requested('/s/held-frame.html');
  await page.api('withdraw');
  assert.equal(await page.run(() => document.getElementById('in').getAttribute('src')), null);
  await page.settled();
  await page.api('acceptAll');
  await page.until(() => document.getElementById('in').getAttribute('src'));
});

test('a reset holds again', async () => {
  const page = await visit('autoblock');
  await page.decide('accept');
  await page.api('reset');
  await page.run(() => void (new Image().src = `${window.other}/s/held-one.png`));
  await page.settled();
  assert.deepEqual(page.requests(/held/), []);
});

test('granting one service leaves the others held', async () => {
  const page = await visit('autoblock');
  await page.run(() => {
    document.body.append(window.script(`${window.other}/s/held-one.js`), window.script('/s/own-one.js'));
  });
  await page.api('choose', { counter: true });
  assert.deepEqual(await page.ranAll(1), ['held-one']);
  assert.deepEqual(page.requests(/own-/), []);
});

test('a tag that is granted outranks the rules of another service', async () => {
  const page = await visit('autoblock');
  await page.append({ 'data-service': 'plain', src: `${await page.run(() => window.other)}/s/held-one.js` });
  await page.api('choose', { plain: true });
  assert.deepEqual(await page.ranAll(1), ['held-one']);
});

test('links that load nothing keep their address', async () => {
  const page = await visit('autoblock');
  const kept = await page.run(() => {
    window.place.innerHTML = `<link rel="canonical" href="${window.other}/s/held-page.html"><a href="${window.other}/s/held-page.html">a</a>`;
    return [...window.place.children].map((element) => element.getAttribute('href') !== null);
  });
  assert.deepEqual(kept, [true, true]);
});

test('where the rules are fetched, a warning says that they come late', async () => {
  const page = await visit('autoblock-late');
  const { console: said } = await page.seen();
  assert.equal(said.filter(({ level, text }) => level === 'warn' && text.includes('autoBlock')).length, 1);
  assert.deepEqual(await page.events('error'), []);
});
