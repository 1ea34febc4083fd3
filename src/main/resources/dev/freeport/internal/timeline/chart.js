'use strict';
// A lane for each JVM or module, a bar for each reservation. Only the visible part is drawn, so that 10,000 bars move smoothly.

const AXIS = 26;
const HEAD = 38;
const GAP = 10;

class Chart {
  constructor(run, frame, canvas, spacer, overview) {
    Object.assign(this, { run, frame, canvas, spacer, overview, selected: null, colors: null, held: null, asked: false });
    const length = Math.max(1000, run.last - run.first);
    this.least = run.first - length * 0.01;
    this.most = run.last + length * 0.03;
    this.from = this.least;
    this.to = this.most;
    this.group(false);
    listenToPointer(this);
  }

  /** Makes a lane for each JVM, or for each module. */
  group(byModule) {
    this.all = lanesOf(this.run, byModule);
    for (const lane of this.all) {
      lane.rowHeight = lane.rows <= 12 ? 20 : lane.rows <= 60 ? 9 : 4;
      lane.byRow = Array.from({ length: lane.rows }, () => []);
      lane.items.forEach(item => lane.byRow[item.row].push(item));
      lane.marked = lane.items.filter(item => item.problems.length > 0);
      lane.facts = laneFacts(lane, byModule);
    }
    this.fold();
  }

  /** Leaves out the lanes in which nothing is shown; returns how many these are. */
  fold() {
    this.lanes = this.all.filter(lane => lane.items.some(item => item.shown));
    let y = AXIS;
    for (const lane of this.lanes) {
      lane.y = y;
      y += HEAD + lane.rows * lane.rowHeight + GAP;
    }
    this.height = y;
    this.held = null;
    this.drawSoon();
    return this.all.length - this.lanes.length;
  }

  zoom(factor, at = (this.from + this.to) / 2) {
    this.show(at - (at - this.from) * factor, at + (this.to - at) * factor);
  }

  /** Shows a time, as long as it is within the run. */
  show(from, to) {
    const length = Math.min(this.most - this.least, Math.max(200, to - from));
    const start = Math.min(this.most - length, Math.max(this.least, to - from < length ? (from + to - length) / 2 : from));
    this.from = start;
    this.to = start + length;
    this.drawSoon();
  }

  /** Draws once before the screen is painted, however often it is called. */
  drawSoon() {
    if (!this.asked && this.colors) {
      this.asked = true;
      requestAnimationFrame(() => this.draw());
    }
  }

  fit() {
    this.show(this.least, this.most);
  }

  reveal(item) {
    this.selected = item;
    const length = this.to - this.from;
    const middle = (begin(item) + item.to) / 2;
    if (middle < this.from || middle > this.to) {
      this.show(middle - length / 2, middle + length / 2);
    }
    const y = item.lane.y + HEAD + item.row * item.lane.rowHeight;
    if (y < this.frame.scrollTop + AXIS || y > this.frame.scrollTop + this.frame.clientHeight - 30) {
      this.frame.scrollTop = y - this.frame.clientHeight / 2;
    }
    this.drawSoon();
  }

  x(time) {
    return (time - this.from) / (this.to - this.from) * this.width;
  }

  time(x) {
    return this.from + x / this.width * (this.to - this.from);
  }

  draw(colors = this.colors) {
    this.asked = false;
    this.colors = colors;
    const visible = Math.max(AXIS + GAP, Math.min(this.height, Math.max(240, Math.round(window.innerHeight * 0.62))));
    this.frame.style.height = visible + 2 + 'px';
    this.spacer.style.height = Math.max(0, this.height - visible) + 'px';
    const { context, width } = prepare(this.canvas, visible);
    Object.assign(this, { width, visible, context });
    const scrolled = this.frame.scrollTop;
    context.font = colors.font;
    context.textBaseline = 'middle';
    const ticks = this.ticks();
    context.fillStyle = colors.line;
    ticks.forEach(tick => context.fillRect(Math.round(this.x(tick)), AXIS, 1, visible));
    for (const lane of this.lanes) {
      const y = lane.y - scrolled;
      if (y < visible && y + HEAD + lane.rows * lane.rowHeight > AXIS) {
        this.drawLane(lane, y);
      }
    }
    this.drawAxis(ticks);
    drawOverview(this);
  }

  ticks() {
    const wanted = (this.to - this.from) / Math.max(2, this.width / (dated ? 200 : 130));
    const steps = [10, 20, 50, 100, 200, 500].flatMap(n => [n, n * 1e3]).concat([1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800,
      3600, 7200, 21600, 43200, 86400].map(n => n * 1e6)).sort((a, b) => a - b);
    const days = steps[steps.length - 1];
    const step = steps.find(each => each >= wanted) || Math.ceil(wanted / days) * days;
    const ticks = [];
    for (let tick = Math.ceil(this.from / step) * step; tick <= this.to; tick += step) {
      ticks.push(tick);
    }
    this.digits = step >= 1e6 ? 0 : step >= 1e5 ? 1 : step >= 1e3 ? 3 : 6;
    return ticks;
  }

  drawAxis(ticks) {
    const { context, colors } = this;
    context.fillStyle = colors.panel;
    context.fillRect(0, 0, this.width, AXIS);
    context.fillStyle = colors.line;
    context.fillRect(0, AXIS - 1, this.width, 1);
    context.fillStyle = colors.muted;
    context.textAlign = 'center';
    for (const tick of ticks) {
      const x = this.x(tick);
      const half = dated ? 80 : 45;
      if (x > half && x < this.width - half) {
        context.fillText(clock(tick, this.digits), x, AXIS / 2);
      }
    }
  }

  drawLane(lane, y) {
    const { context, colors } = this;
    const top = y + HEAD;
    const from = Math.max(0, this.x(lane.begin));
    const to = Math.min(this.width, Math.max(this.x(lane.end), from + 1));
    context.fillStyle = colors.line;
    context.fillRect(0, y, this.width, 1);
    context.fillStyle = colors.panel;
    context.fillRect(from, top, to - from, lane.rows * lane.rowHeight);
    for (const items of lane.byRow) {
      this.drawRow(lane, items, top);
    }
    // over the bars, also over later ones
    const height = lane.rowHeight - 2;
    lane.marked.forEach(item => this.drawMarks(item, top + item.row * lane.rowHeight + 1, height));
    this.drawHead(lane, y);
    context.fillStyle = colors.failed;
    for (const end of lane.jvms.filter(jvm => jvm.killed).map(jvm => this.x(jvm.end))) {
      for (let dash = top; end >= 0 && end <= this.width && dash < top + lane.rows * lane.rowHeight; dash += 5) {
        context.fillRect(Math.round(end), dash, 2, 3);
      }
    }
  }

  drawHead(lane, y) {
    const { context, colors } = this;
    context.textAlign = 'left';
    context.font = colors.bold;
    const length = Math.min(this.width * 0.6, context.measureText(lane.title).width);
    // over the lines of the axis, which would run through the words
    context.fillStyle = colors.paper;
    context.fillRect(0, y + 1, this.width, HEAD - 1);
    context.fillStyle = colors.ink;
    drawText(context, lane.title, 8, y + HEAD / 2 + 1, length + 1);
    context.font = colors.font;
    context.fillStyle = colors.muted;
    drawText(context, lane.facts, 8 + length + 14, y + HEAD / 2 + 1, this.width - length - 30);
  }

  drawRow(lane, items, top) {
    const height = lane.rowHeight - (lane.rowHeight > 5 ? 2 : 1);
    const y = items.length > 0 ? top + items[0].row * lane.rowHeight + 1 : 0;
    if (y > this.visible || y + height < AXIS) {
      return;
    }
    let drawn = -1;
    for (let i = firstAfter(items, this.from); i < items.length && begin(items[i]) <= this.to; i++) {
      const item = items[i];
      const x = this.x(item.from);
      const end = Math.max(this.x(item.to), x + 2);
      const plain = item.problems.length === 0 && item !== this.selected;
      if (plain && end <= drawn) {
        continue;
      }
      this.context.globalAlpha = item.shown ? 1 : 0.13;
      this.drawBar(item, x, y, end - x, height);
      this.context.globalAlpha = 1;
      drawn = item.shown ? end : drawn;
    }
  }

  drawBar(item, x, y, width, height) {
    const { context, colors } = this;
    if (item.waitedFrom !== NEVER) {
      const from = Math.max(-2, this.x(item.waitedFrom));
      const to = Math.min(this.width + 2, item.vain ? x + width : x);
      context.fillStyle = colors.waited;
      context.fillRect(from, y + height / 2 - 1, Math.max(1, to - from), 2);
      context.fillRect(from, y + 2, 1.5, height - 4);
    }
    const left = Math.max(-4, x);
    const right = Math.min(this.width + 4, x + width);
    if (!item.vain && right > left) {
      context.fillStyle = colors.held;
      context.beginPath();
      context.roundRect(left, y, right - left, height, right - left > 8 ? 3 : 0);
      context.fill();
      // an end that was not seen looks different from a release
      if (item.open && right - left > 8) {
        context.fillStyle = colors.paper;
        context.fillRect(right - 6, y, 2, height);
        context.fillRect(right - 3, y, 2, height);
      }
      const [start, room] = this.labelPlace(item, Math.max(0, left) + 5, right - (item.open ? 13 : 5));
      // half a number would be another port
      if (height >= 14 && room > 34 && context.measureText(portOf(item)).width <= room) {
        context.textAlign = 'left';
        context.fillStyle = colors.onHeld;
        drawText(context, portOf(item) + (room > 90 ? '  ' + item.test : ''), start, y + height / 2 + 1, room);
      }
    }
    if (item === this.selected) {
      context.strokeStyle = colors.ink;
      context.lineWidth = 2;
      context.strokeRect(left - 1, y - 0.5, Math.max(3, right - left + 2), height + 1);
    }
  }

  /** Finds the widest place in a bar that no mark covers. */
  labelPlace(item, left, right) {
    let best = [left, 0];
    let start = left;
    for (const end of item.problems.map(problem => this.x(problem.time)).concat(right + 9)) {
      if (Math.min(right, end - 9) - start > best[1]) {
        best = [start, Math.min(right, end - 9) - start];
      }
      start = Math.max(start, end + 9);
    }
    return best;
  }

  drawMarks(item, y, height) {
    for (const problem of item.problems) {
      const x = this.x(problem.time);
      if (x >= -8 && x <= this.width + 8 && y + height > AXIS && y < this.visible) {
        this.context.globalAlpha = item.shown ? 1 : 0.2;
        drawMark(this.context, problem.kind, x, y + height / 2, this.colors);
        this.context.globalAlpha = 1;
      }
    }
  }

  itemAt(x, y) {
    const inside = y + this.frame.scrollTop;
    const lane = this.lanes.find(each => inside >= each.y + HEAD && inside < each.y + HEAD + each.rows * each.rowHeight);
    if (!lane || y < AXIS) {
      return null;
    }
    const items = lane.byRow[Math.floor((inside - lane.y - HEAD) / lane.rowHeight)] || [];
    const distance = item => Math.max(this.x(begin(item)) - x, x - Math.max(this.x(item.to), this.x(item.from) + 2), 0)
      - (item.problems.some(problem => Math.abs(this.x(problem.time) - x) < 8) ? 20 : 0) + (item.shown ? 0 : 3);
    let best = null;
    for (let i = firstAfter(items, this.time(x - 10)); i < items.length && begin(items[i]) <= this.time(x + 10); i++) {
      if (distance(items[i]) < 5 && (best === null || distance(items[i]) < distance(best))) {
        best = items[i];
      }
    }
    return best;
  }
}

/** Finds the first bar of a row that ends at a time or later: the bars of a row are in order, and do not overlap. */
function firstAfter(items, time) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].to < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Math.max(0, low - 1);
}

function drawMark(context, kind, x, y, colors) {
  context.fillStyle = colors[kind];
  context.strokeStyle = colors.paper;
  context.lineWidth = 1.5;
  context.beginPath();
  if (kind === 'leaked') {
    context.moveTo(x, y - 7);
    context.lineTo(x + 7, y + 6);
    context.lineTo(x - 7, y + 6);
    context.closePath();
  } else if (kind === 'failed') {
    context.arc(x, y, 6.5, 0, 2 * Math.PI);
  } else {
    context.rect(x - 5, y - 5, 10, 10);
  }
  context.stroke();
  context.fill();
  context.beginPath();
  if (kind === 'leaked') {
    context.moveTo(x, y - 2.5);
    context.lineTo(x, y + 1.5);
    context.moveTo(x, y + 3);
    context.lineTo(x, y + 4.5);
  } else {
    context.moveTo(x - 2.5, y - 2.5);
    context.lineTo(x + 2.5, y + 2.5);
    context.moveTo(x + 2.5, y - 2.5);
    context.lineTo(x - 2.5, y + 2.5);
  }
  context.stroke();
}

/** Draws a text, cut off where the room ends. */
function drawText(context, text, x, y, room) {
  let shown = text;
  if (context.measureText(shown).width > room) {
    let low = 0;
    let high = shown.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(text.slice(0, middle) + '…').width <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    shown = low > 0 ? text.slice(0, low).trimEnd() + '…' : '';
  }
  context.fillText(shown, x, y);
}

function laneFacts(lane, byModule) {
  const reserved = lane.items.filter(item => !item.vain).length;
  const facts = [count(reserved, 'reservation'), clock(lane.begin, 0) + '–' + clock(lane.end, 0)];
  const [jvm] = lane.jvms;
  if (byModule) {
    return [count(lane.jvms.length, 'JVM')].concat(facts).join('  ·  ');
  }
  if (jvm.running) {
    facts.push('still running when this page was made');
  } else if (jvm.killed) {
    facts.push('killed or crashed: it wrote no end');
  }
  if (jvm.full) {
    facts.push('too many events: later ones are missing');
  }
  return facts.concat(['Java ' + jvm.java, 'started by ' + jvm.builder, jvm.directory && isolated(jvm.directory)]).filter(Boolean).join('  ·  ');
}
