// What the picture looks like: grade, type, score, signs, chapter.
import { el, svg } from './dom.js';
import { has, known, percent, t } from './words.js';

const PRESENT_ABOVE = 0.5;
const GRADES = ['CLEAR', 'MILD', 'MODERATE', 'SEVERE', 'VERY_SEVERE'];
const ROUND = 2 * Math.PI * 52;

const lower = (name) => name.toLowerCase();

/** Whether anything could be told of the skin. */
export function answered(features) {
  const signs = Object.keys(features?.conditions ?? {});
  return Boolean(features?.severity || features?.skin_type || signs.length > 0);
}

/** The sentence that sums up: "Your skin looks …". */
export function headline(features, recommendation) {
  const type = features?.skin_type ?? recommendation?.skin_type;
  const grade = features?.severity ?? recommendation?.severity;
  if (type && grade) {
    return t('seen.type_and_grade', { type: t(`type.${type}`), grade: t(`grade.${grade}`) });
  }
  if (grade) {
    return t('seen.grade', { grade: t(`grade.${grade}`) });
  }
  return type ? t('seen.type', { type: t(`type.${type}`) }) : t('seen.nothing');
}

/** A ring with the score in it. */
export function score(value) {
  if (value === null || value === undefined) {
    return el('p', { class: 'soft' }, t('score.none'));
  }
  const ring = svg(
    'svg',
    { viewBox: '0 0 120 120', class: 'ring', role: 'img', 'aria-label': t('score.label', { score: value }) },
    svg('circle', { class: 'ring-track', cx: 60, cy: 60, r: 52 }),
    svg('circle', {
      class: 'ring-value',
      cx: 60,
      cy: 60,
      r: 52,
      'stroke-dasharray': `${(ROUND * value) / 100} ${ROUND}`,
      transform: 'rotate(-90 60 60)',
    }),
    svg('text', { x: 60, y: 66, 'text-anchor': 'middle', class: 'ring-number' }, String(value)),
    svg('text', { x: 60, y: 84, 'text-anchor': 'middle', class: 'ring-of' }, t('score.of')),
  );
  return el('div', { class: 'score' }, ring, el('p', { class: 'soft' }, t('score.meaning')));
}

/** Grade and type with what they rest on. */
export function findings(features, recommendation) {
  return el('dl', { class: 'findings' }, grade(features, recommendation), type(features, recommendation));
}

function grade(features, recommendation) {
  const value = features?.severity ?? recommendation?.severity;
  const place = GRADES.indexOf(value);
  const scale = el(
    'span',
    { class: 'scale', 'aria-hidden': 'true' },
    GRADES.map((name, index) => el('span', { class: index <= place ? 'step on' : 'step' })),
  );
  return [
    el('dt', {}, t('grade.title')),
    place < 0
      ? el('dd', {}, t('grade.unknown'))
      : el('dd', {}, el('strong', {}, t(`grade.${value}`)), scale, sure(features?.severity_confidence)),
  ];
}

function type(features, recommendation) {
  const value = recommendation?.skin_type ?? features?.skin_type;
  const reason = recommendation?.skin_type_reason;
  return [
    el('dt', {}, t('type.title')),
    value
      ? el(
          'dd',
          {},
          el('strong', {}, t(`type.${value}`)),
          reason ? el('span', { class: 'soft' }, known(`type_from.${reason}`, reason)) : null,
        )
      : el('dd', {}, t('type.unknown')),
  ];
}

function sure(confidence) {
  return confidence ? el('span', { class: 'soft' }, t('sure', { percent: percent(confidence) })) : null;
}

/** Signs as bars, the largest first; each with its figure and where it comes from. */
export function signs(features) {
  const conditions = Object.entries(features?.conditions ?? {}).sort((a, b) => b[1] - a[1]);
  if (conditions.length === 0) {
    return [el('p', { class: 'soft' }, t('signs.none'))];
  }
  const sources = features.condition_sources ?? {};
  const used = new Set(conditions.map(([name]) => sources[name] ?? 'model'));
  return [
    el('ul', { class: 'bars' }, conditions.map(([name, p]) => sign(name, p, sources[name] ?? 'model'))),
    el(
      'p',
      { class: 'legend soft' },
      [...used].map((source) =>
        el('span', {}, el('span', { class: `key ${source}`, 'aria-hidden': 'true' }), t(`source.${source}_means`)),
      ),
    ),
  ];
}

function sign(name, probability, source) {
  const present = probability > PRESENT_ABOVE;
  const bar = el('span', { class: `bar ${source}` });
  bar.style.width = `${Math.round(probability * 100)}%`;
  return el(
    'li',
    { class: present ? 'present' : null },
    el('span', { class: 'bar-name' }, known(`condition.${lower(name)}`, lower(name).replaceAll('_', ' '))),
    el(
      'span',
      { class: 'bar-figure' },
      percent(probability),
      el('span', { class: 'tag' }, t(`source.${source}`)),
      present ? el('span', { class: 'tag strong' }, t('signs.present')) : null,
    ),
    el('span', { class: 'bar-track', 'aria-hidden': 'true' }, bar),
  );
}

/** The chapter with its reason. */
export function chapter(card, features) {
  const name = known(`chapter.${card.number}`, card.name);
  const key = `chapter.${card.number}_because`;
  const reason = has(key) ? t(key, { score: features?.skin_score ?? '' }) : card.reason;
  return [
    el('p', { class: 'chapter-name' }, el('span', { class: 'chapter-number' }, t('chapter.number', { number: card.number })), name),
    el('p', {}, t('chapter.because', { reason })),
  ];
}
