// The survey: reading it, filling it again, and saying what is wrong beside the field.
import { byId, el } from './dom.js';
import { t } from './words.js';

const OLDEST = 120;
const MOST_WORDS = 50;
const LONGEST_WORD = 80;

const form = byId('survey');

const chosen = (name) =>
  [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);

/** Words between commas, each once. */
export function listed(text) {
  return [...new Set(text.split(/[,;\n]/).map((word) => word.trim()).filter(Boolean))];
}

/** The survey as the API has it; what is not answered is left out. */
export function read() {
  const survey = { consent: {} };
  const one = (name) => chosen(name)[0] || null;
  const put = (name, value) => {
    if (value !== null && value.length !== 0) {
      survey[name] = value;
    }
  };
  put('skin_type', one('skin_type'));
  put('concerns', chosen('concerns'));
  put('budget', one('budget'));
  const age = form.elements.age.value.trim();
  if (age !== '') {
    survey.age = Number(age);
  }
  put('allergies', listed(form.elements.allergies.value));
  put('current_actives', [
    ...new Set([...chosen('current_actives'), ...listed(form.elements.other_actives.value)]),
  ]);
  const pregnant = one('pregnant');
  if (pregnant !== null) {
    survey.pregnant = pregnant === 'yes';
  }
  for (const use of form.querySelectorAll('input[name="consent"]')) {
    survey.consent[use.value] = use.checked;
  }
  return survey;
}

/** All that is filled in, by name of the field. */
export function filled() {
  const values = {};
  for (const input of form.querySelectorAll('input[name]:not([type=file])')) {
    const list = (values[input.name] ??= []);
    if (input.type === 'checkbox' || input.type === 'radio') {
      if (input.checked) {
        list.push(input.value);
      }
    } else {
      list.push(input.value);
    }
  }
  return values;
}

/** Fills in what was remembered. */
export function refill(values) {
  for (const input of form.querySelectorAll('input[name]:not([type=file])')) {
    const list = values?.[input.name];
    if (!Array.isArray(list)) {
      continue;
    }
    if (input.type === 'checkbox' || input.type === 'radio') {
      input.checked = list.includes(input.value);
    } else {
      input.value = String(list[0] ?? '');
    }
  }
}

/** What is wrong before anything is sent: texts by field. */
export function mistakes(survey) {
  const wrong = new Map();
  const age = form.elements.age;
  const broken = age.validity.badInput || (survey.age !== undefined && !isAge(survey.age));
  if (broken) {
    wrong.set('age', t('wrong.age', { most: OLDEST }));
  }
  for (const name of ['allergies', 'current_actives']) {
    const words = survey[name] ?? [];
    if (words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD)) {
      wrong.set(name, t('wrong.list', { words: MOST_WORDS, characters: LONGEST_WORD }));
    }
  }
  if (!survey.consent.score) {
    wrong.set('consent', t('wrong.consent'));
  }
  return wrong;
}

const isAge = (age) => Number.isInteger(age) && age >= 0 && age <= OLDEST;

/** The field of the form that a problem names, e.g. `survey.allergies[0]`; null for none of ours. */
export function fieldOf(name) {
  const first = name.replace(/^survey\./, '').split(/[.[]/)[0];
  const field = first.startsWith('content_') || first === 'upload_id' ? 'picture' : first;
  return byId(`error-${field}`) ? field : null;
}

function target(field) {
  return form.querySelector(`[data-field="${field}"]`);
}

/** Takes all complaints back. */
export function clear() {
  for (const complaint of form.querySelectorAll('.error')) {
    complaint.textContent = '';
    complaint.hidden = true;
  }
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
  }
  byId('summary').hidden = true;
}

/** Shows what is wrong beside each field, and all of it in one place, which gets the focus. */
export function complain(wrong) {
  const links = [];
  for (const [field, text] of wrong) {
    const complaint = byId(`error-${field}`);
    complaint.textContent = text;
    complaint.hidden = false;
    const input = target(field);
    input.setAttribute('aria-invalid', 'true');
    const link = el('a', { href: `#${input.id}` }, text);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      input.focus();
    });
    links.push(el('li', {}, link));
  }
  byId('summary-list').replaceChildren(...links);
  const summary = byId('summary');
  summary.hidden = false;
  summary.focus();
}
