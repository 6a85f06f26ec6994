// Keeps the language that was chosen, and what the address says besides it.
import { lang } from './words.js';
import { language } from './store.js';

const address = new URL(location.href);
const asked = address.searchParams.get('lang');

if (asked === lang) {
  language.set(lang);
} else {
  const remembered = language.get();
  if ((remembered === 'en' || remembered === 'ms') && remembered !== lang && !asked) {
    address.searchParams.set('lang', remembered);
    location.replace(address);
  }
}

for (const link of document.querySelectorAll('a[data-lang]')) {
  const other = new URL(location.href);
  other.searchParams.set('lang', link.dataset.lang);
  link.href = other.pathname + other.search;
}
