// The page on which people answer and send a picture.
import { announce, byId } from './dom.js';
import { explain, Problem } from './api.js';
import { answers } from './store.js';
import { Chooser } from './chooser.js';
import { clear, complain, fieldOf, filled, mistakes, read, refill } from './form.js';
import { NotSent, Sending } from './sending.js';
import { suggestions } from './suggestions.js';
import { lang, t } from './words.js';

const HEARD_EVERY = 0.25;

const form = byId('survey');
const send = byId('send');
let sending = null;
let busy = false;

const remember = () => answers.set(filled());

refill(answers.get());
form.addEventListener('input', remember);
form.addEventListener('change', remember);
suggestions(byId('allergies'), [...form.querySelectorAll('button[data-word]')], remember);

const chooser = new Chooser(Number(form.dataset.mostBytes), (text) => {
  clear();
  if (text) {
    complain(new Map([['picture', text]]));
  }
});

function setBusy(now) {
  busy = now;
  send.setAttribute('aria-disabled', String(now));
  byId('progress').hidden = !now;
}

let heard = '';

/** What goes on, to see; the share is told to those who listen now and then only. */
function step(name, share) {
  const bar = byId('bar');
  if (name === 'send') {
    bar.value = share;
  } else {
    bar.removeAttribute('value');
  }
  const text = name === 'send' ? t('step.send', { percent: Math.round(share * 100) }) : t(`step.${name}`);
  byId('step').textContent = text;
  const once = name === 'send' ? `send ${Math.floor(share / HEARD_EVERY)}` : name;
  if (once !== heard) {
    heard = once;
    announce(text);
  }
}

/** Says what went wrong: beside the field it is about, or else with a button to try again. */
function failed(error) {
  setBusy(false);
  const wrong = error instanceof Problem ? wrongFields(error) : new Map();
  if (wrong.size > 0) {
    complain(wrong);
    return;
  }
  byId('trouble-text').textContent =
    error instanceof NotSent ? t(`sending.${error.reason}`) : explain(error);
  byId('trouble').hidden = false;
  byId('again').focus();
}

/** Errors of a refusal by our field. */
function wrongFields(problem) {
  const wrong = new Map();
  if (problem.status === 422 && problem.code !== 'survey_invalid') {
    wrong.set('picture', explain(problem));
    return wrong;
  }
  for (const { field, expected } of problem.errors) {
    const ours = fieldOf(String(field ?? ''));
    if (ours) {
      wrong.set(ours, t('wrong.expected', { expected: String(expected ?? problem.detail) }));
    }
  }
  const named = /(?:^|[\s:.])([a-z_]+)\S* is .*[,;] expected (.*)$/.exec(problem.detail);
  if (wrong.size === 0 && named && fieldOf(named[1])) {
    wrong.set(fieldOf(named[1]), t('wrong.expected', { expected: named[2] }));
  }
  return wrong;
}

async function go() {
  if (busy) {
    return;
  }
  clear();
  byId('trouble').hidden = true;
  const survey = read();
  const wrong = mistakes(survey);
  if (chooser.picture === null) {
    wrong.set('picture', t('wrong.picture'));
  }
  if (wrong.size > 0) {
    complain(wrong);
    return;
  }
  const { blob, type } = chooser.picture;
  if (!sending?.isOf(blob)) {
    sending = new Sending(blob, type);
  }
  setBusy(true);
  try {
    const id = await sending.go(survey, step);
    location.assign(`/skin/result?upload=${encodeURIComponent(id)}&lang=${lang}`);
  } catch (error) {
    failed(error);
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  go();
});
byId('again').addEventListener('click', go);
addEventListener('pageshow', () => setBusy(false)); // also when the browser goes back
