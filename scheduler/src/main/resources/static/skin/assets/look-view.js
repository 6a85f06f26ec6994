// Make-up looks: shades with their names, and a colour only where the catalogue knows one.
import { call, explain, find } from './api.js';
import { el } from './dom.js';
import { shopLink } from './products-view.js';
import { known, ours, t } from './words.js';

const COLOUR = /^#[0-9a-f]{6}$/i;

/** Colours of shades by product, as far as the catalogue has them. */
export async function coloursOf(looks) {
  const ids = new Set(looks.flatMap((look) => (look.products ?? []).map((product) => product.id)));
  const colours = new Map();
  await Promise.all(
    [...ids].map(async (id) => {
      const product = await find(`/v1/products/${encodeURIComponent(id)}`).catch(() => null);
      for (const shade of product?.makeup?.shades ?? product?.shades ?? []) {
        if (COLOUR.test(shade.colour ?? '')) {
          colours.set(`${id} ${shade.name.toLowerCase()}`, shade.colour);
        }
      }
    }),
  );
  return colours;
}

const FOR_ANY_TONE = 'match it on your jaw by daylight';

/** The foundation in the page's language: a tone of two words, then finishes. */
function foundation(text) {
  const part = (words) => {
    if (words === FOR_ANY_TONE) {
      return t('finish.match');
    }
    const tone = words.split(' ');
    return tone.length > 1
      ? tone.map((word) => known(`shade.${word}`, word)).join(' ')
      : known(`finish.${words.replaceAll('-', '_')}`, words);
  };
  return text.split(', ').map(part).join(', ');
}

function swatch(colour) {
  const dot = el('span', { class: colour ? 'swatch' : 'swatch none', 'aria-hidden': 'true' });
  if (colour) {
    dot.style.backgroundColor = colour;
  }
  return dot;
}

function shades(look, colours) {
  const rows = [
    ['foundation', foundation(look.foundation_shade)],
    ['lipstick', look.lipstick_shade],
    ['eyeshadow', (look.eyeshadow_colours ?? []).join(', ')],
  ];
  if (look.corrector) {
    rows.unshift(['corrector', known(`shade.${look.corrector}`, look.corrector)]);
  }
  return el(
    'dl',
    { class: 'shades' },
    rows.map(([kind, wanted]) => shade(look, colours, kind, wanted)),
  );
}

function shade(look, colours, kind, wanted) {
  const index = (look.products ?? []).findIndex((product) => product.kind === kind);
  const product = index < 0 ? null : look.products[index];
  // Whose tone is not known is shown no shade: it would be a guess.
  const guessed = kind === 'foundation' && look.foundation_shade.startsWith(FOR_ANY_TONE);
  const named = product && !guessed ? product.shade : null;
  const colour = named ? colours.get(`${product.id} ${named.toLowerCase()}`) : null;
  const title = t(`kind.${kind}`);
  return el(
    'div',
    { class: 'shade' },
    el('dt', {}, swatch(colour), title),
    el(
      'dd',
      {},
      el('span', {}, wanted),
      named ? el('span', { class: 'soft' }, t('look.shade', { shade: named })) : null,
      product ? shopLink(look.product_links?.[index], title, 'link') : null,
    ),
  );
}

/**
 * The card of a look.
 *
 * @param saved whether it is saved already
 * @param save called to save it
 */
export function card(look, colours, saved, save) {
  const said = el('p', { class: 'said', role: 'status' });
  const button = el(
    'button',
    { type: 'button', class: 'button quiet', 'aria-pressed': String(saved) },
    saved ? t('look.saved') : t('look.save'),
    el('span', { class: 'unseen' }, ` ${look.name}`),
  );
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-pressed') === 'true') {
      return;
    }
    try {
      await save(look);
      button.setAttribute('aria-pressed', 'true');
      button.firstChild.textContent = t('look.saved');
      said.textContent = t('look.saved_where');
    } catch (error) {
      said.textContent = explain(error);
    }
  });
  const reasoning = ours(look.reasoning, look.reasoning_ms);
  return el(
    'li',
    { class: 'look' },
    el('h3', {}, look.name),
    shades(look, colours),
    reasoning ? el('p', { class: 'soft' }, reasoning) : null,
    button,
    said,
  );
}

/** Ids of the looks that a person saved of an upload. */
export async function savedLooks(subject, upload) {
  const answer = await find(`/v1/subjects/${encodeURIComponent(subject)}/looks`).catch(() => null);
  const list = Array.isArray(answer) ? answer : (answer?.looks ?? []);
  return new Set(
    list.filter((one) => one.saved && one.upload_id === upload).map((one) => one.look?.id),
  );
}

export function saveLook(subject, upload, look) {
  return call('POST', `/v1/subjects/${encodeURIComponent(subject)}/looks`, {
    upload_id: upload,
    look_id: look.id,
  });
}
