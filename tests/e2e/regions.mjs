// A site that says what its categories are used for, and what of it is asked for before a choice.

/** One category of each use, with the rules that come with octoconsent. */
export const SITE = {
  presets: true,
  categories: [
    { id: 'necessary', necessary: true, title: 'Necessary' },
    { id: 'statistics', use: 'statistics', title: 'Statistics', cookies: [{ name: 'visits' }] },
    { id: 'look', use: 'appearance', title: 'Look' },
    { id: 'chat', use: 'functional', title: 'Chat' },
    { id: 'ads', use: 'advertising', title: 'Ads' },
    { id: 'health', use: 'sensitive', title: 'Health' },
  ],
};

export const NECESSARY = ['necessary'];
export const OBJECTION = ['frame', 'look', 'necessary', 'statistics'];
export const WITHOUT_ADS = ['chat', 'frame', 'look', 'necessary', 'statistics'];
export const OPT_OUT = ['ads', ...WITHOUT_ADS];

/** What was asked for, by name, once everything that was on its way has come. */
export async function asked(page) {
  await page.settled();
  return page.requests().map((path) => path.replace(/^\/s\/(.*)\.\w+$/, '$1'));
}
