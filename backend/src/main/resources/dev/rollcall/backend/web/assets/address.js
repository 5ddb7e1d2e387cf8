/**
 * What the address says: which page, which API, over which time. Everything a person has chosen stands in it, so that a page can be
 * reloaded, kept and sent to a colleague.
 */

/** What a link to another page takes along. */
const KEPT = ['api', 'window', 'from', 'to'];

/** Told to `window` when the address has changed and the page is to be shown anew. */
export const MOVED = 'rollcall:moved';

/** The parameters of the address. */
export function params() {
  return new URLSearchParams(location.search);
}

/** An address of another page, of the same API and time; changes win, null takes a parameter away. */
export function to(path, changes = {}) {
  const now = params();
  const next = new URLSearchParams();
  for (const name of KEPT) {
    if (now.has(name)) {
      next.set(name, now.get(name));
    }
  }
  return changed(path, next, changes);
}

/** This page's address with changes. */
export function here(changes) {
  return changed(location.pathname, params(), changes);
}

/** A customer's page; null stands for the requests of nobody we know. */
export function toCustomer(id, changes = {}) {
  return to('/customer', {...whose(id), ...changes});
}

/** The parameters that name a customer, for the API and for pages. */
export function whose(id) {
  return id === null || id === undefined ? {unidentified: 'true'} : {customer: id};
}

/** Goes to an address and shows its page. */
export function go(address) {
  history.pushState(null, '', address);
  window.dispatchEvent(new CustomEvent(MOVED));
}

/** Writes into the address what was chosen, without showing the page anew: the part that was changed does so itself. */
export function note(changes) {
  history.replaceState(null, '', here(changes));
}

function changed(path, query, changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '' || value === false) {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
