// The frame around the desks: who is signed in, which desk is open, whether the line holds.
//
// To add a desk: write one file in desks/ that exports
//     export async function open(main, params, shell) { … }      // fills main; may return a function that cleans up
// and add one line to `desks` below. A desk with `name` stands in the navigation of those whose roles it lists;
// without `name` it is only reached by links (#/case/<id>). Styles that only it needs go into console.css under its own heading.

import { beginDesk } from './core/ahead.js';
import { isReachable, line, SignedOut } from './core/api.js';
import { announce, fill, h } from './core/dom.js';
import { at, lang, listed, readWith, switchLanguage, t } from './core/lang.js';
import { startOutbox, stopOutbox } from './core/outbox.js';
import * as session from './core/session.js';
import * as vault from './core/vault.js';
import { button, closeDialogs, loading, once, problemBox, showProblem, toast } from './core/widgets.js';
import { roleName } from './core/words.js';
import { signInAgain, signInPage } from './desks/sign-in.js';

const staff = ['clerk', 'triage_officer', 'judge', 'tribunal_head', 'president', 'leader', 'data_staff'];

const everybody = [...staff, 'mediator', 'system_admin', 'security_admin', 'auditor'];

const desks = [
  { path: 'clerk', roles: ['clerk'], name: t('收件登记', 'Intake'), load: () => import('./desks/clerk.js') },
  { path: 'intake', roles: ['clerk'], under: 'clerk', load: () => import('./desks/intake.js') },
  { path: 'receipt', roles: staff, under: 'clerk', load: () => import('./desks/receipt.js') },
  { path: 'officer', roles: ['triage_officer', 'tribunal_head'], name: t('人工甄别', 'Review'), load: () => import('./desks/officer.js') },
  { path: 'mediator', roles: ['mediator'], name: t('调解', 'Mediation'), load: () => import('./desks/mediator.js') },
  { path: 'mediation', roles: ['mediator'], under: 'mediator', load: () => import('./desks/mediation.js') },
  { path: 'judge', roles: ['judge', 'tribunal_head'], name: t('审判', 'Trial'), load: () => import('./desks/judge.js') },
  { path: 'trial', roles: ['judge', 'tribunal_head', 'president'], under: 'judge', load: () => import('./desks/trial.js') },
  { path: 'board', roles: ['leader', 'president', 'tribunal_head'], name: t('态势', 'Board'), load: () => import('./desks/board.js') },
  { path: 'figure', roles: ['leader', 'president', 'tribunal_head'], under: 'board', load: () => import('./desks/figure.js') },
  { path: 'model', roles: ['data_staff'], name: t('模型', 'Model'), load: () => import('./desks/model.js') },
  { path: 'cases', roles: staff, name: t('案件', 'Cases'), load: () => import('./desks/cases.js') },
  { path: 'case', roles: [...staff, 'mediator'], under: 'cases', load: () => import('./desks/case.js') },
  { path: 'notice', roles: staff, under: 'cases', load: () => import('./desks/notice.js') },
  { path: 'import', roles: ['clerk', 'tribunal_head'], name: t('台账导入', 'Import'), load: () => import('./desks/import.js') },
  { path: 'accounts', roles: ['system_admin', 'security_admin', 'auditor'], name: t('账号', 'Accounts'), load: () => import('./desks/accounts.js') },
  { path: 'audit', roles: ['auditor', 'security_admin'], name: t('审计', 'Audit'), load: () => import('./desks/audit.js') },
  { path: 'account', roles: everybody, load: () => import('./desks/account.js') },
];

const bar = document.getElementById('bar');
const main = document.getElementById('main');
const tabs = document.getElementById('tabs');
const RENEWED = 'triage.renewed';
let close = null;
let turn = 0;
/** What the service says is read in English where somebody wants it. */
const reader = lang === 'en' ? import('./core/english.js').then(book => readWith(book.english), () => undefined) : null;

// What stands in the page itself is said in the chosen language.
tabs.setAttribute('aria-label', t('工作台（底部）', 'Desks, at the foot'));
document.getElementById('toasts').setAttribute('aria-label', t('通知', 'Messages'));
document.getElementById('skip').textContent = t('跳到正文', 'Skip to the text');
if (lang === 'en') {
  const note = document.getElementById('note');
  note.textContent = 'Texts and titles of law, causes of action, names, and what people wrote are shown in Chinese: of the law only the Chinese text is authentic.';
  note.hidden = false;
}

const allowed = desk => session.has(...desk.roles);
const home = () => desks.find(d => d.name && allowed(d));

async function show() {
  const mine = ++turn;
  closeDialogs();
  const [path, ...params] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  close?.();
  close = null;
  const user = session.me();
  if (!user) {
    frame(null);
    return signInPage(fill(main), () => { if (!location.hash) location.hash = `#/${home()?.path ?? 'none'}`; else show(); });
  }
  const desk = desks.find(d => d.path === path && allowed(d)) ?? (path ? null : home());
  frame(desk);
  if (!path && desk) return location.replace(`#/${desk.path}`);
  if (!desk) return nowhere();
  window.scrollTo(0, 0);
  document.querySelectorAll('.toast.bad').forEach(old => old.remove());
  fill(main, loading());
  beginDesk(desk.path, params, user);
  if (desk === home()) localStorage.setItem('triage.home', desk.path);
  try {
    const [page] = await Promise.all([desk.load(), reader]);
    sessionStorage.removeItem(RENEWED);
    if (mine !== turn) return;
    const room = h('div.desk', { class: `${desk.path}-desk` });
    const done = await page.open(room, params, { user, show });
    if (mine !== turn) { done?.(); return; }
    close = done ?? null;
    fill(main, room);
    main.querySelector('h1')?.focus({ preventScroll: true });
    announce(document.title);
  } catch (fault) {
    if (mine !== turn || fault instanceof SignedOut || await renewed(fault)) return;
    failed(fault);
  }
}

/** A part that is gone while the line holds belongs to an older console than the service's: the page is fetched anew, once. */
async function renewed(fault) {
  if (!fault?.part || sessionStorage.getItem(RENEWED)) return false;
  const holds = await fetch('/health/live', { cache: 'no-store' }).then(answer => answer.ok, () => false);
  if (holds) { sessionStorage.setItem(RENEWED, fault.part); location.reload(); }
  return holds;
}

function failed(fault) {
  fill(main, h('div.desk', {}, h('h1', { tabindex: '-1' }, t('没有打开', 'Not opened')),
    problemBox(fault) ?? h('div.notice.bad.unreachable', { role: 'alert' }, t('页面没有载入，请检查网络。', 'The page did not load; check the line.')),
    h('p', {}, button(t('再试一次', 'Try again'), show), ' ', h('a', { href: '#/' }, t('回到首页', 'Home')))));
  if (!fault.title && fault.name !== 'Unreachable' && isReachable()) console.error(fault);
}

function nowhere() {
  document.title = t('繁简分流', 'Case triage');
  fill(main, h('div.desk', {}, h('h1', { tabindex: '-1' }, home() ? t('没有这个页面', 'No such page') : t('您好', 'Welcome')),
    h('p', {}, home() ? t('页面不存在，或者不属于您的岗位。', 'It does not exist, or your role does not include it.')
      : t('您的岗位在控制台中没有页面，请使用接口。', 'Your role has no desk in this console; use the interface.')),
    home() ? h('p', {}, h('a', { href: `#/${home().path}` }, t('回到首页', 'Home'))) : h('p', {}, h('a', { href: '/scalar' }, t('接口说明', 'API reference')))));
}

// --- the bar ---

const lineSign = h('span.line-sign', { role: 'status' });
const outboxSign = h('a.outbox-sign', { href: '#/clerk' });

async function signs() {
  lineSign.className = `line-sign ${isReachable() && navigator.onLine ? 'on' : 'off'}`;
  lineSign.textContent = isReachable() && navigator.onLine ? t('已连接', 'Connected') : t('网络中断', 'Offline');
  const user = session.me();
  const unsent = user ? (await vault.all(user.userName)).filter(d => d.state === 'outbox').length : 0;
  outboxSign.hidden = unsent === 0;
  outboxSign.textContent = t(`${unsent} 件待发送`, `${unsent} unsent`);
}

function out() {
  const b = button(t('退出', 'Sign out'), null, { class: 'quiet' });
  b.addEventListener('click', once(b, signOut));
  return b;
}

function frame(current) {
  const user = session.me();
  const items = user ? desks.filter(d => d.name && allowed(d)) : [];
  const open = current?.under ?? current?.path;
  const links = () => items.map(d => h('a', { href: `#/${d.path}`, 'aria-current': d.path === open ? 'page' : null }, d.name));
  fill(bar,
    h('a.brand', { href: '#/', 'aria-label': t('繁简分流，首页', 'Case triage, home') }, h('img', { src: 'mark.svg', alt: '', width: '26', height: '26' }), h('span', {}, t('繁简分流', 'Case triage'))),
    h('nav', { 'aria-label': t('工作台', 'Desks') }, links()),
    h('div.bar-end', {}, user && outboxSign, user && lineSign, button(lang === 'en' ? '中文' : 'English', switchLanguage, { class: 'quiet', lang: lang === 'en' ? 'zh-CN' : 'en' }),
      user && h('a.who', { href: '#/account', title: t('我的账号：密码、第二因子', 'My account: password, second factor'), 'aria-current': current?.path === 'account' ? 'page' : null }, h('strong', {}, user.name), h('small', {}, listed(user.roles.map(roleName)))),
      user && out()));
  fill(tabs, items.length > 1 ? links() : null);
  tabs.hidden = items.length < 2;
  signs();
}

/** By hand: what is still on its way from the desk goes first. */
async function signOut() {
  const leaving = close;
  close = null;
  await leaving?.();
  await leave();
}

async function leave() {
  stopOutbox();
  closeDialogs();
  sessionStorage.clear();
  await session.signOut();
  // The change of address draws the door; drawn twice, it would take away what somebody quick has typed already.
  if (location.hash) location.hash = '';
  else show();
}

// --- beginnings and ends of sessions ---

session.askAgainWith(async who => {
  const same = await signInAgain(who);
  if (!same) { await leave(); throw new SignedOut(); }
});
session.onIdle(async () => {
  if (document.querySelector('dialog.sign-in')) return;
  const who = session.me();
  const ended = session.endQuietly();
  const same = await signInAgain(who, t('您离开了一段时间，登录已自动退出。填写的内容都在。', 'You were away, so the session was closed. What you typed is still here.'));
  await ended;
  if (!same) await leave();
});
session.onUserElsewhere(() => { stopOutbox(); sessionStorage.clear(); location.reload(); });
session.onUserChange(() => { const user = session.me(); if (user) startOutbox(user.userName); else stopOutbox(); });
line.addEventListener('change', () => {
  signs();
  // A page that could not be read is read again as soon as that is possible; a form that somebody is filling in is left alone.
  if (isReachable() && !document.querySelector('dialog[open]') && [...main.querySelectorAll('.unreachable')].some(box => !box.closest('form, dialog'))) show();
});
window.addEventListener('online', signs);
window.addEventListener('offline', signs);
vault.onChange(signs);
window.addEventListener('hashchange', event => {
  // A desk that was still opening may have written its own case into the address before this was told: where the person went holds.
  const asked = new URL(event.newURL).hash;
  if (asked !== location.hash) history.replaceState(null, '', asked);
  show();
});
document.addEventListener('outdated', show);
window.addEventListener('unhandledrejection', event => {
  if (event.reason instanceof SignedOut) { event.preventDefault(); return; }
  if (event.reason?.part) {
    event.preventDefault();
    renewed(event.reason).then(done => { if (!done) toast(t('页面没有载入，请检查网络。', 'The page did not load; check the line.'), 'bad'); });
    return;
  }
  try { showProblem(event.reason); event.preventDefault(); } catch { /* a bug: let the console have it */ }
});
document.getElementById('skip').addEventListener('click', event => { event.preventDefault(); main.querySelector('h1, a, button, input')?.focus(); });

// A page on paper says who printed it and when.
const printed = document.getElementById('printed');
window.addEventListener('beforeprint', () => {
  const user = session.me();
  printed.hidden = !user;
  printed.textContent = user ? t(`${user.name}（${user.roles.map(roleName).join('、')}）打印于 ${at(new Date())} · 繁简分流`, `Printed by ${user.name} on ${at(new Date())} · Case triage`) : '';
});
window.addEventListener('afterprint', () => { printed.hidden = true; });

/** Once the first page stands: the other desks, and the console itself for the day without a line. What the person waits for goes first. */
async function settle() {
  await new Promise(done => setTimeout(done, session.me() ? 1_500 : 300));
  await globalThis.$?.fetchAll?.().catch(() => undefined);
  navigator.serviceWorker?.register('/sw.js').catch(() => { /* without TLS there is none; the console works all the same while the line holds */ });
}

// The browser may find a new console before this one has settled; the notice stays until it has been seen.
if (navigator.serviceWorker?.controller) navigator.serviceWorker.addEventListener('controllerchange', () => toast(t('控制台已更新，刷新页面后生效；草稿不受影响。', 'The console has been updated; reload to use it. Drafts stay.'), 'warn', { stays: true }));

if (session.me()) startOutbox(session.me().userName);
// Drawn for the person remembered here while the service says whether that still holds.
session.resume().then(again => { if (again) show(); });
show().finally(settle);
