// Buttons that put a word into a list of words, or take it out again.
import { listed } from './form.js';

export function suggestions(input, buttons, changed) {
  const same = (a, b) => a.toLowerCase() === b.toLowerCase();
  const refresh = () => {
    const words = listed(input.value);
    for (const button of buttons) {
      const there = words.some((word) => same(word, button.dataset.word));
      button.setAttribute('aria-pressed', String(there));
    }
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const words = listed(input.value);
      const left = words.filter((word) => !same(word, button.dataset.word));
      const next = left.length < words.length ? left : [...words, button.dataset.word];
      input.value = next.join(', ');
      refresh();
      changed();
    });
  }
  input.addEventListener('input', refresh);
  refresh();
}
