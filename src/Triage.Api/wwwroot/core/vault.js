// Drafts on this computer. Every keystroke is written twice: at once into localStorage, which a reload cannot interrupt,
// and then durably into IndexedDB, which a power cut cannot undo; the first copy goes when the second is safe.

const NAME = 'triage-console';
const JOURNAL = 'triage.draft.';

let opened;
function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('drafts', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run(mode, work) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const unit = db.transaction('drafts', mode, mode === 'readwrite' ? { durability: 'strict' } : undefined);
    const request = work(unit.objectStore('drafts'));
    unit.oncomplete = () => resolve(request?.result);
    unit.onabort = unit.onerror = () => reject(unit.error);
  });
}

const changes = new EventTarget();
const channel = new BroadcastChannel(NAME);
channel.onmessage = () => changes.dispatchEvent(new Event('change'));

/** Calls back when a draft changed, here or in another window. */
export function onChange(handler) {
  changes.addEventListener('change', handler);
  return () => changes.removeEventListener('change', handler);
}

const queues = new Map();

/** Keeps a draft. Returns when it is durable; the journal holds it from the first instant. */
export function keep(draft) {
  draft.revision = (draft.revision ?? 0) + 1;
  draft.savedAt = new Date().toISOString();
  const copy = JSON.parse(JSON.stringify(draft));
  try {
    localStorage.setItem(JOURNAL + draft.id, JSON.stringify(copy));
  } catch { // the journal is full: IndexedDB alone must do
    localStorage.removeItem(JOURNAL + draft.id);
  }
  const earlier = queues.get(draft.id) ?? Promise.resolve();
  const done = earlier.catch(() => undefined).then(() => run('readwrite', store => store.put(copy))).then(() => {
    const journal = readJournal(draft.id);
    if (journal && journal.revision <= copy.revision) localStorage.removeItem(JOURNAL + draft.id);
    channel.postMessage(draft.id);
    changes.dispatchEvent(new Event('change'));
  });
  queues.set(draft.id, done);
  return done;
}

function readJournal(id) {
  const text = localStorage.getItem(JOURNAL + id);
  return text ? JSON.parse(text) : null;
}

const newer = (a, b) => (!a ? b : !b ? a : b.revision > a.revision ? b : a);

export async function find(id) {
  return newer(await run('readonly', store => store.get(id)), readJournal(id)) ?? null;
}

/** The drafts of one person, the latest first. Nobody else at this computer is shown them. */
export async function all(owner) {
  const kept = new Map((await run('readonly', store => store.getAll())).map(d => [d.id, d]));
  for (const key of Object.keys(localStorage).filter(k => k.startsWith(JOURNAL))) {
    const id = key.slice(JOURNAL.length);
    kept.set(id, newer(kept.get(id), readJournal(id)));
  }
  return [...kept.values()].filter(d => d.owner === owner).sort((a, b) => b.savedAt.localeCompare(a.savedAt));
}

export async function drop(id) {
  await queues.get(id)?.catch(() => undefined);
  localStorage.removeItem(JOURNAL + id);
  await run('readwrite', store => store.delete(id));
  channel.postMessage(id);
  changes.dispatchEvent(new Event('change'));
}
