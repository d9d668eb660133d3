/* The site's own script: what its cookie policy promises beyond blocking tags and deleting cookies. */
'use strict';

window.octoconsent = window.octoconsent || [];
window.octoconsent.push((consent) => {
  const THIRTEEN_MONTHS = 395 * 86_400_000;
  const NECESSARY = ['session', 'consent'];

  // Nothing is kept longer than 13 months, though the trackers prolong their cookies and local storage never expires:
  // after that time everything is deleted and the question is asked anew.
  consent.on('ready', ({ record }) => {
    if (record && Date.now() - new Date(record.created) > THIRTEEN_MONTHS) consent.reset();
  });

  consent.on('ready', settle);
  consent.on('choice', settle);
  consent.on('change', settle);

  function settle() {
    const { services } = consent.decision();
    silence(services);
    tell(services);
  }

  /**
   * A script that runs cannot be stopped from outside, and what waits in its queue would still be sent after a
   * withdrawal. So these two are told, in their own words; and told again when consent comes back.
   */
  function silence({ audience, campaigns }) {
    const { posthog, mixpanel } = window;
    if (posthog?.__loaded) {
      const denied = audience === 'denied';
      posthog.set_config({ disable_persistence: denied, before_send: (event) => (denied ? null : event) });
    }
    if (mixpanel?.stop_batch_senders) {
      if (campaigns === 'denied') {
        mixpanel.disable();
        mixpanel.stop_batch_senders();
        mixpanel.set_config({ disable_persistence: true });
      } else {
        mixpanel.set_config({ disable_persistence: false });
        mixpanel.enable();
        mixpanel.start_batch_senders();
      }
    }
  }

  /** The policy page says what the choice is now. */
  function tell(services) {
    const optional = Object.keys(services).filter((id) => !NECESSARY.includes(id));
    const granted = optional.filter((id) => services[id] === 'granted').length;
    const choice = !consent.record() ? 'none' : granted === 0 ? 'denied' : granted < optional.length ? 'some' : 'all';
    for (const line of document.querySelectorAll('[data-choice]')) line.textContent = line.dataset[choice];
  }
});
