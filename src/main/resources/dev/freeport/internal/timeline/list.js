'use strict';
// In words what the chart draws: the problems, the table, and one reservation in full.

const AT_ONCE = 100;
const MARKS = { failed: '✕', leaked: '▲', waited: '◼' };
const SAYS = { failed: 'could not be bound', leaked: 'was still in use at its release', waited: 'was not released before the timeout' };

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

function swatch(color) {
  const made = element('i');
  made.style.background = 'var(--' + color + ')';
  return made;
}

function showTip(event, text) {
  const tip = document.getElementById('tip');
  tip.textContent = text;
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(event.clientX + 14, window.innerWidth - box.width - 8)) + 'px';
  const below = event.clientY + 16 + box.height < window.innerHeight;
  tip.style.top = (below ? event.clientY + 16 : Math.max(4, event.clientY - box.height - 10)) + 'px';
}

function hideTip() {
  document.getElementById('tip').hidden = true;
}

function tipOf(item) {
  const lines = ['Port ' + portOf(item) + '  ·  pid ' + item.jvm.pid, shortened(item.purpose), timesOf(item)];
  item.problems.forEach(problem => lines.push(MARKS[problem.kind] + ' ' + shortened(problem.why)));
  return lines.join('\n');
}

function timesOf(item) {
  if (item.unreserved) {
    return clock(item.from) + ', not reserved through Freeport';
  }
  const waited = item.waitedFrom !== NEVER ? ', after waiting ' + span(item.from - item.waitedFrom) : '';
  return item.vain
    ? clock(item.from) + ', waited ' + span(item.to - item.from)
    : clock(item.from) + ', ' + heldText(item) + waited;
}

function heldText(item) {
  return item.open ? 'held ' + span(item.to - item.from) + ', not released' : 'held ' + span(item.to - item.from);
}

function problemEntry(problem, go) {
  const { item } = problem;
  const show = element('button', { type: 'button' }, 'Show in the timeline');
  show.addEventListener('click', () => go(item));
  return element('details', { className: problem.kind },
    element('summary', {},
      element('span', { className: 'mark' }, MARKS[problem.kind] + ' ' + portOf(item)), ' ' + SAYS[problem.kind],
      element('span', { className: 'muted' }, '  ' + isolated(shortened(problem.test ? testOf(problem.test) : item.test)) + '  ·  ' + item.jvm.lane + '  ·  ' + clock(problem.time)),
      element('div', {}, shortened(problem.why))),
    problem.test ? element('div', { className: 'muted' }, 'Reserved for ' + shortened(item.purpose)) : '',
    element('pre', {}, problem.text || item.purpose), show);
}

function showProblems(run, place, go) {
  let shown = 0;
  const more = element('button', { type: 'button' });
  const add = most => {
    run.problems.slice(shown, shown + most).forEach(problem => more.before(problemEntry(problem, go)));
    shown = Math.min(run.problems.length, shown + most);
    more.textContent = 'Show more of ' + count(run.problems.length, 'problem');
    more.hidden = shown === run.problems.length;
  };
  place.append(more);
  more.addEventListener('click', () => add(20));
  // the chart below stays in sight
  add(8);
}

function showDetail(item, place) {
  const pairs = [
    ['Port', portOf(item)], ['Purpose', item.purpose], ['Time', (dated ? '' : day(item.from) + ' ') + timesOf(item) + ' (UTC)'],
    ['JVM', item.jvm.lane + ', ' + isolated(item.jvm.directory)],
  ];
  if (item.guard) {
    pairs.push(['Guard socket', item.guard === 'guard socket' ? 'yes' : 'no']);
  }
  const list = element('dl');
  pairs.forEach(([name, text]) => list.append(element('dt', {}, name), element('dd', {}, String(text))));
  place.replaceChildren(list);
  for (const problem of item.problems) {
    place.append(element('p', { className: problem.kind }, element('span', { className: 'mark' }, MARKS[problem.kind]), ' ' + problem.why));
    if (problem.text) {
      place.append(element('pre', {}, problem.text));
    }
  }
  place.hidden = false;
}

function remarks(item) {
  const cell = element('td');
  for (const problem of item.problems) {
    cell.append(element('div', { className: problem.kind }, element('span', { className: 'mark' }, MARKS[problem.kind]), ' ' + shortened(problem.why)));
  }
  if (item.waitedFrom !== NEVER && !item.vain) {
    cell.append(element('div', {}, 'waited ' + span(item.from - item.waitedFrom)));
  }
  if (item.open) {
    cell.append(element('div', {}, item.jvm.running ? 'held when this page was made' : 'held until the JVM ended'));
  }
  return cell;
}

class Table {
  constructor(body, more, go) {
    Object.assign(this, { body, more, go, items: [], shown: 0 });
    more.addEventListener('click', () => this.grow());
  }

  show(items) {
    this.items = items;
    this.shown = 0;
    this.body.replaceChildren();
    this.grow();
    if (items.length === 0) {
      this.body.append(element('tr', {}, element('td', { colSpan: 6, className: 'muted' }, 'Nothing matches.')));
    }
  }

  grow() {
    const next = this.items.slice(this.shown, this.shown + AT_ONCE);
    this.shown += next.length;
    this.body.append(...next.map(item => this.row(item)));
    this.more.hidden = this.shown === this.items.length;
    this.more.textContent = 'Show ' + Math.min(AT_ONCE, this.items.length - this.shown) + ' more of ' + this.items.length.toLocaleString('en');
  }

  row(item) {
    const made = element('tr', {},
      element('td', { className: 'number' }, clock(item.from)), element('td', { className: 'number' }, String(portOf(item))),
      element('td', {}, shortened(item.purpose)), element('td', { className: 'number' }, item.vain ? '—' : span(item.to - item.from)),
      element('td', {}, item.jvm.lane), remarks(item));
    made.addEventListener('click', () => this.go(item));
    return made;
  }
}
