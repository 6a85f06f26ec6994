// Products, and what people tell of them.
import { call, explain, find, Problem } from './api.js';
import { announce, el, safeLink, safePicture } from './dom.js';
import { known, ours, t } from './words.js';

const prices = new Intl.NumberFormat('en-MY', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const price = (ringgit) =>
  ringgit === null || ringgit === undefined ? t('product.no_price') : `RM ${prices.format(ringgit)}`;

/** A link to a shop, or nothing where the address is none that we lead to. */
export function shopLink(address, title, name = 'button quiet') {
  const href = safeLink(address);
  return href
    ? el(
        'a',
        { class: name, href, target: '_blank', rel: 'noopener noreferrer nofollow' },
        t('product.shop'),
        el('span', { class: 'unseen' }, ` ${title} ${t('product.new_tab')}`),
      )
    : el('span', { class: 'soft' }, t('product.no_link'));
}

function picture(product) {
  const drawn = `/products/${encodeURIComponent(product.id)}.svg`;
  const image = el('img', { src: safePicture(product.image) ?? drawn, alt: '', width: 120, height: 160 });
  image.addEventListener('error', () => (image.src = drawn), { once: true });
  return image;
}

/**
 * The card of a product.
 *
 * @param told called with `liked`, `bought` or `reacted_badly`; resolves when it is kept
 */
export function card(product, told) {
  const said = el('p', { class: 'said', role: 'status' });
  return el(
    'li',
    { class: 'product' },
    el('div', { class: 'product-picture' }, picture(product)),
    el(
      'div',
      { class: 'product-text' },
      el('p', { class: 'slot' }, known(`slot.${product.slot}`, product.slot)),
      el('h3', {}, product.title),
      el('p', { class: 'price' }, price(product.price_rm)),
      el('p', {}, ours(product.why?.en, product.why?.ms) ?? product.reasons?.[0]?.text ?? ''),
      el('p', {}, shopLink(product.link, product.title)),
      feedback(product, told, said),
      said,
    ),
  );
}

function feedback(product, told, said) {
  const group = el('div', { class: 'feedback', role: 'group', 'aria-label': t('feedback.about', { product: product.title }) });
  const buttons = ['liked', 'bought'].map((kind) => simple(kind, told, said));
  const badly = el('button', { type: 'button', class: 'small' }, t('feedback.reacted_badly'));
  badly.addEventListener('click', () => confirm(group, badly, product, told, said));
  group.append(...buttons, badly);
  return group;
}

function simple(kind, told, said) {
  const button = el('button', { type: 'button', class: 'small', 'aria-pressed': 'false' }, t(`feedback.${kind}`));
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-pressed') === 'true') {
      return;
    }
    try {
      await told(kind);
      button.setAttribute('aria-pressed', 'true');
      said.textContent = t('feedback.thanks');
    } catch (error) {
      said.textContent = explain(error);
    }
  });
  return button;
}

/** A bad reaction cannot be taken back: it is asked for twice. */
function confirm(group, badly, product, told, said) {
  const no = el('button', { type: 'button', class: 'small' }, t('feedback.keep'));
  const yes = el('button', { type: 'button', class: 'small danger' }, t('feedback.leave_out'));
  const question = el(
    'div',
    { class: 'question', role: 'group', 'aria-label': t('feedback.sure', { product: product.title }) },
    el('p', {}, t('feedback.sure', { product: product.title })),
    yes,
    no,
  );
  const back = () => {
    question.remove();
    group.hidden = false;
    badly.focus();
  };
  no.addEventListener('click', back);
  question.addEventListener('keydown', (event) => event.key === 'Escape' && back());
  yes.addEventListener('click', async () => {
    yes.disabled = true;
    try {
      await told('reacted_badly');
    } catch (error) {
      back();
      said.textContent = explain(error);
    }
  });
  group.hidden = true;
  group.after(question);
  announce(t('feedback.sure', { product: product.title }));
  yes.focus();
}

/** Tells what a person did with a product. */
export async function tell(subject, product, kind) {
  const taken = await call('POST', '/v1/feedback', {
    subject_id: subject,
    items: [{ product_id: product.id, kind }],
  });
  const refused = taken?.refused?.[0];
  if (refused) {
    throw new Problem(422, { detail: refused.reason }, null);
  }
}

/** The newest recommendation of a person, or null. */
export async function newest(subject) {
  const answer = await find(`/v1/recommendations/${encodeURIComponent(subject)}`);
  return answer?.recommendation ?? null;
}
