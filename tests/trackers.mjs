/**
 * The servers that the trackers on the pages under `www/` talk to, and the trackers' own files.
 *
 * Real builds come out of node_modules; the endpoints answer as the vendors' servers do, well enough that every
 * tracker carries on. Nothing is kept: what was asked is in the request log of the server that mounts these routes.
 */
import { fileURLToPath } from 'node:url';
import { standIns } from './stand-ins.mjs';

const installed = (path) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

/** URL path → file. Builds that load no further script of their own. */
export const vendorFiles = new Map([
  ['/vendor/posthog.js', installed('posthog-js/dist/array.no-external.js')],
  ['/vendor/mixpanel.js', installed('mixpanel-browser/dist/mixpanel.min.js')],
  ['/vendor/snowplow.js', installed('@snowplow/browser-tracker/dist/index.umd.min.js')],
  ['/vendor/amplitude.js', installed('@amplitude/analytics-browser/lib/scripts/amplitude-min.js')],
]);

/** The transparent 1×1 GIF that tracking endpoints answer with. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const TOKEN = 'phc_[A-Za-z0-9]+';

/** @param {import('express').Express} app adds `/t/posthog`, `/t/mixpanel`, `/t/snowplow`, `/t/amplitude`, `/t/matomo`, `/t/octoop`, `/t/oktopost`, `/t/telecom`, `/t/social`, `/t/gtm`, `/t/meta`, `/t/clarity` */
export function trackerRoutes(app) {
  app.use('/t', crossOrigin);
  posthog(app);
  mixpanel(app);
  snowplow(app);
  amplitude(app);
  matomo(app);
  octoop(app);
  oktopost(app);
  telecom(app);
  social(app);
  snippets(app);
  standIns(app);
  // A tracker that asks for something unknown here is a hole in this file: say so, do not fall through to a page.
  app.use('/t', (request, response) => response.status(404).json({ error: `no such endpoint: ${request.originalUrl}` }));
}

/** Vendors accept every origin; Snowplow and beacons send credentials, so `*` would not do. */
function crossOrigin(request, response, next) {
  const { origin } = request.headers;
  response.set({
    'Access-Control-Allow-Origin': origin ?? '*',
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
    'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? 'Content-Type',
    'Access-Control-Max-Age': '600',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'no-store',
    Vary: 'Origin, Access-Control-Request-Headers',
  });
  if (origin) response.set('Access-Control-Allow-Credentials', 'true');
  if (request.method === 'OPTIONS') return void response.status(204).end();
  request.resume(); // bodies are of no interest, but unread ones would hold up the connection
  next();
}

const json = (value) => (request, response) => void response.json(value);
const pixel = (request, response) => void response.type('image/gif').send(PIXEL);

/** https://posthog.com/docs/api: remote configuration, feature flags, capture. */
function posthog(app) {
  const config = {
    token: undefined, // filled in per request
    supportedCompression: ['gzip', 'gzip-js'],
    hasFeatureFlags: true,
    captureDeadClicks: false,
    capturePerformance: false,
    autocapture_opt_out: false,
    autocaptureExceptions: false,
    analytics: { endpoint: '/i/v0/e/' },
    elementsChainAsString: true,
    errorTracking: { autocaptureExceptions: false, suppressionRules: [] },
    sessionRecording: false,
    heatmaps: false,
    surveys: false,
    productTours: false,
    conversations: false,
    defaultIdentifiedOnly: true,
    siteApps: [],
  };
  const flags = {
    errorsWhileComputingFlags: false,
    flags: {},
    featureFlags: {},
    featureFlagPayloads: {},
    quotaLimited: [],
    requestId: '00000000-0000-4000-8000-000000000000',
  };
  const token = new RegExp(`^/t/posthog/array/(${TOKEN})/config/?$`);
  const tokenScript = new RegExp(`^/t/posthog/array/(${TOKEN})/config\\.js$`);

  app.get(token, (request, response) => void response.json({ ...config, token: request.params[0] }));
  app.get(tokenScript, (request, response) => {
    const key = JSON.stringify(request.params[0]);
    const entry = JSON.stringify({ config: { ...config, token: request.params[0] }, siteApps: [] });
    response.type('text/javascript').send(`(window._POSTHOG_REMOTE_CONFIG ??= {})[${key}] = ${entry};`);
  });
  app.all(['/t/posthog/flags', '/t/posthog/flags/'], json(flags));
  app.all(['/t/posthog/decide', '/t/posthog/decide/'], json({ ...config, ...flags }));
  app.all(['/t/posthog/e', '/t/posthog/e/', '/t/posthog/i/v0/e', '/t/posthog/i/v0/e/', '/t/posthog/batch', '/t/posthog/batch/',
    '/t/posthog/s', '/t/posthog/s/', '/t/posthog/i/v1/logs', '/t/posthog/i/v1/metrics'], json({ status: 'Ok' }));
  app.all(/^\/t\/posthog\/api\/surveys\/?$/, json({ surveys: [] }));
  app.all(/^\/t\/posthog\/api\/(web_experiments|product_tours|early_access_features)\/?$/, (request, response) =>
    void response.json({ experiments: [], product_tours: [], earlyAccessFeatures: [] }));
}

/** https://developer.mixpanel.com/reference/ingestion-api: `1`, or an object where `verbose=1` was asked for. */
function mixpanel(app) {
  app.all(/^\/t\/mixpanel\/(track|engage|groups|record)\/?$/, (request, response) => {
    if (request.query.verbose === '1') return void response.json({ error: null, status: 1 });
    if (request.query.img === '1') return void pixel(request, response);
    response.type('text/plain').send('1');
  });
  app.all(/^\/t\/mixpanel\/flags\/?$/, json({ flags: {} }));
  app.all(/^\/t\/mixpanel\/settings\/?$/, json({ sdk_config: { config: {} } }));
}

/** https://docs.snowplow.io/docs/collector-basics: POST tp2, the GET pixel, and the collector's own cookie (`sp`), off here. */
function snowplow(app) {
  app.post('/t/snowplow/com.snowplowanalytics.snowplow/tp2', (request, response) => void response.type('text/plain').send('ok'));
  app.get('/t/snowplow/i', pixel);
}

/** https://amplitude.com/docs/apis/analytics/http-v2: how many events arrived. */
function amplitude(app) {
  app.post('/t/amplitude/2/httpapi', json({ code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1 }));
}

/** https://developer.matomo.org/api-reference/tracking-api: the pixel; a beacon or `send_image=0` gets no content. */
function matomo(app) {
  app.all(['/t/matomo/matomo.php', '/t/matomo/piwik.php'], (request, response) => {
    if (request.method === 'POST' || request.query.send_image === '0') return void response.status(204).end();
    pixel(request, response);
  });
}

/** OCTOOP's own optional services: clicks on shortened links, and the partner programme. */
function octoop(app) {
  app.all(['/t/octoop/links', '/t/octoop/referral'], (request, response) => void response.status(204).end());
}

/** Oktopost's own: the beacon of its campaigns, what LinkedIn's tag reports to, and how far away a visitor is. */
function oktopost(app) {
  app.get(['/t/oktopost/beacon.gif', '/t/oktopost/linkedin/collect'], pixel);
  app.get('/t/oktopost/near', (request, response) => {
    const [lat, lon] = [request.query.lat, request.query.lon].map(Number);
    // A visitor who gives no position is placed by the address: here that is always this machine.
    response.json(request.query.lat === undefined ? { by: 'address' } : { by: 'position', km: Math.round(distance(lat, lon) / 10) * 10 });
  });
}

/** Kilometres to the middle of Israel, on a sphere. */
function distance(lat, lon) {
  const [a, b, turn] = [lat, 31.5, lon - 34.9].map((degrees) => (degrees * Math.PI) / 180);
  return 6371 * Math.acos(Math.min(1, Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn)));
}

/** Octopus Telecom's own pixel, and the endpoints of its partners: one measures orders, one chooses advertisements. */
function telecom(app) {
  app.get(['/t/telecom/pixel.gif', '/t/telecom/partner/pixel.gif'], pixel);
  app.get('/t/telecom/partner/ad', (request, response) => {
    response.json({ topic: String(request.query.interests ?? '').split(',').find((topic) => AD_TOPICS.includes(topic)) ?? 'domains' });
  });
}

const AD_TOPICS = ['domains', 'hosting', 'mail'];

/** What social networks embed, as far as it shows: a frame in the network's colour that keeps the cookies which the real one keeps. */
const NETWORKS = {
  linkedin: ['LinkedIn', '#0a66c2', ['bcookie=v2; Max-Age=31536000', 'lidc=b; Max-Age=86400']],
  facebook: ['Facebook', '#0866ff', ['datr=d; Max-Age=34560000']],
  youtube: ['YouTube', '#c4001a', ['VISITOR_INFO1_LIVE=v; Max-Age=15552000', 'YSC=y']],
  twitter: ['Twitter', '#0f1419', ['guest_id=g; Max-Age=34128000']],
  instagram: ['Instagram', '#a3207f', ['ig_did=i; Max-Age=31536000']],
  tiktok: ['TikTok', '#121212', ['ttwid=t; Max-Age=31536000']],
};

function social(app) {
  app.get('/t/social/:network', (request, response, next) => {
    const [name, colour, cookies] = NETWORKS[request.params.network] ?? [];
    if (!name) return void next();
    response.set('Set-Cookie', cookies.map((cookie) => `${cookie}; Path=/; SameSite=Lax`)).type('html').send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${name}</title>
<style>
  body { margin: 0; min-height: 100vh; box-sizing: border-box; padding: 1.2rem; display: flex; flex-direction: column; justify-content: space-between;
    font: 1rem/1.45 system-ui, sans-serif; background: ${colour}; color: #fff; }
  p { margin: 0; } b { font-size: 1.25rem; }
</style>
<body><p><b>${name}</b></p><p>This frame stands for what ${name} would show here. It was loaded because you allowed it.</p></body>
</html>
`);
  });
}

/**
 * Stand-ins for scripts that vendors do not give away: each says that it ran, sends what its snippet has queued, then takes
 * further calls at once, as the vendor's own does.
 */
function snippets(app) {
  const script = (text) => (request, response) => void response.type('text/javascript').send(text);
  const send = "const at = document.currentScript.src; const send = (path, name) => { new Image().src = new URL(`${path}${name}`, at); };";
  app.get('/t/gtm/gtm.js', script(`(() => { ran('gtm'); ${send}
    const take = (entry) => send('collect?event=', entry.event);
    dataLayer.forEach(take);
    dataLayer.push = (...entries) => { entries.forEach(take); return Array.prototype.push.apply(dataLayer, entries); };
    document.cookie = '_gtm=1; path=/'; })()`));
  app.get('/t/meta/fbevents.js', script(`(() => { ran('meta'); ${send}
    fbq.callMethod = (method, name) => { if (method === 'track') send('tr?ev=', name); };
    while (fbq.queue.length) fbq.callMethod.apply(fbq, fbq.queue.shift()); })()`));
  app.get('/t/matomo/matomo.js', script(`(() => { ran('matomo');
    let url;
    const commands = { setTrackerUrl: (given) => { url = given; }, trackPageView: () => navigator.sendBeacon(url + '?action=view'),
      trackEvent: (category, action) => navigator.sendBeacon(url + '?action=' + action) };
    const take = ([name, ...values]) => commands[name]?.(...values);
    const queued = window._paq;
    queued.filter(([name]) => name.startsWith('set')).forEach(take);
    queued.filter(([name]) => !name.startsWith('set')).forEach(take);
    window._paq = { push: (...calls) => calls.forEach(take) }; })()`));
  app.get('/t/clarity/tag/:id', script(`(() => { ran('clarity');
    const at = document.currentScript.src;
    const take = (...call) => fetch(new URL('/t/clarity/collect?call=' + call[0], at), { method: 'POST', mode: 'no-cors' });
    const queued = window.clarity.q || [];
    window.clarity = take;
    take('start');
    queued.forEach((call) => take(...call)); })()`));
  app.all(['/t/gtm/collect', '/t/meta/tr'], pixel);
  app.all('/t/clarity/collect', (request, response) => void response.status(204).end());
}
