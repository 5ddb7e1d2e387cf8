/**
 * Makes elements. The only way anything comes onto a page: text becomes text nodes, so that names, ids, paths and user agents,
 * which strangers choose, can never become markup.
 */

const SVG = 'http://www.w3.org/2000/svg';

/** Controls, and letters that are invisible or change the direction; not those that join emoji and Indic letters. */
const UNSEEN = /([\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff])/;

/** Attributes that would run, load or style something; none of ours needs them. */
const REFUSED = new Set(['style', 'srcdoc', 'action', 'formaction']);

/**
 * An HTML element.
 *
 * @param tag its name
 * @param props attributes; null and false leave one away, a function listens (`onclick`), `value` is set as the property
 * @param children nodes, texts, numbers, lists of them; null and false are left away
 */
export function h(tag, props, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** An SVG element; as {@link h}. */
export function s(tag, props, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

/** Adds children to an element, as {@link h} does. */
export function add(parent, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child instanceof Node) {
      parent.append(child);
    } else if (child !== null && child !== undefined && child !== false && child !== true) {
      parent.append(document.createTextNode(String(child)));
    }
  }
  return parent;
}

/** Replaces everything in an element. */
export function put(parent, ...children) {
  parent.replaceChildren();
  return add(parent, ...children);
}

/**
 * What a stranger has written: an id, a name, a path. It stands by itself, whichever direction its letters run, and letters that
 * cannot be seen or that turn others round are shown as their code points, so that nobody can look like somebody else.
 */
export function theirs(text, props = {}) {
  const pieces = String(text).split(UNSEEN);
  return h(
    'bdi',
    props,
    pieces.map((piece, index) =>
      index % 2 === 0 ? piece : h('span', {class: 'code-point', 'data-code': codeOf(piece)}),
    ),
  );
}

function codeOf(letter) {
  return `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Text that only a screen reader tells. */
export function unseen(text) {
  return h('span', {class: 'unseen'}, text);
}

function filled(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name !== 'value') {
      set(element, name, value);
    }
  }
  add(element, ...children);
  // After the children: a select takes its value from them.
  if (props && props.value !== undefined && props.value !== null) {
    element.value = props.value;
  }
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (typeof value === 'function') {
    element.addEventListener(name.slice(2), value);
    return;
  }
  if (name.startsWith('on') || REFUSED.has(name)) {
    throw new Error(`${name} is not set on elements here`);
  }
  if (name === 'href' && !/^(\/(?!\/)|#|blob:)/.test(value)) {
    throw new Error('links lead to pages of our own only');
  }
  element.setAttribute(name, value === true ? '' : String(value));
}
