'use strict';
// The 65,536 ports of a host as a strip: their ranges, and above them the ports that were reserved.

const PORTS = 65536;
const STRIP = { used: 18, ranges: 24, top: 2, axis: 18 };

function drawStrip(canvas, strip, colors) {
  const { context, width } = prepare(canvas, STRIP.top + STRIP.used + STRIP.ranges + STRIP.axis);
  const x = port => port / PORTS * width;
  const top = STRIP.top + STRIP.used;
  const block = (low, high, color, y = top, height = STRIP.ranges) => {
    context.fillStyle = color;
    context.fillRect(x(low), y, Math.max(1, x(high + 1) - x(low)), height);
  };
  block(0, PORTS - 1, colors.rest);
  block(0, Math.max(0, strip.ranges.privileged - 1), colors.privileged);
  strip.ranges.dynamic.forEach(([low, high]) => block(low, high, colors.dynamic));
  // narrow gaps in the pool are single excluded ports; the list below names them
  strip.pools.forEach(pool => pool.ranges.forEach(([low, high]) => block(low, high, colors.pool)));
  strip.ranges.excluded.forEach(([low, high]) => block(low, high, colors.excluded, top + STRIP.ranges - 6, 6));
  context.fillStyle = colors.held;
  for (const port of strip.used) {
    context.fillRect(Math.round(x(port)) - 0.5, STRIP.top, 1.5, STRIP.used - 2);
  }
  drawPortAxis(context, width, top + STRIP.ranges, colors);
}

function drawPortAxis(context, width, y, colors) {
  context.fillStyle = colors.muted;
  context.font = colors.font;
  context.textBaseline = 'top';
  const step = width < 500 ? 20000 : 10000;
  for (let port = 0; port < PORTS; port += step) {
    const at = port / PORTS * width;
    context.textAlign = port === 0 ? 'left' : 'center';
    context.fillRect(Math.min(width - 1, Math.round(at)), y, 1, 4);
    if (width - at > 60) {
      context.fillText(String(port), at, y + 6);
    }
  }
  context.textAlign = 'right';
  context.fillRect(width - 1, y, 1, 4);
  context.fillText('65535', width, y + 6);
}

function describePort(strip, port) {
  const inside = ranges => ranges.some(([low, high]) => port >= low && port <= high);
  const excluded = strip.ranges.excluded.find(([low, high]) => port >= low && port <= high);
  const words = [];
  if (strip.used.has(port)) {
    words.push('reserved in this run');
  }
  if ([...strip.pools.values()].some(pool => inside(pool.ranges))) {
    words.push('in the pool: Freeport may reserve it');
  }
  if (inside(strip.ranges.dynamic)) {
    words.push('in the dynamic range: the system assigns it to clients');
  }
  if (port < strip.ranges.privileged) {
    words.push('privileged');
  }
  if (excluded) {
    words.push('excluded' + (excluded[2] ? ': ' + excluded[2] : ''));
  }
  return 'Port ' + port + '\n' + (words.join('\n') || 'not in the pool');
}

function rangeText(ranges) {
  const text = ranges.slice(0, 4).map(([low, high]) => low === high ? String(low) : low + '–' + high).join(', ');
  return ranges.length > 4 ? text + ' and ' + (ranges.length - 4) + ' more' : text;
}

function showStrips(run, place) {
  for (const strip of run.strips.slice(0, 4)) {
    const canvas = element('canvas', { role: 'img', ariaLabel: 'The ports 0 to 65535 of the host; the list below names the ranges' });
    const legend = element('ul', { className: 'legend' });
    const entry = (color, name, text) => legend.append(element('li', {}, swatch(color), element('b', {}, name), ' ' + text));
    entry('held', count(strip.used.size, 'port'), 'reserved in this run');
    const pools = [...strip.pools.values()];
    pools.slice(0, 3).forEach(pool => entry('pool', 'Pool', pool.text));
    if (pools.length > 3) {
      entry('pool', 'Pools', 'of other requests: ' + (pools.length - 3));
    }
    const dynamic = rangeText(strip.ranges.dynamic);
    entry('dynamic', 'Dynamic range', (dynamic || 'none') + ', assigned to clients (' + strip.ranges.source + ')');
    if (strip.ranges.privileged > 1) {
      entry('privileged', 'Privileged', 'below ' + strip.ranges.privileged);
    }
    if (strip.ranges.excluded.length > 0) {
      entry('excluded', 'Excluded', rangeText(strip.ranges.excluded));
    }
    const title = strip.ranges.name + (strip.host ? ', host ' + strip.host : '');
    place.append(element('div', { className: 'strip' }, element('p', { className: 'muted' }, title), canvas, legend));
    const nearest = event => {
      const port = Math.min(PORTS - 1, Math.max(0, Math.floor(event.offsetX / canvas.clientWidth * PORTS)));
      const reach = Math.ceil(2 / canvas.clientWidth * PORTS);
      for (let away = 0; away <= reach; away++) {
        const hit = [port - away, port + away].find(each => strip.used.has(each));
        if (hit !== undefined) {
          return hit;
        }
      }
      return port;
    };
    canvas.addEventListener('mousemove', event => showTip(event, describePort(strip, nearest(event))));
    canvas.addEventListener('mouseleave', hideTip);
    drawings.push(colors => drawStrip(canvas, strip, colors));
  }
}
