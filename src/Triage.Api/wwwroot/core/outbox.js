// What is to be sent, and goes on being sent under the same idempotency key until the service has answered.
// A draft enters the outbox before the first byte leaves, so a crash at any point leaves either a draft, or an entry here, or a case: never two cases.

import { call, newKey, Problem, Unreachable, SignedOut, line } from './api.js';
import { announce } from './dom.js';
import { t, today } from './lang.js';
import * as vault from './vault.js';

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;

let owner = null;
let timer;
let running = null;

export function startOutbox(userName) {
  owner = userName;
  tidy(userName);
  line.addEventListener('change', wake);
  window.addEventListener('online', wake);
  wake();
}

/** What arrived days ago needs no reminder here. */
async function tidy(userName) {
  const old = Date.now() - 3 * 86_400_000;
  for (const d of await vault.all(userName)) if (d.state === 'sent' && Date.parse(d.savedAt) < old) await vault.drop(d.id);
}

export function stopOutbox() {
  owner = null;
  clearTimeout(timer);
}

export function newDraft(userName, body, number) {
  return { id: newKey(), owner: userName, number, state: 'draft', createdAt: new Date().toISOString(), body, key: newKey() };
}

/** 1120-03: the day, and the third of that day on this computer. */
export async function nextNumber(userName) {
  const day = today().slice(5).replace('-', '');
  const counter = `triage.number.${userName}.${day}`;
  const next = Number(localStorage.getItem(counter) ?? 0) + 1;
  localStorage.setItem(counter, String(next));
  return `${day}-${String(next).padStart(2, '0')}`;
}

/** Puts a draft into the outbox and sends it. From here on its text is fixed until the service has answered. */
export async function send(draft) {
  Object.assign(draft, { state: 'outbox', attempts: 0, nextAt: 0, problem: null, body: { ...draft.body } });
  await vault.keep(draft);
  wake();
}

export function retryNow() {
  vault.all(owner).then(async drafts => {
    for (const d of drafts.filter(one => one.state === 'outbox')) {
      d.nextAt = 0;
      await vault.keep(d);
    }
    wake();
  });
}

let again = false;
function wake() {
  clearTimeout(timer);
  if (running) { again = true; return; }
  running = alone(work).finally(() => {
    running = null;
    if (again) { again = false; wake(); }
  });
}

/** One window sends at a time; should two do so after all, the key still makes one case of it. */
const alone = work => (navigator.locks ? navigator.locks.request('triage-outbox', work) : work());

async function work() {
  if (!owner) return;
  const waiting = (await vault.all(owner)).filter(d => d.state === 'outbox').reverse();
  for (const draft of waiting.filter(d => d.nextAt <= Date.now())) {
    if (!owner) return;
    await attempt(draft);
  }
  const left = owner ? (await vault.all(owner)).filter(d => d.state === 'outbox') : [];
  if (left.length) {
    const next = Math.min(...left.map(d => d.nextAt));
    timer = setTimeout(wake, Math.max(200, next - Date.now()));
  }
}

async function attempt(draft) {
  draft.attempts += 1;
  try {
    const created = await call('/cases', { method: 'POST', body: draft.body, key: draft.key });
    Object.assign(draft, { state: 'sent', problem: null, case: { id: created.id, duplicates: created.duplicates ?? [] }, body: null });
    await vault.keep(draft);
    announce(t(`草稿 ${draft.number} 已送达并登记`, `Draft ${draft.number} has been received`));
  } catch (fault) {
    if (fault instanceof SignedOut) return;
    if (fault instanceof Problem && !fault.passing) return refuse(draft, fault);
    if (!(fault instanceof Problem) && !(fault instanceof Unreachable)) throw fault;
    const wait = (fault.retryAfter ?? 0) * 1000 || Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (draft.attempts - 1));
    draft.nextAt = Date.now() + wait;
    draft.problem = fault instanceof Problem ? plain(fault) : null;
    await vault.keep(draft);
  }
}

/** The service said no: the draft opens again, under a new key, with what is wrong beside the fields. */
async function refuse(draft, problem) {
  Object.assign(draft, { state: 'draft', key: newKey(), problem: plain(problem) });
  await vault.keep(draft);
  announce(t(`草稿 ${draft.number} 未被接受：${problem.detail || problem.title}`, `Draft ${draft.number} was refused: ${problem.detail || problem.title}`));
}

const plain = p => ({ status: p.status, code: p.code, title: p.title, detail: p.detail, errors: p.errors, citation: p.citation, traceId: p.traceId });
