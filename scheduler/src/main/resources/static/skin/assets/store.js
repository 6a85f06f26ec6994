// What a browser remembers; some forbid it, then nothing is remembered.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

const SURVEY = 'dermaflow.survey';
const LANGUAGE = 'dermaflow.lang';

export const language = {
  get: () => attempt(() => localStorage.getItem(LANGUAGE)),
  set: (value) => attempt(() => localStorage.setItem(LANGUAGE, value)),
};

/** The answers of this visit, for as long as the tab is open; never the picture. */
export const answers = {
  get: () => attempt(() => JSON.parse(sessionStorage.getItem(SURVEY))),
  set: (value) => attempt(() => sessionStorage.setItem(SURVEY, JSON.stringify(value))),
  clear: () => attempt(() => sessionStorage.removeItem(SURVEY)),
};
