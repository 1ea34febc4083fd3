'use strict';
// Turns the events into JVMs with reservations. No line is trusted: it is shown as text only, and a line that is none of
// those below is counted and skipped.

const NEVER = -1;

function readRun(text) {
  const run = { jvms: [], items: [], problems: [], strips: [], unreadable: 0, made: NEVER, project: '', command: '' };
  let jvm = null;
  for (const line of text.split('\n')) {
    if (line === '') {
      continue;
    }
    const event = parseLine(line);
    if (event === null) {
      run.unreadable++;
    } else if (event[0] === 'page') {
      run.made = event[1];
    } else if (event[0] === 'file') {
      jvm = newJvm(event[1] === 'running');
      run.jvms.push(jvm);
    } else if (jvm === null) {
      run.unreadable++;
    } else {
      readEvent(run, jvm, event);
    }
  }
  run.jvms.forEach(each => finish(run, each));
  run.jvms = joined(run.jvms);
  settle(run);
  name(run);
  return run;
}

const SHAPES = {
  page: 't', file: 's', jvm: 'ntssssss', host: 'ssnRRX', pool: 'sR', end: 't', full: 't',
  '+': 'tnsss', '-': 'tns', '!': 'tnsss', '~': 'tnsss', w: 'tnsstn', x: 'tnssss',
};

function parseLine(line) {
  try {
    const event = JSON.parse(line);
    const shape = Array.isArray(event) && Object.hasOwn(SHAPES, event[0]) ? SHAPES[event[0]] : null;
    const fits = shape !== null && event.length === shape.length + 1
      && [...shape].every((type, i) => isOf(type, event[i + 1]));
    return fits ? event : null;
  } catch (cutOff) {
    return null;
  }
}

function isOf(type, value) {
  const isPort = port => Number.isInteger(port) && port >= 0 && port <= 65536;
  switch (type) {
    case 's': return typeof value === 'string';
    case 'n': return Number.isInteger(value);
    case 't': return Number.isSafeInteger(value) && value > 0;
    default: return Array.isArray(value)
      && value.every(range => Array.isArray(range) && isPort(range[0]) && isPort(range[1]));
  }
}

function newJvm(running) {
  return {
    running, pid: 0, start: NEVER, title: 'unknown JVM', directory: '', java: '', host: '', builder: '', command: '', module: '', lane: '',
    items: [], open: new Map(), first: NEVER, last: NEVER, end: NEVER, full: false, ranges: null, pools: [],
  };
}

function readEvent(run, jvm, event) {
  const [kind, time, port, protocols] = event;
  const key = port + ' ' + protocols;
  if (SHAPES[kind][0] === 't') {
    jvm.first = jvm.first === NEVER ? time : Math.min(jvm.first, time);
    jvm.last = Math.max(jvm.last, kind === 'w' ? event[5] : time);
  }
  const open = jvm.open.get(key);
  switch (kind) {
    case 'jvm':
      [, jvm.pid, jvm.start, jvm.title, jvm.directory, jvm.java, jvm.host, jvm.builder, jvm.command] = event;
      break;
    case 'host':
      jvm.ranges = { name: event[1], source: event[2], privileged: event[3], dynamic: event[4], udp: event[5], excluded: event[6] };
      break;
    case 'pool':
      jvm.pools.push({ text: event[1], ranges: event[2] });
      break;
    case '+': {
      if (open) {
        // its end was never written
        open.to = Math.max(open.from, time);
      }
      const item = newItem(jvm, time, port, protocols, event[4]);
      item.guard = event[5];
      jvm.open.set(key, item);
      jvm.items.push(item);
      break;
    }
    case '-':
      if (open) {
        // clocks are set back, too
        open.to = Math.max(open.from, time);
        jvm.open.delete(key);
      }
      break;
    case '!':
    case '~':
      if (open) {
        open.problems.push({ kind: kind === '!' ? 'failed' : 'leaked', time, why: event[4], text: event[5], item: open });
      }
      break;
    case 'w':
      readWait(jvm, event);
      break;
    case 'x':
      readFailedTest(jvm, event);
      break;
    case 'end':
      jvm.end = jvm.last;
      break;
    case 'full':
      jvm.full = true;
      break;
  }
}

// A wait is written when it is over, after the reservation that it led to.
function readWait(jvm, [, from, port, protocols, purpose, to, granted]) {
  const item = jvm.open.get(granted + ' ' + protocols);
  if (granted !== 0) {
    if (item) {
      item.waitedFrom = from;
    }
  } else {
    const vain = newItem(jvm, from, port, protocols, purpose);
    const which = port === 0 ? 'any port of the pool' : 'port ' + port;
    vain.vain = true;
    vain.waitedFrom = from;
    vain.to = to;
    vain.problems.push({ kind: 'waited', time: to, why: 'Timed out after ' + span(to - from) + ' while waiting for ' + which + '.', text: '', item: vain });
    jvm.items.push(vain);
  }
}

// A test that failed of a bind: what was written of it when it was explained, the reservation of its port, or neither.
function readFailedTest(jvm, [, time, port, protocols, test, why, text]) {
  const items = jvm.items.filter(item => item.port === port);
  const known = items.flatMap(item => item.problems).find(each => each.kind === 'failed' && !each.test);
  if (known) {
    known.test = test;
    return;
  }
  let item = items.find(each => jvm.open.get(port + ' ' + each.protocols) === each);
  if (!item) {
    item = newItem(jvm, time, port, protocols, test);
    Object.assign(item, { vain: true, unreserved: true, to: time });
    jvm.items.push(item);
  }
  item.problems.push({ kind: 'failed', time, why, text, item, test });
}

function newItem(jvm, from, port, protocols, purpose) {
  return { jvm, from, to: NEVER, port, protocols, purpose, test: testOf(purpose), problems: [], waitedFrom: NEVER, vain: false, open: false, unreserved: false, guard: '', row: 0, shown: true };
}

// 'OrderTests.ships' of "parameter 'port' of com.acme.OrderTests.ships(int)" or "field 'port' of com.acme.OrderTests, in
// ships(int)"; other purposes are returned as they are.
function testOf(purpose) {
  const place = /(?:^|\s)(?:of\s)?((?:[\p{L}_$][\p{L}\p{N}_$]*\.)+)([\p{L}_$][\p{L}\p{N}_$]*)(\(|,\sin\s|$)/u.exec(purpose);
  if (place === null) {
    return purpose;
  }
  const names = (place[1] + place[2]).split('.');
  const method = place[3] === '(' ? names.pop() : '';
  const type = names.pop() || '';
  const test = /,\sin\s([\p{L}_$][\p{L}\p{N}_$]*)\(/u.exec(purpose);
  return type.replace(/^.*\$(?=.)/, '') + (test ? '.' + test[1] : method ? '.' + method : '');
}

// A JVM that was killed wrote no end. What it held, it held until its last event, as far as is known.
function finish(run, jvm) {
  jvm.running = jvm.running && jvm.end === NEVER;
  jvm.killed = !jvm.running && jvm.end === NEVER;
  if (jvm.end === NEVER) {
    jvm.end = jvm.running && run.made !== NEVER ? Math.max(run.made, jvm.last) : jvm.last;
  }
  for (const item of jvm.open.values()) {
    item.open = true;
    item.to = Math.max(item.from, jvm.end);
  }
}

// Two class loaders of a JVM write a file each.
function joined(jvms) {
  const byProcess = new Map();
  for (const jvm of jvms) {
    const process = [jvm.host, jvm.builder, jvm.pid, jvm.start, jvm.directory].join('\n');
    const first = jvm.start === NEVER ? undefined : byProcess.get(process);
    if (first === undefined) {
      byProcess.set(jvm.start === NEVER ? jvm : process, jvm);
      continue;
    }
    if (jvm.first !== NEVER) {
      first.first = first.first === NEVER ? jvm.first : Math.min(first.first, jvm.first);
    }
    first.end = Math.max(first.end, jvm.end);
    first.last = Math.max(first.last, jvm.last);
    first.running = first.running || jvm.running;
    first.killed = first.killed && jvm.killed;
    first.full = first.full || jvm.full;
    first.ranges = first.ranges || jvm.ranges;
    first.pools.push(...jvm.pools);
    for (const item of jvm.items) {
      item.jvm = first;
      first.items.push(item);
    }
  }
  return [...byProcess.values()];
}

// A lane of the chart: a JVM, or all JVMs of a module.
function lanesOf(run, byModule) {
  const lanes = new Map();
  for (const jvm of run.jvms) {
    const key = byModule ? jvm.module : jvm;
    if (!lanes.has(key)) {
      lanes.set(key, { jvms: [], items: [], begin: Infinity, end: NEVER });
    }
    const lane = lanes.get(key);
    lane.jvms.push(jvm);
    lane.items.push(...jvm.items);
    lane.begin = Math.min(lane.begin, jvm.first);
    lane.end = Math.max(lane.end, jvm.end);
  }
  for (const lane of lanes.values()) {
    lane.title = byModule ? isolated(lane.jvms[0].module) : lane.jvms[0].lane;
    arrange(lane);
  }
  return [...lanes.values()];
}

// The bars of a row do not overlap.
function arrange(lane) {
  lane.items.sort((a, b) => begin(a) - begin(b));
  const ends = [];
  for (const item of lane.items) {
    let row = 0;
    while (row < ends.length && ends[row] > begin(item)) {
      row++;
    }
    item.lane = lane;
    item.row = row;
    ends[row] = item.to;
  }
  lane.rows = Math.max(1, ends.length);
}

// The directory that all JVMs have in common is the project, what follows is the module.
function name(run) {
  const paths = run.jvms.map(jvm => jvm.directory.split(/[/\\]/));
  const common = paths.reduce((root, path) => {
    const end = root.findIndex((part, i) => part !== path[i]);
    return end < 0 ? root : root.slice(0, end);
  }, paths[0] || []);
  run.project = common[common.length - 1] || '';
  run.command = run.jvms.map(jvm => jvm.command).find(command => command !== '') || '';
  const forks = new Map();
  run.jvms.forEach((jvm, i) => {
    jvm.module = shortened(paths[i].slice(common.length).join('/') || run.project || jvm.title, 60);
    const isFork = jvm.title === 'Surefire fork';
    const number = (forks.get(jvm.module) || 0) + (isFork ? 1 : 0);
    forks.set(jvm.module, number);
    jvm.lane = isolated(jvm.module) + '  ·  ' + (isFork ? 'fork ' + number : isolated(shortened(jvm.title, 60))) + '  ·  pid ' + jvm.pid;
  });
}

function begin(item) {
  return item.waitedFrom === NEVER ? item.from : item.waitedFrom;
}

function settle(run) {
  run.jvms = run.jvms.filter(jvm => jvm.first !== NEVER);
  run.jvms.sort((a, b) => a.first - b.first);
  for (const jvm of run.jvms) {
    for (const item of jvm.items) {
      run.items.push(item);
    }
  }
  run.items.sort((a, b) => begin(a) - begin(b));
  run.items.forEach((item, i) => { item.index = i; });
  run.problems = run.items.flatMap(item => item.problems).sort((a, b) => a.time - b.time);
  run.first = run.jvms.reduce((least, jvm) => Math.min(least, jvm.first), Infinity);
  run.last = run.jvms.reduce((most, jvm) => Math.max(most, jvm.end, jvm.last), 0);
  dated = run.jvms.length > 0 && day(run.first) !== day(run.last);
  const strips = new Map();
  for (const jvm of run.jvms.filter(each => each.ranges)) {
    const key = jvm.host + JSON.stringify(jvm.ranges);
    if (!strips.has(key)) {
      strips.set(key, { host: jvm.host, ranges: jvm.ranges, pools: new Map(), used: new Set() });
    }
    const strip = strips.get(key);
    jvm.pools.forEach(pool => strip.pools.set(pool.text, pool));
    jvm.items.filter(item => !item.vain).forEach(item => strip.used.add(item.port));
  }
  run.strips = [...strips.values()];
}

// --- words

function count(n, one, many) {
  return n.toLocaleString('en') + ' ' + (n === 1 ? one : many || one + 's');
}

// Whether the run lasted over several days, so that every time shows its day.
let dated = false;

function clock(micros, digits = 3) {
  const iso = (dated ? day(micros) + ' ' : '') + new Date(micros / 1000).toISOString().slice(11, 19);
  return digits === 0 ? iso : iso + (micros % 1e6 / 1e6).toFixed(6).slice(1, 2 + digits);
}

function day(micros) {
  return new Date(micros / 1000).toISOString().slice(0, 10);
}

function span(micros) {
  if (micros < 1000) {
    return Math.max(0, Math.round(micros)) + ' µs';
  }
  if (micros < 1e6) {
    return (micros / 1000).toFixed(micros < 1e4 ? 1 : 0) + ' ms';
  }
  if (micros < 60e6) {
    return (micros / 1e6).toFixed(micros < 1e7 ? 2 : 1) + ' s';
  }
  const seconds = Math.round(micros / 1e6);
  return seconds < 3600
    ? Math.floor(seconds / 60) + ' min ' + seconds % 60 + ' s'
    : Math.floor(seconds / 3600) + ' h ' + Math.floor(seconds % 3600 / 60) + ' min';
}

// Keeps a text from changing the direction of the page's own line.
function isolated(text) {
  return '\u2068' + text + '\u2069';
}

function shortened(text, longest = 300) {
  return text.length > longest ? text.slice(0, longest - 1) + '…' : text;
}

function portOf(item) {
  return (item.port === 0 ? (item.unreserved ? 'a port' : 'any port') : item.port) + (item.protocols === 'tcp' ? '' : ' ' + item.protocols);
}
