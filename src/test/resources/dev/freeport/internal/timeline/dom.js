'use strict';
// As much of a browser as the scripts of the page ask for. What they ask beyond that fails, as a name that is not
// defined. Nothing is painted: a canvas keeps what was to be.

const VOID = new Set(['meta', 'input', 'br', 'img', 'link']);
const RAW = new Set(['script', 'style', 'noscript']);
const REFLECTED = ['id', 'type', 'title', 'role', 'placeholder'];
const escapeText = text => text.replace(/&/g, '&amp;').replace(/\u00a0/g, '&nbsp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const escapeValue = text => text.replace(/&/g, '&amp;').replace(/\u00a0/g, '&nbsp;').replace(/"/g, '&quot;');

class Listening {
  listeners = {};

  addEventListener(type, listener) {
    (this.listeners[type] ||= []).push(listener);
  }

  dispatch(type, event = {}) {
    (this.listeners[type] || []).forEach(listener => listener({ type, preventDefault() {}, ...event }));
  }
}

class Text {
  constructor(textContent) {
    this.textContent = textContent;
  }

  html(parent) {
    return RAW.has(parent) ? this.textContent : escapeText(this.textContent);
  }
}

class Element extends Listening {
  constructor(name, attributes = {}, children = []) {
    super();
    Object.assign(this, { name, attributes, children: [], parentElement: null, value: attributes.value || '', scrollTop: 0 });
    this.style = {};
    this.clientWidth = 1280;
    this.clientHeight = 400;
    this.dataset = new Proxy({}, {
      get: (_, key) => this.attributes['data-' + key],
      set: (_, key, value) => { this.attributes['data-' + key] = String(value); return true; },
    });
    this.classList = { toggle() {}, remove() {} };
    this.append(...children);
  }

  get hidden() { return 'hidden' in this.attributes; }
  set hidden(hidden) {
    if (hidden) {
      this.attributes.hidden = '';
    } else {
      delete this.attributes.hidden;
    }
  }

  get className() { return this.attributes.class || ''; }
  set className(name) { this.attributes.class = name; }
  set colSpan(columns) { this.attributes.colspan = String(columns); }
  set ariaLabel(label) { this.attributes['aria-label'] = label; }
  get ariaPressed() { return this.attributes['aria-pressed']; }
  set ariaPressed(pressed) { this.attributes['aria-pressed'] = pressed; }
  get tBodies() { return this.all().filter(each => each.name === 'tbody'); }
  get textContent() { return this.children.map(child => child.textContent).join(''); }
  set textContent(text) { this.replaceChildren(...(text === '' ? [] : [text])); }

  append(...nodes) {
    this.insert(this.children.length, nodes);
  }

  before(...nodes) {
    this.parentElement.insert(this.parentElement.children.indexOf(this), nodes);
  }

  replaceChildren(...nodes) {
    this.children = [];
    this.append(...nodes);
  }

  insert(at, nodes) {
    const made = nodes.map(node => typeof node === 'object' ? node : new Text(String(node)));
    made.forEach(node => { node.parentElement = this; });
    this.children.splice(at, 0, ...made);
  }

  all() {
    return this.children.flatMap(child => child instanceof Element ? [child, ...child.all()] : []);
  }

  html() {
    const attributes = Object.entries(this.attributes).map(([name, value]) => ' ' + name + '="' + escapeValue(value) + '"');
    const start = '<' + this.name + attributes.join('') + '>';
    return VOID.has(this.name) ? start : start + this.children.map(child => child.html(this.name)).join('') + '</' + this.name + '>';
  }

  focus() { document.activeElement = this; }
  getBoundingClientRect() { return { top: 0, bottom: 400, left: 0, right: 1280, width: 1280, height: 400 }; }
  scrollIntoView() {}
  setPointerCapture() {}

  getContext() {
    this.painted = [];
    const state = {};
    return new Proxy(state, {
      get: (_, key) => key === 'measureText' ? text => ({ width: 9 * text.length })
        : key in state ? state[key] : (...values) => { this.painted.push({ what: key, values, color: state.fillStyle }); },
    });
  }
}

for (const name of REFLECTED) {
  Object.defineProperty(Element.prototype, name, {
    get() { return this.attributes[name] || ''; },
    set(value) { this.attributes[name] = value; },
  });
}

/** Makes elements of what the parser has read: [name, {attributes}, [children]], or a text. */
function build([name, attributes, children]) {
  return new Element(name, attributes, children.map(child => typeof child === 'string' ? child : build(child)));
}

const window = Object.assign(new Listening(), { innerWidth: 1280, innerHeight: 1400, devicePixelRatio: 1, matchMedia: () => new Listening() });
const frames = [];
const requestAnimationFrame = draw => frames.push(draw);
const document = Object.assign(new Listening(), {
  documentElement: build(JSON.parse(pageAsJson)),
  getElementById: id => document.documentElement.all().find(each => each.attributes.id === id) || null,
  createElement: name => new Element(name),
  activeElement: null,
});
Object.defineProperties(document, {
  body: { get: () => document.documentElement.children.find(each => each.name === 'body') },
  title: {
    get: () => document.documentElement.all().find(each => each.name === 'title').textContent,
    set: title => { document.documentElement.all().find(each => each.name === 'title').textContent = title; },
  },
});
const location = { hash: hashOfPage };

/** Knows the first value of each custom property, which is the one for light. */
function getComputedStyle() {
  const css = document.documentElement.all().find(each => each.name === 'style').textContent;
  return { fontFamily: 'sans-serif', getPropertyValue: name => (new RegExp('[\\s{;]' + name + ':([^;]*);').exec(css) || ['', ''])[1] };
}

function paintFrames() {
  while (frames.length > 0) {
    frames.shift()();
  }
}

// --- what a test does

const only = (what, found) => {
  if (found.length !== 1) {
    throw new Error(found.length + ' elements are ' + what);
  }
  return found[0];
};
const withText = text => only('with ' + text, document.documentElement.all().filter(each => each.name === 'button' && each.textContent === text));

const test = {
  html: () => document.documentElement.html(),
  type: (id, text) => { document.getElementById(id).value = text; document.getElementById(id).dispatch('input'); paintFrames(); },
  click: text => { withText(text).dispatch('click'); paintFrames(); },
  press: (id, key) => { document.getElementById(id).dispatch('keydown', { key }); paintFrames(); },
  point: (id, type, x, y) => { document.getElementById(id).dispatch(type, { offsetX: x, offsetY: y, clientX: x, clientY: y }); paintFrames(); },
  text: id => document.getElementById(id).textContent,
  hidden: id => document.getElementById(id).hidden,
  painted: (id, what, property) => document.getElementById(id).painted
    .filter(each => each.what === what && each.color === getComputedStyle().getPropertyValue(property).trim()).length,
  texts: id => document.getElementById(id).painted
    .filter(each => each.what === 'fillText').map(each => each.values[0]).join('\n'),
  failed: message => window.dispatch('error', { message }),
};
