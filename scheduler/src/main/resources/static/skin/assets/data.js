// What is held about the person of this visit, and deleting it.
import { call, explain, find, visitor } from './api.js';
import { announce, byId, el, show } from './dom.js';
import { answers } from './store.js';
import { known, lang, percent, t, when } from './words.js';

const MOST = 50;
const COUNTS = ['uploads', 'objects', 'features', 'recommendations', 'analyses', 'looks', 'interactions'];

function row(name, value) {
  return [el('dt', {}, name), el('dd', {}, value)];
}

function described(features) {
  const signs = Object.entries(features.conditions ?? {})
    .filter(([, p]) => p > 0.5)
    .map(([name, p]) => `${known(`condition.${name.toLowerCase()}`, name)} ${percent(p)}`);
  const unknown = t('data.unknown');
  return [
    row(t('data.of'), when(features.event_time)),
    row(t('grade.title'), features.severity ? t(`grade.${features.severity}`) : unknown),
    row(t('type.title'), features.skin_type ? t(`type.${features.skin_type}`) : unknown),
    row(t('data.score'), features.skin_score === undefined || features.skin_score === null ? unknown : String(features.skin_score)),
    row(t('data.signs'), signs.length > 0 ? signs.join(', ') : t('data.no_signs')),
    row(t('data.tone'), toneOf(features.face?.tone ?? features.tone) ?? unknown),
  ].flat();
}

/** A tone such as `medium-warm` in words; null when it is not known. */
function toneOf(tone) {
  if (!tone || tone === 'unknown') {
    return null;
  }
  return tone.split('-').map((word) => known(`shade.${word}`, word)).join(', ');
}

function analysisRow(analysis) {
  const href = `/skin/result?upload=${encodeURIComponent(analysis.upload_id)}&lang=${lang}`;
  const text = when(analysis.created_at);
  return el(
    'li',
    {},
    analysis.upload_id ? el('a', { href }, text) : text,
    ' ',
    el('span', { class: 'soft' }, known(`status.${analysis.status}`, analysis.status)),
  );
}

async function held(subject) {
  const path = encodeURIComponent(subject);
  const [features, list] = await Promise.all([
    find(`/v1/features/${path}`),
    find(`/v1/subjects/${path}/analyses?limit=${MOST}`),
  ]);
  const analyses = Array.isArray(list) ? list : (list?.analyses ?? []);
  byId('subject').textContent = subject;
  show(byId('features'), features ? described(features) : row(t('data.features'), t('data.none_yet')));
  show(
    byId('analyses'),
    analyses.length > 0 ? analyses.map(analysisRow) : el('li', {}, t('data.none_yet')),
  );
  byId('held').hidden = false;
}

function asked(open) {
  byId('confirm').hidden = !open;
  byId('delete').hidden = open;
  if (open) {
    announce(byId('confirm-text').textContent);
  }
  byId(open ? 'confirm-yes' : 'delete').focus();
}

async function erase(subject) {
  const yes = byId('confirm-yes');
  yes.setAttribute('aria-disabled', 'true');
  byId('trouble').hidden = true;
  try {
    const counts = await call('DELETE', `/v1/subjects/${encodeURIComponent(subject)}`);
    await call('DELETE', '/visit').catch(() => null); // the cookie then names nobody in any case
    answers.clear();
    show(byId('counts'), COUNTS.flatMap((name) => row(t(`count.${name}`), String(counts?.[name] ?? 0))));
    byId('held').hidden = true;
    byId('erased').hidden = false;
    byId('erased').focus();
  } catch (error) {
    byId('trouble-text').textContent = `${explain(error)} ${t('data.again')}`;
    byId('trouble').hidden = false;
    yes.removeAttribute('aria-disabled');
  }
}

async function start() {
  const subject = await visitor();
  byId('loading').hidden = true;
  if (!subject) {
    byId('nobody').hidden = false;
    return;
  }
  await held(subject);
  byId('delete').addEventListener('click', () => asked(true));
  byId('confirm-no').addEventListener('click', () => asked(false));
  byId('confirm').addEventListener('keydown', (event) => event.key === 'Escape' && asked(false));
  byId('confirm-yes').addEventListener('click', () => {
    if (byId('confirm-yes').getAttribute('aria-disabled') !== 'true') {
      erase(subject);
    }
  });
}

start().catch((error) => {
  byId('loading').hidden = true;
  byId('trouble-text').textContent = explain(error);
  byId('trouble').hidden = false;
});
