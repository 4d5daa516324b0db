// Who is signed in. The token stays in an HttpOnly cookie; only the name and the roles are remembered here.

import { call, forget, get, notFor, onSessionEnd, SignedOut, Problem } from './api.js';
import { todayIs } from './lang.js';

const KEY = 'triage.user';
const SEEN = 'triage.lastSeen';
/** GB/T 22239-2019, 8.1.4.1: a session left alone is closed. The service has the last word. */
const IDLE_MINUTES = 15;

let user = JSON.parse(localStorage.getItem(KEY) ?? 'null');
const changed = new EventTarget();

export const me = () => user;
export const has = (...roles) => Boolean(user) && user.roles.some(r => roles.includes(r));
export const onUserChange = handler => changed.addEventListener('change', handler);

function become(next) {
  if (JSON.stringify(next) === JSON.stringify(user)) return;
  user = next;
  if (next) localStorage.setItem(KEY, JSON.stringify(next));
  else localStorage.removeItem(KEY);
  forget();
  changed.dispatchEvent(new Event('change'));
}

/** Another window has the same cookie: where somebody else has signed in there, or nobody is left, this one is no longer the first person's. */
const another = () => JSON.parse(localStorage.getItem(KEY) ?? 'null')?.userName !== user?.userName;
notFor(another);
export const onUserElsewhere = handler => window.addEventListener('storage', () => { if (another()) handler(); });

let resuming = Promise.resolve();

/** Asks who the cookie belongs to, after a reload; nobody where it has run out. True where the page that was drawn meanwhile must be drawn again: another person, or another day. */
export async function resume() {
  if (!user) return false;
  const before = user;
  let day = false;
  resuming = (async () => {
    try {
      const session = await get('/session', { open: true, timeout: 4_000 });
      day = todayIs(session.today);
      // With something to do first (a password that grew old, a factor that is missing) the door is the place.
      become(session.duties.length ? null : session.user);
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 401) become(null);
      // No line: the remembered person goes on working on drafts; the service checks again with the first call.
    }
  })();
  await resuming;
  return day || user !== before;
}

export async function signIn(userName, password, code) {
  const session = await call('/session', { method: 'POST', open: true, body: { userName, password, ...(code ? { code } : {}) } });
  touch();
  todayIs(session.today);
  return session.duties.length ? session : begin(session);
}

/** The desks open: nothing is left to be done first. */
export function begin(session) {
  become(session.user);
  return session;
}

export async function signOut() {
  try {
    await call('/session', { method: 'DELETE', open: true });
  } catch { /* The line is cut: the cookie stays until it runs out, but this page forgets. */ }
  become(null);
}

/** Ends the session on the service, while the page stays as it is for the same person to come back to. */
export const endQuietly = () => call('/session', { method: 'DELETE', open: true }).catch(() => undefined);

// --- idleness ---

let idle = () => undefined;
export const onIdle = handler => { idle = handler; };

function touch() { localStorage.setItem(SEEN, String(Date.now())); }
for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart']) window.addEventListener(event, touch, { passive: true });
setInterval(() => {
  if (user && Date.now() - Number(localStorage.getItem(SEEN) ?? Date.now()) > IDLE_MINUTES * 60_000) idle();
}, 10_000);

/** The last time anybody touched the console, so that two windows idle together. */
export const restartIdleness = touch;

// --- the end of a session in the middle of work ---

let asking = null;

/** Whoever calls while the session is over waits for one and the same dialog. */
export function askAgainWith(dialog) {
  onSessionEnd(async () => {
    // A page that opened while nobody had yet said that the session is over: the shell shows the door, not a dialog.
    await resuming;
    if (!user) throw new SignedOut();
    asking ??= dialog(user).then(() => { asking = null; }, fault => { asking = null; throw fault; });
    return asking;
  });
}

export { SignedOut };
