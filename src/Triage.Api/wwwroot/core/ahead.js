// What a desk asks first is known before the desk has arrived: it is asked while the page is still on its way, and taken from here when the desk wants it.
// Only questions; what is not taken within seconds is asked again.

import { daysAgo, lang, monthsBefore, today } from './lang.js';

const BASE = '/api/v1';
const FRESH = 15_000;

export const headers = () => ({ Accept: 'application/json', 'Accept-Language': lang === 'en' ? 'en' : 'zh-CN', 'X-Requested-With': 'triage-console' });

/** A query string of what is set. */
export function query(values) {
  const set = Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== '');
  return set.length ? `?${new URLSearchParams(set)}` : '';
}

/** The questions that a desk and this page must put in the same words. */
export const questions = {
  received: () => `/cases${query({ from: daysAgo(7), limit: 50 })}`,
  worklist: () => '/worklist?limit=20',
  review: () => `/triage/review-queue${query({ limit: 100 })}`,
  waiting: () => `/mediation/queue${query({ limit: 50 })}`,
  mediating: () => `/cases${query({ state: 'mediating', limit: 100 })}`,
  agreed: () => `/cases${query({ state: 'agreed', limit: 100 })}`,
  cases: filter => `/cases${query({ ...filter, limit: 50 })}`,
  docket: (states, user) => `/cases${query({ state: states.join(','), limit: 200, judge: user.personId })}`,
  monthly: period => `/metrics/monthly${query(period)}`,
  monthsBehind: period => `/metrics/monthly${query({ ...period, from: monthsBefore(period.to, 13) })}`,
};

export const inHand = ['assigned', 'preparing', 'in_trial', 'suspended'];

/** The filter of the list of cases: in the address, or the last one this person used in this window. */
export const casesFilterKey = user => `triage.cases.filter.${user.userName}`;
export const casesFilter = (given, user) => (given ? Object.fromEntries(new URLSearchParams(given)) : JSON.parse(sessionStorage.getItem(casesFilterKey(user)) ?? '{}'));

/** The period of the leader's board, as its address says it. */
export function boardPeriod([from, to, tribunal], user) {
  const month = today().slice(0, 7);
  return { from: from ?? `${month.slice(0, 4)}-01`, to: to ?? month, tribunal: tribunal && tribunal !== 'all' ? tribunal : user.tribunal ?? '' };
}

/** What stands further down the page of a case (clocks, history, the names of facts) is asked when the page stands. */
const whole = id => [`/cases/${id}`, '/court/names'];

const first = {
  clerk: () => [questions.received(), questions.worklist()],
  officer: () => [questions.review(), '/court/names', '/rules/facts'],
  mediator: ([tab = 'mine']) => (tab === 'waiting' ? [questions.waiting()] : [questions.mediating(), questions.agreed(), questions.worklist()]),
  mediation: ([id]) => [`/cases/${id}`, `/cases/${id}/deadlines`],
  judge: ([tab = 'mine'], user) => (tab === 'mine' ? [questions.docket(inHand, user), questions.worklist()] : []),
  trial: ([id]) => [`/cases/${id}`, `/cases/${id}/deadlines`],
  board: (params, user) => ['/metrics/definitions', questions.monthly(boardPeriod(params, user)), questions.monthsBehind(boardPeriod(params, user))],
  model: () => ['/model'],
  case: ([id]) => whole(id),
  intake: () => ['/rules/facts', '/court', '/causes'],
  cases: ([given], user) => [questions.cases(casesFilter(given, user))],
  receipt: ([id]) => [`/cases/${id}`, '/court/names'],
  notice: ([id]) => [`/cases/${id}`, '/court/names', '/rules'],
};

const begun = new Map();

/** Reference data that core/api.js has asked for once in this session. */
export const remembered = new Map();

/** Puts a question; whoever asks the same within seconds gets this answer. What is remembered is not asked again. */
export function begin(path) {
  if (remembered.has(path)) return;
  if (begun.has(path) && Date.now() - begun.get(path).at < FRESH) return;
  const answer = fetch(BASE + path, { headers: headers(), credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout?.(20_000) });
  answer.catch(() => undefined); // said where it is taken
  begun.set(path, { at: Date.now(), answer });
}

export const beginDesk = (path, params, user) => { for (const question of first[path]?.(params, user) ?? []) begin(question); };

/** The answer that is on its way, once; null where nobody asked yet. */
export function take(path) {
  const one = begun.get(path);
  begun.delete(path);
  return one && Date.now() - one.at < FRESH ? one.answer : null;
}

/** Another person is at the desk now: nothing that was asked for the one before. */
export const drop = () => begun.clear();
