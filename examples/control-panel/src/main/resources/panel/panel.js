'use strict';

const cards = new Map();
const byId = id => document.getElementById(id);
const programBox = byId('program');

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function statusClass(status) {
  return String(status).includes('broken') ? 'broken' : 's' + String(status).charAt(0);
}

function makeCard(service, modes, faults) {
  const card = byId('card').content.firstElementChild.cloneNode(true);
  card.querySelector('h2').textContent = service.label;
  card.querySelector('legend').textContent = 'How ' + service.label + ' behaves';
  for (const mode of modes) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.type = 'radio';
    input.name = 'mode-' + service.id;
    input.value = mode.id;
    input.addEventListener('change', () => turn(service, mode.id));
    label.append(input, element('span', '', mode.label));
    card.querySelector('.modes').append(label);
  }
  card.querySelector('.planned input').addEventListener('change', event => maintain(service, event.target.checked));
  const inject = card.querySelector('.inject');
  for (const fault of faults) {
    inject.append(new Option(fault.replaceAll('_', ' '), fault));
  }
  inject.addEventListener('change', () => injectFault(service, inject.value));
  card.querySelector('.hint a').href = service.path;
  for (const button of card.querySelectorAll('[data-send]')) {
    button.addEventListener('click', () => send(service, button.dataset.send));
  }
  byId('services').append(card);
  cards.set(service.id, card);
  return card;
}

async function turn(service, mode) {
  await fetch('control/mode?service=' + service.id + '&mode=' + mode, { method: 'POST' });
  await refresh();
}

async function maintain(service, on) {
  await fetch('control/maintenance?service=' + service.id + '&on=' + on, { method: 'POST' });
  await refresh();
}

async function injectFault(service, fault) {
  await fetch('control/inject?service=' + service.id + '&fault=' + fault, { method: 'POST' });
  await refresh();
}

/* The same request twice, because who asks decides what comes: once by navigation, as a person does, once by a program. */
async function send(service, what) {
  const method = what === 'POST' ? 'POST' : 'GET';
  const path = what === 'EXPORT' ? service.exportPath : service.path;
  if (what === 'TEN') {
    for (let i = 1; i < 10; i++) {
      byId('asked').textContent = 'GET ' + path + ', ' + i + ' of 10';
      await fetch(path, { headers: { Accept: 'application/json' } }).then(response => response.text()).catch(() => '');
    }
  }
  byId('asked').textContent = method + ' ' + path + ', sent twice: by a person and by a program';
  navigate(method, path);
  await ask(method, path);
  await refresh();
}

function navigate(method, path) {
  const form = document.createElement('form');
  form.method = method;
  form.action = path;
  form.target = 'visitor';
  form.hidden = true;
  if (method === 'POST') {
    const item = document.createElement('input');
    item.name = 'item';
    item.value = 'lantern';
    form.append(item);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch (notJson) {
    return text;
  }
}

async function ask(method, path) {
  const chip = byId('program-status');
  chip.hidden = true;
  programBox.textContent = 'Waiting …';
  const start = performance.now();
  const body = method === 'POST' ? JSON.stringify({ item: 'lantern' }) : undefined;
  const headers = body ? { Accept: 'application/json', 'Content-Type': 'application/json' } : { Accept: 'application/json' };
  try {
    const response = await fetch(path, { method, headers, body, cache: 'no-store' });
    const head = [...response.headers].map(([name, value]) => name + ': ' + value).join('\n');
    chip.textContent = response.status;
    chip.className = 'chip ' + statusClass(response.status);
    chip.hidden = false;
    programBox.textContent = head + '\n\n' + '(the body is on its way)';
    const text = await response.text();
    const millis = Math.round(performance.now() - start);
    const shown = text.length > 2000 ? text.slice(0, 2000) + '\n… ' + text.length + ' characters in all' : indented(text);
    programBox.textContent = head + '\n\n' + shown + '\n(' + millis + ' ms)';
  } catch (failure) {
    const soFar = programBox.textContent === 'Waiting …' ? '' : programBox.textContent.replace(/\(the body.*/, '');
    programBox.textContent = soFar + 'The response broke off (' + failure.message + '): nobody takes half of it for the whole.';
  }
}

function show(service, modes, faults) {
  const card = cards.get(service.id) || makeCard(service, modes, faults);
  const mode = modes.find(one => one.id === service.mode);
  card.classList.toggle('troubled', service.mode !== 'healthy' || service.injected !== '');
  card.querySelector('input[value="' + service.mode + '"]').checked = true;
  card.querySelector('.planned input').checked = service.maintenance;
  if (document.activeElement !== card.querySelector('.inject')) {
    card.querySelector('.inject').value = service.injected;
  }
  card.querySelector('.hint span').textContent = mode.hint;
  const breaker = card.querySelector('.breaker');
  breaker.textContent = 'Breaker ' + service.breaker.toLowerCase().replace('_', '-');
  breaker.className = 'breaker ' + service.breaker.toLowerCase();
  const answers = Object.entries(service.answers);
  card.querySelector('.answers').replaceChildren(...(answers.length
    ? answers.map(([status, count]) => element('span', 'chip ' + statusClass(status), status + ' × ' + count))
    : ['none yet']));
  card.querySelector('.attempts').textContent = service.attempts;
  card.querySelector('.reached').textContent = service.reached;
}

function row(exchange) {
  const made = document.createElement('tr');
  const chip = document.createElement('td');
  chip.append(element('span', 'chip ' + statusClass(exchange.answer), exchange.answer));
  const reference = document.createElement('td');
  reference.append(element('code', '', exchange.id));
  const endings = { released: 'the app', page: 'a page of ours', maintenance: 'a planned break', aborted: 'a visible abort', client_gone: 'the visitor' };
  made.append(
    element('td', '', exchange.method + ' ' + exchange.path), chip, element('td', '', (exchange.fault.replaceAll('_', ' ') || '–') + (exchange.injected ? ', injected' : '')),
    element('td', '', endings[exchange.ending] || exchange.ending), element('td', 'number', exchange.attempts),
    element('td', 'number', exchange.millis), reference);
  return made;
}

async function refresh() {
  try {
    const state = await (await fetch('control/state', { cache: 'no-store' })).json();
    byId('console').hidden = !state.console;
    byId('console').href = state.console;
    byId('app').textContent = 'Breakwater · ' + state.app;
    document.title = state.app + ' – Breakwater';
    state.services.forEach(service => show(service, state.modes, state.faults));
    byId('exchanges').replaceChildren(...state.exchanges.map(row));
    if (!state.exchanges.length) {
      const none = element('td', 'empty', 'None yet.');
      none.colSpan = 7;
      const only = document.createElement('tr');
      only.append(none);
      byId('exchanges').append(only);
    }
    byId('offline').hidden = true;
  } catch (failure) {
    byId('offline').hidden = false;
  }
}

byId('forget').addEventListener('click', async () => {
  await fetch('control/forget', { method: 'POST' });
  await refresh();
});

refresh();
setInterval(refresh, 1000);
