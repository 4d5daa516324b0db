// The one door to the service: the cookie session, versions, idempotency keys and problems are handled here and nowhere else.

import { drop, headers as usual, query, remembered, take } from './ahead.js';

export { query };

const BASE = '/api/v1';

/** An answer of the service that says no (RFC 9457). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body?.detail ?? body?.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = body?.code ?? '';
    this.title = body?.title ?? `HTTP ${status}`;
    this.detail = body?.detail ?? '';
    this.errors = body?.errors ?? {};
    this.citation = body?.citation ?? null;
    this.traceId = body?.traceId ?? '';
    this.retryAfter = retryAfter;
  }

  /** Worth trying again later with the same key: the service or its disk was in trouble, not the request. */
  get passing() { return this.status === 408 || this.status === 429 || this.status >= 500; }
}

/** No answer at all: the line is cut or the service is down. */
export class Unreachable extends Error {}

/** Somebody else signed in, or nobody: the work that waited for it is given up. */
export class SignedOut extends Error {}

export const line = new EventTarget();
let reachable = true;

export const isReachable = () => reachable;

function sayReachable(value) {
  if (reachable === value) return;
  reachable = value;
  line.dispatchEvent(new Event('change'));
  if (!value) listen();
}

/** While there is no answer: asks every few seconds whether the service is back, so that nobody has to try. */
function listen() {
  setTimeout(async () => {
    if (reachable) return;
    try {
      const answer = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout?.(4_000) });
      if (answer.ok) { sayReachable(true); return; }
    } catch { /* not yet */ }
    listen();
  }, 3_000);
}

/** A session that has come to need something first is over for the desks: the door asks for it. */
const toDoFirst = ['password_change_required', 'second_factor_enrolment_required'];

let renew = () => Promise.reject(new SignedOut());

/** What to do when the session has ended: resolves when the same person has signed in again. */
export function onSessionEnd(handler) { renew = handler; }

let anotherIsHere = () => false;

/** Tells whether another person has signed in, in another window with the same cookie: nothing is sent in the wrong name. */
export function notFor(check) { anotherIsHere = check; }

/**
 * @param {string} path below /api/v1
 * @param {{method?: string, body?: any, raw?: Blob, type?: string, key?: string, version?: number, signal?: AbortSignal, retried?: boolean, open?: boolean, timeout?: number}} [o]
 * @returns {Promise<any>} the body; null where there is none
 */
export async function call(path, o = {}) {
  if (!o.open && anotherIsHere()) throw new SignedOut();
  const headers = usual();
  if (o.body !== undefined) headers['Content-Type'] = 'application/json';
  if (o.raw) headers['Content-Type'] = o.type;
  if (o.key) headers['Idempotency-Key'] = o.key;
  if (o.version !== undefined) headers['If-Match'] = `"${o.version}"`;
  const method = o.method ?? (o.body !== undefined || o.raw ? 'POST' : 'GET');

  let response;
  let text;
  const stop = new AbortController();
  const abort = () => stop.abort();
  const limit = setTimeout(abort, o.timeout ?? 20_000);
  o.signal?.addEventListener('abort', abort);
  // What was asked ahead of a change no longer holds after it.
  if (method !== 'GET') drop();
  try {
    response = await (method === 'GET' && !o.retried ? take(path) : null) ?? await fetch(BASE + path, {
      method, headers, credentials: 'same-origin', cache: 'no-store',
      body: o.raw ?? (o.body !== undefined ? JSON.stringify(o.body) : undefined),
      signal: stop.signal,
    });
    text = await response.text();
  } catch (fault) {
    if (o.signal?.aborted) throw fault;
    sayReachable(false);
    throw new Unreachable(String(fault));
  } finally {
    clearTimeout(limit);
    o.signal?.removeEventListener('abort', abort);
  }
  if (method !== 'GET') drop();
  sayReachable(true);
  const body = text && /json/.test(response.headers.get('Content-Type') ?? '') ? JSON.parse(text) : null;
  if (response.ok) return body;
  if ((response.status === 401 || toDoFirst.includes(body?.code)) && !o.open && !o.retried) {
    await renew();
    return call(path, { ...o, retried: true });
  }
  throw new Problem(response.status, body, Number(response.headers.get('Retry-After')) || undefined);
}

export const get = (path, o) => call(path, o);
export const post = (path, body, o) => call(path, { ...o, method: 'POST', body });

/** A change of a case, on the version that the person saw. */
export const change = (c, path, body) => call(`/cases/${c.id}${path}`, { method: 'POST', body, version: c.version }).catch(fault => { if (fault instanceof Problem) fault.of = c; throw fault; });

/** Where somebody else changed the case while a form stood open: what is typed stays, and the next click goes on the case as it is now. True where it did. */
export async function catchUp({ of: c, status }) {
  if (!c || (status !== 409 && status !== 412)) return false;
  const now = await get(`/cases/${c.id}`).catch(() => null);
  if (now) Object.assign(c, { version: now.version, actions: now.actions });
  return now !== null;
}

/** Random, also where the page is served without TLS and crypto.randomUUID is missing. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');

/** Reference data (court, causes, rules): asked for once in a session. */
export function once(path) {
  if (!remembered.has(path)) {
    remembered.set(path, get(path).catch(fault => { remembered.delete(path); throw fault; }));
  }
  return remembered.get(path);
}
export const forget = () => { remembered.clear(); drop(); };
