'use strict';
// Puts the page together: summary, search, keys and pointer.

const drawings = [];
const byId = id => document.getElementById(id);

/** Fits a canvas to its place and to the pixels of the screen. */
function prepare(canvas, height) {
  const width = Math.max(1, canvas.parentElement.clientWidth);
  const ratio = window.devicePixelRatio || 1;
  canvas.style.height = height + 'px';
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width };
}

function currentColors() {
  const style = getComputedStyle(document.documentElement);
  const names = ['paper', 'panel', 'ink', 'muted', 'line', 'held', 'failed', 'leaked', 'waited', 'pool', 'dynamic', 'excluded', 'privileged', 'rest'];
  const colors = Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()]));
  const font = getComputedStyle(document.body).fontFamily;
  return Object.assign(colors, { onHeld: style.getPropertyValue('--on-held').trim(), font: '12px ' + font, bold: '600 13px ' + font });
}

function drawOverview(chart) {
  const { context, width } = prepare(chart.overview, 34);
  const { colors, run } = chart;
  const x = time => (time - chart.least) / (chart.most - chart.least) * width;
  context.fillStyle = colors.panel;
  context.fillRect(0, 0, width, 34);
  if (chart.held === null || chart.held.length !== Math.ceil(width / 2) + 1) {
    chart.held = countHeld(run, x, Math.ceil(width / 2) + 1);
  }
  const held = chart.held;
  const most = held.reduce((a, b) => Math.max(a, b), 1);
  context.fillStyle = colors.held;
  held.forEach((n, i) => {
    const height = n === 0 ? 0 : 3 + 25 * n / most;
    context.fillRect(i * 2, 34 - height, 2, height);
  });
  for (const problem of run.problems) {
    context.fillStyle = colors[problem.kind];
    context.fillRect(Math.round(x(problem.time)) - 1, 0, 3, 8);
  }
  context.strokeStyle = colors.ink;
  context.lineWidth = 1.5;
  context.strokeRect(x(chart.from) + 1, 1, Math.max(3, x(chart.to) - x(chart.from) - 2), 32);
}

/** Counts the ports held at the same time, for every second pixel. */
function countHeld(run, x, length) {
  const held = new Uint32Array(length);
  for (const item of run.items) {
    if (item.shown && !item.vain) {
      const last = Math.min(length - 1, Math.floor(x(item.to) / 2));
      for (let i = Math.max(0, Math.floor(x(item.from) / 2)); i <= last; i++) {
        held[i]++;
      }
    }
  }
  return held;
}

function listenToPointer(chart) {
  const { frame, canvas, overview } = chart;
  let drag = null;
  canvas.addEventListener('pointerdown', event => {
    drag = { x: event.clientX, y: event.clientY, from: chart.from, to: chart.to, top: frame.scrollTop, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', event => {
    if (drag) {
      const way = event.clientX - drag.x;
      drag.moved = drag.moved || Math.abs(way) + Math.abs(event.clientY - drag.y) > 4;
      frame.classList.toggle('dragging', drag.moved);
      frame.scrollTop = drag.top + drag.y - event.clientY;
      const time = -way / chart.width * (drag.to - drag.from);
      chart.show(drag.from + time, drag.to + time);
      hideTip();
      return;
    }
    const item = chart.itemAt(event.offsetX, event.offsetY);
    if (item) {
      showTip(event, tipOf(item));
    } else {
      hideTip();
    }
  });
  canvas.addEventListener('pointerup', event => {
    const item = drag && !drag.moved ? chart.itemAt(event.offsetX, event.offsetY) : null;
    drag = null;
    frame.classList.remove('dragging');
    if (item) {
      chart.onSelect(item);
    }
  });
  canvas.addEventListener('pointerleave', hideTip);
  canvas.addEventListener('dblclick', event => chart.zoom(0.25, chart.time(event.offsetX)));
  frame.addEventListener('scroll', () => chart.drawSoon());
  frame.addEventListener('wheel', event => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      chart.zoom(event.deltaY > 0 ? 1.25 : 0.8, chart.time(event.offsetX));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      const way = (event.deltaX || event.deltaY) / chart.width * (chart.to - chart.from);
      chart.show(chart.from + way, chart.to + way);
    }
  }, { passive: false });
  const look = event => {
    const middle = chart.least + event.offsetX / overview.clientWidth * (chart.most - chart.least);
    const half = (chart.to - chart.from) / 2;
    chart.show(middle - half, middle + half);
  };
  overview.addEventListener('pointerdown', event => {
    overview.setPointerCapture(event.pointerId);
    look(event);
  });
  overview.addEventListener('pointermove', event => event.buttons > 0 && look(event));
}

/** Parses a search: a port, its first digits, a range of ports, or a part of a test's name. */
function matcher(text) {
  const wanted = text.trim().toLowerCase();
  const range = /^(\d{1,5})\s*[-–]\s*(\d{1,5})$/.exec(wanted);
  if (range) {
    return item => item.port >= Number(range[1]) && item.port <= Number(range[2]);
  }
  if (/^\d{1,5}$/.test(wanted)) {
    return item => String(item.port).startsWith(wanted) || item.purpose.includes(wanted);
  }
  const isIn = text => text.toLowerCase().includes(wanted);
  return item => isIn(item.purpose) || isIn(item.test) || isIn(item.jvm.module) || item.problems.some(problem => isIn(problem.test || ''));
}

function start() {
  const run = readRun(byId('events').textContent);
  const reserved = run.items.filter(item => !item.vain);
  const of = kind => run.problems.filter(problem => problem.kind === kind);
  const waited = run.items.filter(item => item.waitedFrom !== NEVER);
  const kinds = [
    ['failed', of('failed').length, 'bind failure', item => item.problems.some(problem => problem.kind === 'failed')],
    ['leaked', of('leaked').length, 'leak', item => item.problems.some(problem => problem.kind === 'leaked')],
    ['waited', waited.length, 'wait', item => item.waitedFrom !== NEVER],
  ];
  showSummary(run, reserved, kinds);
  document.documentElement.dataset.lanes = run.jvms.length;
  document.documentElement.dataset.reservations = reserved.length;
  document.documentElement.dataset.jvms = run.jvms.length;
  if (run.items.length > 0) {
    byId('main').hidden = false;
    showRun(run, kinds);
  }
  document.documentElement.dataset.ready = 'true';
}

function showSummary(run, reserved, kinds) {
  const ports = new Set(reserved.map(item => item.port)).size;
  const project = run.project ? 'Ports of ' + run.project : 'Ports of this run';
  byId('title').textContent = project + (run.command ? ': ' + run.command : '');
  document.title = project + ': ' + [count(reserved.length, 'reservation')]
    .concat(kinds.filter(([, n]) => n > 0).map(([, n, name]) => count(n, name))).join(', ');
  const tile = (n, name, kind = '') => byId('tiles').append(
    element('li', { className: n > 0 ? kind : '' }, element('b', {}, n.toLocaleString('en')), count(n, name).replace(/^\S+ /, '')));
  tile(reserved.length, 'reservation');
  tile(ports, 'port');
  tile(run.jvms.length, 'JVM');
  kinds.forEach(([kind, n, name]) => tile(n, name, kind));
  const notes = [];
  if (run.items.length > 0) {
    byId('when').textContent = (dated ? '' : day(run.first) + ', ') + clock(run.first, 0) + ' to ' + clock(run.last, 0) + ' ('
      + span(run.last - run.first) + '). All times are UTC.';
  } else {
    notes.push('No JVM of this run reserved a port before this page was made.');
  }
  if (run.made !== NEVER) {
    // a build that reserves no port leaves the page of an earlier one
    byId('when').append(element('span', { id: 'made' },
      (run.items.length > 0 ? ' ' : '') + 'Made on ' + day(run.made) + ' at ' + clock(run.made, 0).slice(-8) + ' UTC.'));
  }
  if (run.unreadable > 0) {
    notes.push(count(run.unreadable, 'line') + ' could not be read. A JVM that was killed while writing leaves such lines.');
  }
  const killed = run.jvms.filter(jvm => jvm.killed);
  if (killed.length > 0) {
    notes.push(count(killed.length, 'JVM') + ' wrote no end, so it was killed or it crashed: pid '
      + killed.slice(0, 10).map(jvm => jvm.pid).join(', ') + (killed.length > 10 ? ' and others' : '') + '.');
  }
  byId('notes').textContent = notes.join('\n');
  byId('notes').hidden = notes.length === 0;
}

function showRun(run, kinds) {
  const chart = new Chart(run, byId('chart'), byId('lanes'), byId('spacer'), byId('overview'));
  const go = item => {
    chart.reveal(item);
    showDetail(item, byId('detail'));
    const box = byId('chart').getBoundingClientRect();
    if (box.bottom < 80 || box.top > window.innerHeight - 80) {
      byId('overview').scrollIntoView({ block: 'start' });
    }
  };
  chart.onSelect = go;
  const table = new Table(byId('table').tBodies[0], byId('more'), go);
  byId('problems').hidden = run.problems.length === 0;
  if (run.problems.length > 0) {
    showProblems(run, byId('problem-list'), go);
  }
  byId('hosts').hidden = run.strips.length === 0;
  showStrips(run, byId('strips'));
  showLegend(run, kinds);
  drawings.push(colors => chart.draw(colors));
  const byModule = byId('by-module');
  byModule.hidden = new Set(run.jvms.map(jvm => jvm.module)).size === run.jvms.length;
  byModule.addEventListener('click', () => {
    const grouped = byModule.ariaPressed !== 'true';
    byModule.ariaPressed = String(grouped);
    chart.group(grouped);
    document.documentElement.dataset.lanes = chart.lanes.length;
  });
  const search = listenToSearch(run, kinds, chart, table, go);
  listenToKeys(run, chart, search, go);
  const redraw = () => {
    const colors = currentColors();
    drawings.forEach(draw => draw(colors));
  };
  window.addEventListener('resize', redraw);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  redraw();
  // when all have their height
  search.follow();
}

function showLegend(run, kinds) {
  const entry = (mark, text) => byId('legend').append(element('li', {}, mark, text));
  const shape = kind => element('span', { className: kind }, element('i', { className: 'shape mark' }, MARKS[kind]));
  entry(swatch('held'), 'reserved');
  kinds.filter(([, n]) => n > 0).forEach(([kind, , name]) => entry(kind === 'waited' ? swatch(kind) : shape(kind), name));
  if (run.jvms.some(jvm => jvm.killed)) {
    entry(swatch('failed'), 'dashed: the JVM was killed or crashed');
  }
}

function listenToSearch(run, kinds, chart, table, go) {
  const search = byId('search');
  const only = new Set();
  const state = { matching: run.items };
  const apply = () => {
    const matches = matcher(search.value);
    for (const item of run.items) {
      item.shown = matches(item) && (only.size === 0 || kinds.some(([kind, , , has]) => only.has(kind) && has(item)));
    }
    state.matching = run.items.filter(item => item.shown);
    const all = state.matching.length === run.items.length;
    const folded = chart.fold();
    byId('found').textContent = (all ? '' : state.matching.length.toLocaleString('en') + ' of ' + run.items.length.toLocaleString('en'))
      + (folded > 0 ? ', ' + count(folded, 'lane') + ' folded' : '');
    document.documentElement.dataset.lanes = chart.lanes.length;
    document.documentElement.dataset.found = state.matching.length;
    table.show(state.matching);
  };
  for (const [kind, n, name] of kinds) {
    if (n > 0) {
      const button = element('button', { type: 'button', ariaPressed: 'false' }, name + 's');
      button.addEventListener('click', () => {
        button.ariaPressed = String(!only.delete(kind));
        if (button.ariaPressed === 'true') {
          only.add(kind);
        }
        apply();
      });
      byId('filters').append(button, ' ');
    }
  }
  search.addEventListener('input', apply);
  // a link may contain a search: ports.html#20615
  const follow = () => {
    search.value = readHash();
    apply();
    if (search.value !== '' && state.matching.length > 0) {
      go(state.matching[0]);
      byId('overview').scrollIntoView({ block: 'start' });
    }
  };
  window.addEventListener('hashchange', follow);
  state.follow = follow;
  return state;
}

function readHash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch (malformed) {
    return '';
  }
}

function listenToKeys(run, chart, state, go) {
  byId('zoom-in').addEventListener('click', () => chart.zoom(0.5));
  byId('zoom-out').addEventListener('click', () => chart.zoom(2));
  byId('zoom-fit').addEventListener('click', () => chart.fit());
  const step = way => {
    const items = state.matching;
    const now = chart.selected ? items.indexOf(chart.selected) : way > 0 ? -1 : items.length;
    const next = items[Math.min(items.length - 1, Math.max(0, now + way))];
    if (next) {
      go(next);
    }
  };
  const keys = {
    '+': () => chart.zoom(0.5), '=': () => chart.zoom(0.5), '-': () => chart.zoom(2), '0': () => chart.fit(),
    ArrowRight: () => step(1), ArrowLeft: () => step(-1), Home: () => step(-run.items.length), End: () => step(run.items.length),
  };
  byId('chart').addEventListener('keydown', event => {
    if (Object.hasOwn(keys, event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && document.activeElement !== byId('search')) {
      event.preventDefault();
      byId('search').focus();
    }
  });
}

window.addEventListener('error', event => {
  document.documentElement.dataset.error = event.message;
  byId('notes').hidden = false;
  byId('notes').textContent = 'This page failed to draw: ' + event.message + '. The events are at its end.';
});
start();
