// The words of the page's language; the server writes them into the page.
const words = JSON.parse(document.querySelector('meta[name="words"]').content);

export const lang = document.documentElement.lang;

export function has(key) {
  return Object.hasOwn(words, key);
}

/** The text of a key with its {places} filled in; the key itself when nobody wrote one. */
export function t(key, values = {}) {
  const text = has(key) ? words[key] : key;
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/** The text of a key, or else what is given: for values that the server may add to. */
export function known(key, otherwise) {
  return has(key) ? t(key) : otherwise;
}

/** A text that the API has in both languages. */
export function ours(english, malay) {
  return lang === 'ms' && malay ? malay : english;
}

const dates = new Intl.DateTimeFormat(lang === 'ms' ? 'ms-MY' : 'en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
});

export function when(instant) {
  const time = new Date(instant);
  return Number.isNaN(time.getTime()) ? '' : dates.format(time);
}

export function percent(probability) {
  return `${Math.round(probability * 100)} %`;
}
