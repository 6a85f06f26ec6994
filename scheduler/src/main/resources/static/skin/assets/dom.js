// Small builders: everything is text or an element, never HTML in a string.
const SVG = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Sets an element's children anew and shows it. */
export function show(node, ...children) {
  if (children.length > 0) {
    node.replaceChildren(...children.flat().filter((child) => child !== null));
  }
  node.hidden = false;
  return node;
}

/** Says something to those who listen, without moving the focus. */
export function announce(text) {
  const region = byId('live');
  region.textContent = '';
  setTimeout(() => (region.textContent = text), 50); // a change that is heard
}

/** An address that a page may lead to, or null. */
export function safeLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** A picture of ours or of a shop; anything else is left out. */
export function safePicture(address) {
  return address && address.startsWith('/') && !address.startsWith('//')
    ? address
    : safeLink(address);
}
