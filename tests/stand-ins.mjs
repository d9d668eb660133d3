/**
 * The servers of the sites under `www/sites` and of those vendors on them that give nothing away: logins, chats, players, pixels.
 * They answer as the real ones do, cookies included; what they were asked is in the log of the server that mounts them.
 */

/** The transparent 1×1 GIF of web beacons. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const pixel = (request, response) => void response.type('image/gif').send(PIXEL);
const noContent = (request, response) => void response.status(204).end();
const cookieOf = (request, name) => (request.headers.cookie ?? '').split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
const DAY = 86_400_000;

/** @param {import('express').Express} app adds `/t/octopus-system`, `/t/octomop`, `/t/youtube`, `/t/uet`, `/t/criteo`, `/t/doubleclick` */
export function standIns(app) {
  octopusSystem(app);
  octomop(app);
  advertisers(app);
  youtube(app);
}

/** The client area compares the token of the form with that of the cookie; chat and mailings are only counted. */
function octopusSystem(app) {
  app.post('/t/octopus-system/login', (request, response) => {
    const guard = cookieOf(request, 'osy_guard');
    response.status(guard && guard === request.headers['x-guard'] ? 204 : 403).end();
  });
  app.all(['/t/octopus-system/chat', '/t/octopus-system/mailings'], noContent);
}

/** Octomop's collector takes beacons; its picture of one pixel is the web beacon of e-mails and campaigns. */
function octomop(app) {
  app.post('/t/octomop/collect', noContent);
  app.get(['/t/octomop/open.gif', '/t/octomop/delivered.gif', '/t/octomop/campaign.gif'], pixel);
}

/** Advertising: pixels, of which Google's sets a cookie of its own host; here of its own path. */
function advertisers(app) {
  app.get('/t/uet/action/0', pixel);
  app.get('/t/criteo/event', pixel);
  app.get('/t/doubleclick/activity', (request, response) => {
    response.cookie('IDE', 'AHWqTUm', { path: '/t/doubleclick', maxAge: 395 * DAY, sameSite: 'lax' });
    pixel(request, response);
  });
}

/** The player sets its two cookies as it comes; here for its own path, as there is one host only. */
function youtube(app) {
  app.get('/t/youtube/embed/:film', (request, response) => {
    response.cookie('VISITOR_INFO1_LIVE', 'kq0x1', { path: '/t/youtube', maxAge: 180 * DAY, sameSite: 'lax' });
    response.cookie('YSC', 'p4', { path: '/t/youtube', sameSite: 'lax' });
    response.type('html').send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Film</title>
<style>html { height: 100%; color-scheme: dark } body { margin: 0; height: 100%; display: grid; place-items: center; background: #0b0b0b; color: #fff; font: 1rem system-ui } button { border: 0; border-radius: 1rem; padding: 1.1rem 1.7rem; background: #c00; color: #fff; font-size: 1.6rem }</style>
<body><main><h1 hidden>Film</h1><button type="button" aria-label="Play">▶</button></main>
`);
  });
}
