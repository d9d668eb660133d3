// The page in which gallery and configurator show the product. It stands before octoconsent.js and takes what to show from the
// fragment of its own address, as JSON; it tells the page around it when that is shown, and what is wrong with the configuration.
//
// {config, surface: "banner" | "preferences" | "reopen", name, region, signal, lang, site: "light" | "dark", style, still}

'use strict';
(() => {
  const wanted = read();
  const root = document.documentElement;
  // The record never mixes with that of the demo, nor with that of another preview beside it.
  const name = /^[\w-]+$/.test(wanted.name ?? '') ? wanted.name : 'octoconsent-preview';

  root.lang = wanted.lang || 'en';
  if (wanted.rtl) root.dir = 'rtl';
  if (wanted.site === 'dark') root.dataset.site = 'dark';
  for (const [property, value] of Object.entries(wanted.style ?? {})) if (property.startsWith('--octoconsent-')) root.style.setProperty(property, value);
  if (wanted.region) window.octoconsentRegion = wanted.region;
  Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: Boolean(wanted.signal), configurable: true });
  forget();

  // A dialog takes the focus when it opens; here it would be that of the form around, in the middle of a word.
  let told = false;
  let around = null;
  const framed = parent !== window && within();
  const look = () => {
    if (framed && parent.document.activeElement !== window.frameElement) around = parent.document.activeElement;
  };
  addEventListener('focusin', () => !told && around?.focus({ preventScroll: true }));

  window.octoconsent = [show];
  // Also where the product does not load: then there is nothing to wait for.
  addEventListener('load', () => {
    if (!told) tell(Array.isArray(window.octoconsent) ? [{ path: '', message: 'octoconsent.js did not load' }] : []);
  });

  /** Whether the page around is one of ours. */
  function within() {
    try {
      return Boolean(parent.document);
    } catch {
      return false;
    }
  }

  function tell(faults) {
    told = true;
    if (framed) parent.postMessage({ octoconsent: 'shown', faults, number: wanted.number }, location.origin);
  }

  function read() {
    try {
      return JSON.parse(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return {};
    }
  }

  /** Each preview is a first visit. */
  function forget() {
    try {
      document.cookie = `${name}=; path=/; max-age=0; SameSite=Lax`;
      for (const key of Object.keys(localStorage)) if (key.startsWith(name)) localStorage.removeItem(key);
    } catch {
      // Storage is forbidden: there is nothing to forget.
    }
  }

  function show(api) {
    const config = wanted.config ?? { categories: [{ id: 'analytics', title: 'Analytics' }] };
    const faults = faultsOf(api, config);
    if (faults.length) return tell(faults);
    const late = [];
    const hear = ({ detail }) => late.push(...(detail.faults.length ? detail.faults : [{ path: '', message: detail.message }]));
    document.addEventListener('octoconsent:error', hear);
    look();
    api.start(harmless(config));
    document.removeEventListener('octoconsent:error', hear);
    if (wanted.surface === 'preferences') api.showPreferences();
    if (wanted.surface === 'reopen') api.hide();
    drawn(() => tell(late));
  }

  /** All that is wrong with a configuration, in the product's own words. A key that it does not know keeps it from starting. */
  function faultsOf(api, config) {
    const key = '(preview)';
    let faults = [];
    const hear = ({ detail }) => (faults = detail.faults.length ? detail.faults : [{ path: '', message: detail.message }]);
    const loud = console.error;
    console.error = () => {};
    document.addEventListener('octoconsent:error', hear);
    api.start(config && typeof config === 'object' && !Array.isArray(config) ? { ...config, [key]: true } : config);
    document.removeEventListener('octoconsent:error', hear);
    console.error = loud;
    return faults.filter(({ path }) => path !== key);
  }

  /** Without what would send something, read another banner's record, load the page again, or hide from this browser. */
  function harmless({ logUrl, refreshUrl, siblings, import: banners, reload, robots, locales, cookie, ...config }) {
    const { days, daysDenied } = cookie ?? {};
    return { ...config, cookie: { name, ...(days && { days }), ...(daysDenied && { daysDenied }) } };
  }

  /** Waits until a surface is there, for as long as a file of texts may take. */
  function drawn(done) {
    const end = performance.now() + 600;
    const wait = () => {
      look();
      const shadow = document.querySelector('octo-consent')?.shadowRoot;
      const surface = shadow?.querySelector('dialog[open], [part~="banner"], [part~="reopen"]');
      if (!surface && performance.now() < end) return setTimeout(wait, 15);
      if (wanted.still) for (const animation of shadow?.getAnimations?.() ?? []) finish(animation);
      done();
    };
    wait();
  }

  function finish(animation) {
    try {
      animation.finish();
    } catch {
      // An endless one has no end.
    }
  }
})();
