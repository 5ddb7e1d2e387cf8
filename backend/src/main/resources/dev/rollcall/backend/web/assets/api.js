/** Asks the backend's JSON API. An answer that is no success becomes one sentence that a person can read. */

/** What went wrong: a word for the code, a sentence for people. `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Told to `window` when an answer says that nobody is signed in. */
export const SIGNED_OUT = 'rollcall:signed-out';

/** Whether a problem is only that nobody wants the answer any more. */
export function isAbort(problem) {
  return problem instanceof DOMException && problem.name === 'AbortError';
}

/** An address of the API with its query; parameters that are null, false or empty are left away. */
export function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value !== null && value !== undefined && value !== false && value !== '') {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** GET. */
export function get(path, params, signal) {
  return ask('GET', address(path, params), undefined, signal);
}

/** POST, PUT or DELETE, always as JSON: the backend takes nothing else from a page, so that no other site can send it. */
export function send(method, path, params, body = {}) {
  return ask(method, address(path, params), method === 'DELETE' ? undefined : body);
}

/** A file, whole: a browser that follows a link to one does not tell why it was refused. */
export async function file(url) {
  const response = await answered(url, {credentials: 'same-origin'});
  if (!response.ok) {
    throw refused(url, response, await json(response));
  }
  try {
    return await response.blob();
  } catch (cut) {
    throw new ApiError(0, 'cut', 'The file ended too early. Try again.');
  }
}

async function ask(method, url, body, signal) {
  const response = await answered(url, {
    method,
    signal,
    credentials: 'same-origin',
    // What was chosen is kept, also by whoever leaves the page at once.
    keepalive: method === 'PUT' || method === 'DELETE',
    headers: body === undefined ? {Accept: 'application/json'} : {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 204) {
    return null;
  }
  const answer = await json(response);
  if (response.ok) {
    return answer;
  }
  throw refused(url, response, answer);
}

async function answered(url, request) {
  try {
    return await fetch(url, request);
  } catch (problem) {
    if (isAbort(problem)) {
      throw problem;
    }
    throw new ApiError(0, 'unreachable', 'The backend does not answer. Is it running?');
  }
}

function refused(url, response, answer) {
  if (response.status === 401 && !url.startsWith('/api/login')) {
    window.dispatchEvent(new CustomEvent(SIGNED_OUT));
  }
  const error = answer?.error ?? {};
  return new ApiError(
    response.status,
    String(error.code ?? 'failed'),
    String(error.message ?? `The backend answered with status ${response.status} and no reason.`),
  );
}

async function json(response) {
  const text = await response.text();
  if (text === '') {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch (notJson) {
    throw new ApiError(
      response.status,
      'not_json',
      `Something between this page and the backend answered with status ${response.status}, not in JSON.`,
    );
  }
}
