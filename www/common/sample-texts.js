// What the site of the gallery says of its categories, by language.

export const TEXTS = {
  en: {
    necessary: 'Necessary', necessaryText: 'The site does not work without these: they keep you logged in and remember this choice.',
    functional: 'Comfort', functionalText: 'Videos and maps from other providers. If you refuse, you see a picture with a link in their place.',
    analytics: 'Statistics', analyticsText: 'Tells us which pages are read. If you refuse, the site works the same.',
    targeting: 'Advertising', targetingText: 'Shows advertisements that fit you. If you refuse, you see as many, but any.',
    policy: 'Privacy policy', imprint: 'Imprint',
  },
  de: {
    necessary: 'Notwendig', necessaryText: 'Ohne diese funktioniert die Website nicht: Sie halten Sie angemeldet und merken sich diese Auswahl.',
    functional: 'Komfort', functionalText: 'Videos und Karten anderer Anbieter. Wenn Sie ablehnen, sehen Sie stattdessen ein Bild mit einem Link.',
    analytics: 'Statistik', analyticsText: 'Zeigt uns, welche Seiten gelesen werden. Wenn Sie ablehnen, funktioniert die Website genauso.',
    targeting: 'Werbung', targetingText: 'Zeigt Werbung, die zu Ihnen passt. Wenn Sie ablehnen, sehen Sie ebenso viel, aber beliebige.',
    policy: 'Datenschutzerklärung', imprint: 'Impressum',
  },
  fr: {
    necessary: 'Nécessaires', necessaryText: 'Le site ne fonctionne pas sans eux : ils vous gardent connecté et mémorisent ce choix.',
    functional: 'Confort', functionalText: 'Vidéos et cartes d’autres fournisseurs. En cas de refus, une image avec un lien les remplace.',
    analytics: 'Mesure d’audience', analyticsText: 'Nous indique quelles pages sont lues. En cas de refus, le site fonctionne de la même façon.',
    targeting: 'Publicité', targetingText: 'Affiche des publicités qui vous correspondent. En cas de refus, vous en voyez autant, mais quelconques.',
    policy: 'Politique de confidentialité', imprint: 'Mentions légales',
  },
};
