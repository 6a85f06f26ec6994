// The page that shows what became of a picture.
import { call, explain, Problem } from './api.js';
import { announce, byId, el, show } from './dom.js';
import * as looks from './look-view.js';
import * as products from './products-view.js';
import * as skin from './skin-view.js';
import { known, ours, t } from './words.js';

const upload = new URL(location.href).searchParams.get('upload');

/** Says that there is nothing to show, and why. */
function nothing(title, text) {
  byId('loading').hidden = true;
  byId('title').textContent = title;
  byId('nothing-text').textContent = text;
  byId('nothing').hidden = false;
  announce(title);
}

const ofDoctor = (text) => /dermatologist/i.test(text);

/** The advice in the page's language; what the box of the doctor says is left to it. */
function adviceOf(recommendation) {
  const english = recommendation?.advice ?? [];
  const malay = recommendation?.advice_ms ?? [];
  return english.flatMap((text, index) => (ofDoctor(text) ? [] : [ours(text, malay[index])]));
}

/** Whether a doctor is due: by the grade, or because the advice says so. */
function needsDoctor(analysis, recommendation) {
  const grade = analysis.features?.severity ?? recommendation?.severity;
  return grade === 'VERY_SEVERE' || (recommendation?.advice ?? []).some(ofDoctor);
}

function abstained(analysis) {
  const reason = analysis.reason ?? 'OTHER';
  byId('abstained-text').textContent = known(`reason.${reason}`, t('reason.OTHER'));
  const tips = ['light', 'face', 'still', 'clean'].map((tip) => el('li', {}, t(`tip.${tip}`)));
  show(byId('tips'), tips);
  byId('abstained').hidden = false;
}

function seen(analysis, recommendation) {
  const { features } = analysis;
  if (!skin.answered(features)) {
    byId('title').textContent = t('seen.nothing');
    return;
  }
  byId('title').textContent = skin.headline(features, recommendation);
  const score = features.skin_score ?? recommendation?.skin_score;
  show(byId('overview'), skin.score(score), skin.findings(features, recommendation));
  byId('overview-card').hidden = false;
  if (features.note === 'CLOSE_UP') {
    byId('close-up').hidden = false;
  }
  show(byId('signs'), skin.signs(features));
  byId('signs-card').hidden = false;
}

function advised(analysis, recommendation) {
  const { features } = analysis;
  byId('doctor').hidden = !needsDoctor(analysis, recommendation);
  if (recommendation?.chapter && skin.answered(features)) {
    show(byId('chapter'), skin.chapter(recommendation.chapter, features));
    byId('chapter-card').hidden = false;
  }
  const advice = adviceOf(recommendation);
  show(byId('advice'), advice.map((text) => el('li', {}, text)));
  byId('advice-card').hidden = advice.length === 0;
}

function showProducts(subject, analysis, recommendation) {
  const list = recommendation.products ?? [];
  const told = (product) => (kind) => tell(subject, analysis, product, kind);
  show(byId('products'), list.map((product) => products.card(product, told(product))));
  const fewer = ours(recommendation.fewer_reason, recommendation.fewer_reason_ms);
  byId('fewer').textContent = fewer ?? (list.length === 0 ? t('product.none') : '');
  byId('fewer').hidden = byId('fewer').textContent === '';
  byId('basics').hidden = !recommendation.basics_only;
  byId('products-card').hidden = false;
}

/** Keeps what was told; a bad reaction is followed by a recommendation without the product. */
async function tell(subject, analysis, product, kind) {
  await products.tell(subject, product, kind);
  if (kind !== 'reacted_badly') {
    return;
  }
  const fresh = await products.newest(subject);
  const recommendation = fresh ?? {
    ...analysis.recommendation,
    products: analysis.recommendation.products.filter((other) => other.id !== product.id),
  };
  showProducts(subject, analysis, recommendation);
  advised(analysis, recommendation);
  const text = t('feedback.excluded', { product: product.title });
  const note = byId('excluded');
  note.textContent = text;
  note.hidden = false;
  note.focus();
}

async function showLooks(subject, recommendation) {
  const all = [recommendation.look, ...(recommendation.more_looks ?? [])].filter(Boolean);
  if (all.length === 0) {
    return;
  }
  const [colours, saved] = await Promise.all([
    looks.coloursOf(all),
    looks.savedLooks(subject, upload),
  ]);
  const card = (look) =>
    looks.card(look, colours, saved.has(look.id), (one) => looks.saveLook(subject, upload, one));
  show(byId('look'), card(all[0]));
  show(byId('more-looks'), all.slice(1).map(card));
  byId('more').hidden = all.length < 2;
  byId('look-card').hidden = false;
}

async function start() {
  if (!upload) {
    nothing(t('none.title'), t('none.text'));
    return;
  }
  const analysis = await call('POST', '/v1/analyze', { upload_id: upload });
  if (analysis.status === 'SET_ASIDE' || analysis.status === 'NOT_ARRIVED') {
    const reason = analysis.status === 'SET_ASIDE' ? analysis.reason : 'NOT_ARRIVED';
    nothing(t('set_aside.title'), known(`reason.${reason}`, t('reason.OTHER')));
    return;
  }
  const subject = analysis.subject_id;
  // What was told since then counts: the newest is shown where it is of the same picture.
  const latest = subject ? await products.newest(subject).catch(() => null) : null;
  const recommendation = latest?.upload_id === upload ? latest : analysis.recommendation;
  seen(analysis, recommendation);
  if (analysis.status === 'ABSTAINED') {
    abstained(analysis);
  }
  advised(analysis, recommendation);
  byId('loading').hidden = true;
  byId('answer').hidden = false;
  byId('answer').dataset.ready = 'true';
  announce(t('result.ready'));
  if (recommendation && subject) {
    showProducts(subject, analysis, recommendation);
    await showLooks(subject, recommendation);
  }
  byId('answer').dataset.ready = 'all';
}

start().catch((error) => {
  if (!(error instanceof Problem)) {
    throw error;
  }
  const away = error.status === 422 || error.status === 409;
  nothing(away ? t('set_aside.title') : t('none.title'), explain(error));
});
