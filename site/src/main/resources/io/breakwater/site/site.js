(() => {
const root = document.documentElement.dataset.root, input = document.getElementById('search'), found = document.getElementById('found');
const menu = document.querySelector('nav details'), wide = matchMedia('(min-width: 56.01rem)');
const unfold = () => menu.open = wide.matches;
wide.addEventListener('change', unfold);
unfold();

const most = 12;
let entries;
const load = () => {
  if (entries) return;
  entries = [];
  self.found = all => {
    entries = all.map(([page, heading, target, text]) => ({ page, heading, target, text, low: (page + ' ' + heading + ' ' + text).toLowerCase() }));
    search();
  };
  const script = document.createElement('script');
  script.src = root + 'index.js';
  document.body.append(script);
};
const rank = (entry, words) => words.reduce((sum, word) => sum
  + (entry.heading.toLowerCase().includes(word) ? 20 : 0) + (entry.page.toLowerCase().includes(word) ? 5 : 0)
  + Math.min(5, entry.low.split(word).length - 1), 0);
const marked = (text, words) => {
  const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - 60);
  const part = (at ? '… ' : '') + text.slice(at, at + 200) + (text.length > at + 200 ? ' …' : '');
  const out = document.createElement('span');
  let rest = part;
  while (rest) {
    const low = rest.toLowerCase();
    const next = words.map(word => [low.indexOf(word), word.length]).filter(([i]) => i >= 0).sort((a, b) => a[0] - b[0])[0];
    if (!next) break;
    const mark = document.createElement('mark');
    mark.textContent = rest.substr(next[0], next[1]);
    out.append(rest.slice(0, next[0]), mark);
    rest = rest.slice(next[0] + next[1]);
  }
  out.append(rest);
  return out;
};
const search = () => {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  found.hidden = !words.length;
  found.replaceChildren();
  if (!words.length) return;
  const hits = entries.filter(entry => words.every(word => entry.low.includes(word)))
    .map(entry => [rank(entry, words), entry]).sort((a, b) => b[0] - a[0]);
  for (const [, entry] of hits.slice(0, most)) {
    const p = document.createElement('p'), a = document.createElement('a'), small = document.createElement('small');
    a.href = root + entry.target;
    a.textContent = entry.heading == entry.page ? entry.page : entry.page + ' › ' + entry.heading;
    small.append(marked(entry.text, words));
    p.append(a, small);
    found.append(p);
  }
  if (!hits.length) found.append('Nothing has all of these words.');
  else if (hits.length > most) found.append('And ' + (hits.length - most) + ' more: add a word.');
};
input.hidden = false;
input.addEventListener('focus', load);
input.addEventListener('input', () => { load(); search(); });
addEventListener('keydown', event => {
  if (event.key == '/' && document.activeElement != input && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    input.focus();
  } else if (event.key == 'Escape' && document.activeElement == input) {
    input.value = '';
    search();
  }
});
const asked = new URLSearchParams(location.search).get('q');
if (asked) { input.value = asked; load(); }
})();
