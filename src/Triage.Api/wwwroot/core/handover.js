// What somebody has before them while the page is drawn anew: kept for that moment, for that person, and no longer. A file fits in as well.

const NAME = 'triage-handover';
const MOMENT = 60_000;

async function run(work) {
  const db = await new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('pages');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    return await new Promise((resolve, reject) => {
      const unit = db.transaction('pages', 'readwrite');
      const request = work(unit.objectStore('pages'));
      unit.oncomplete = () => resolve(request.result);
      unit.onabort = unit.onerror = () => reject(unit.error);
    });
  } finally { db.close(); }
}

export const handOver = (page, owner, held) => run(store => store.put({ owner, held, at: Date.now() }, page));

/** What was handed over just now, once; null where there is nothing, or it was somebody else's. */
export async function takeOver(page, owner) {
  try {
    const kept = await run(store => store.get(page));
    if (!kept) return null;
    await run(store => store.delete(page));
    return kept.owner === owner && Date.now() - kept.at < MOMENT ? kept.held : null;
  } catch { return null; }
}
