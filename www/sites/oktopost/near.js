/* How far away the visitor is. The browser asks before it tells us a position; where it does not, the page says no distance. */
(async () => {
  'use strict';

  const KEY = 'okt_near';
  const line = document.getElementById('far');
  if (!line) return;

  const answer = read() || (await ask());
  // Consent may have been taken back while the browser asked.
  if (!window.octoconsent?.granted?.('near')) return;
  line.dataset.far = line.textContent;
  line.textContent = answer.km === undefined ? 'Your browser did not tell us where you are.' : `About ${answer.km.toLocaleString('en')} km from you to us.`;

  function read() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY));
    } catch {
      return null;
    }
  }

  async function ask() {
    const position = await new Promise((found) => {
      if (!navigator.geolocation) return found(null);
      navigator.geolocation.getCurrentPosition(found, () => found(null), { timeout: 60_000 });
    });
    if (!position || !window.octoconsent?.granted?.('near')) return {};
    // A tenth of a degree is about 10 km: nobody needs more for a distance.
    const { latitude, longitude } = position.coords;
    const response = await fetch(`/t/oktopost/near?lat=${latitude.toFixed(1)}&lon=${longitude.toFixed(1)}`);
    const found = await response.json();
    try {
      sessionStorage.setItem(KEY, JSON.stringify(found));
    } catch {
      // It is worked out again on the next page.
    }
    return found;
  }
})();
