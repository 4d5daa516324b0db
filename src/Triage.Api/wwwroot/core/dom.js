// Builds elements. Text goes in as text nodes and never as markup, so nothing a party wrote can run.

const SVG = 'http://www.w3.org/2000/svg';
const svgNames = new Set(['svg', 'path', 'rect', 'circle', 'line', 'g', 'polyline', 'text']);

/** h('button.primary', { type: 'button', onclick: save, 'aria-expanded': 'false' }, '保存') */
export function h(spec, props, ...children) {
  const [name, ...classes] = spec.split('.');
  const element = svgNames.has(name) ? document.createElementNS(SVG, name) : document.createElement(name);
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [key, value] of Object.entries(props ?? {})) set(element, key, value);
  return add(element, children);
}

function set(element, key, value) {
  if (value === undefined || value === null || value === false) return;
  if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
  else if (key === 'class') element.setAttribute('class', [element.getAttribute('class'), value].filter(Boolean).join(' '));
  else if (key === 'data') Object.assign(element.dataset, value);
  else if (key === 'style') Object.assign(element.style, value); // through the CSSOM: a style attribute is refused by the CSP
  else if (key === 'value' || key === 'checked' || key === 'indeterminate') element[key] = value;
  else element.setAttribute(key, value === true ? '' : value);
}

export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
  return element;
}

/** Replaces what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

let last = 0;
export const newId = (prefix = 'e') => `${prefix}-${++last}`;

const polite = document.getElementById('announcer');

/** Says something to a screen reader without moving the focus. */
export function announce(text) {
  polite.textContent = '';
  setTimeout(() => { polite.textContent = text; }, 30);
}

/** Calls back once the typing pauses. */
export function debounce(wait, work) {
  let timer;
  const later = (...args) => { clearTimeout(timer); timer = setTimeout(() => work(...args), wait); };
  later.cancel = () => clearTimeout(timer);
  return later;
}
