// The small parts every desk is made of.

import { Problem, Unreachable, SignedOut } from './api.js';
import { add, announce, fill, h, newId } from './dom.js';
import { chinese, lang, spoken, t } from './lang.js';
import { stateName, stateTone } from './words.js';

// --- page ---

export function pageHead(text, { lead, actions } = {}) {
  document.title = `${text} · ${t('繁简分流', 'Case triage')}`;
  return h('header.page-head', {}, h('div', {}, h('h1', { tabindex: '-1' }, text), lead && h('p.lead', {}, lead)), actions && h('div.actions', {}, actions));
}

export const section = (heading, props, ...children) => {
  const id = newId('h');
  return h('section.card', { 'aria-labelledby': id, ...props }, h('h2', { id }, heading), children);
};

export const button = (text, onclick, props = {}) => h('button', { type: 'button', onclick, ...props }, text);
export const primary = (text, onclick, props = {}) => button(text, onclick, { ...props, class: 'primary' });
export const link = (text, href, props = {}) => h('a', { href, ...props }, text);

export const empty = (text, hint) => h('div.empty', {}, h('p', {}, text), hint && h('p.hint', {}, hint));
export const loading = () => h('p.loading', { role: 'status' }, t('正在读取…', 'Loading…'));

// --- status ---

export const badge = (tone, text) => h(`span.badge.${tone}`, {}, text);
export const stateBadge = state => badge(stateTone(state), stateName(state));

/** Days left, said in words, so that it does not lean on colour. `near`: from how many days on it is amber. */
export function daysLeft(days, near = 7) {
  if (days < 0) return badge('late', t(`已逾期 ${-days} 天`, `${-days} ${days === -1 ? 'day' : 'days'} overdue`));
  if (days === 0) return badge('late', t('今天到期', 'due today'));
  return badge(days <= 2 ? 'soon' : days <= near ? 'near' : 'calm', t(`剩 ${days} 天`, `${days} ${days === 1 ? 'day' : 'days'} left`));
}

// --- law ---

/** An article that opens on click. */
export function article(citation, summary) {
  return h('details.article', {},
    h('summary', {}, summary ?? t(`${citation.law}第${citation.article}条`, `${citation.law}, art. ${citation.article}`)),
    h('blockquote', chinese, citation.text, h('footer', lang === 'en' ? { lang: 'en' } : {}, t(`《${citation.law}》（${citation.version}）第${citation.article}条`, `${citation.law} (${citation.version}), article ${citation.article}`))));
}

// --- problems ---

/** What the service found wrong with a field. */
export function inWords(reasons) {
  const text = reasons.map(spoken).join(' ');
  return lang === 'en' && /[\u4e00-\u9fff]/.test(text) ? 'This is not accepted as it is.' : text;
}

const plainText = text => (text ?? '').replace(/[。.\s]+$/, '');

/** Everything a refusal says: title, detail, the article that forbids it. */
export function problemBox(problem) {
  if (!(problem instanceof Unreachable) && !problem?.title) return null;
  if (problem instanceof Unreachable) {
    return h('div.notice.bad.unreachable', { role: 'alert' }, h('strong', {}, t('没有连上服务器', 'The service cannot be reached')),
      h('p', {}, t('网络中断或者服务正在重启。您填写的内容还在；连上以后，没有打开的页面会自动再打开。', 'The line is cut or the service restarts. What you typed is still here; a page that did not open opens by itself when the line is back.')));
  }
  const kind = problem.status === 409 || problem.status === 412 ? 'warn' : 'bad';
  const list = Object.entries(problem.errors ?? {});
  return h(`div.notice.${kind}`, { role: 'alert' }, h('strong', {}, problem.title ?? t('出错了', 'Something went wrong')),
    problem.detail && plainText(problem.detail) !== plainText(problem.title) && h('p', {}, problem.detail),
    list.length > 0 && h('ul', {}, list.filter(([, reasons]) => ![problem.title, problem.detail].some(said => plainText(said) === plainText(reasons.join(' ')))).map(([path, reasons]) => h('li', { data: { error: path } }, inWords(reasons)))),
    problem.citation && article(problem.citation),
    problem.status >= 500 && problem.traceId && h('p.hint', {}, t(`求助时请报编号 ${problem.traceId}`, `Quote ${problem.traceId} when you ask for help`)));
}

/** Says a failure where nothing better is at hand. What is no refusal is a bug, and goes on to the console. */
export function showProblem(fault, host, about = '') {
  if (fault instanceof SignedOut) return;
  if (!(fault instanceof Problem) && !(fault instanceof Unreachable)) throw fault;
  const box = problemBox(fault);
  if (host) { fill(host, box); box.scrollIntoView?.({ block: 'nearest' }); } else toast((about && `${about}${t('：', ': ')}`) + (fault instanceof Unreachable ? t('没有连上服务器，请稍后再试', 'The service cannot be reached') : `${fault.title}${fault.detail && plainText(fault.detail) !== plainText(fault.title) ? `：${fault.detail}` : ''}`), 'bad');
}

/** Runs an action of a button once at a time; a second click while it runs does nothing. */
export function once(element, work, host) {
  return async event => {
    event?.preventDefault?.();
    if (element.getAttribute('aria-busy') === 'true') return;
    element.setAttribute('aria-busy', 'true');
    if (host) fill(host);
    try {
      await work(event);
    } catch (fault) {
      showProblem(fault, host);
    } finally {
      element.removeAttribute('aria-busy');
    }
  };
}

// --- toasts ---

export function toast(text, tone = 'good', { stays = false } = {}) {
  const shelf = document.getElementById('toasts');
  shelf.querySelectorAll('.toast.good').forEach(old => old.remove());
  const note = h(`div.toast.${tone}`, {}, text, button('×', () => note.remove(), { 'aria-label': t('关闭', 'Close'), class: 'quiet' }));
  shelf.append(note);
  announce(text);
  if (!stays) setTimeout(() => note.remove(), tone === 'bad' ? 12_000 : 6_000);
}

// --- dialogs ---

const dialogs = new Map();

/** Dismisses every dialog but the one that asks who is there: they belong to the page, and to the person, that opened them. */
export const closeDialogs = () => dialogs.forEach((close, box) => { if (!box.classList.contains('sign-in')) close(); });

/**
 * A modal dialog. `build(close)` returns its content; the promise gives what close was called with, undefined where it was dismissed.
 * @param {{dismissible?: boolean, className?: string}} [options]
 */
export function dialog(heading, build, { dismissible = true, className } = {}) {
  return new Promise(resolve => {
    const id = newId('d');
    const box = h('dialog', { 'aria-labelledby': id, class: className });
    const close = value => { dialogs.delete(box); box.close(); box.remove(); resolve(value); };
    dialogs.set(box, close);
    box.addEventListener('cancel', event => { event.preventDefault(); if (dismissible) close(); });
    // A second Esc closes a dialog without asking; one that must be answered opens again.
    box.addEventListener('close', () => { if (!dialogs.has(box)) return; if (dismissible) return close(); box.showModal(); begin(box); return undefined; });
    add(box, h('header', {}, h('h2', { id }, heading), dismissible && button('×', () => close(), { class: 'quiet close', 'aria-label': t('关闭', 'Close') })), build(close));
    document.body.append(box);
    box.showModal();
    begin(box);
  });
}

/** What is to be filled in comes first, not the cross that closes: by mouse or keyboard. On a phone it would bring up the keys over the form. */
function begin(box) {
  if (matchMedia('(pointer: coarse)').matches) return;
  const first = [...box.querySelectorAll('input:not([readonly]), select, textarea')].find(one => !one.disabled && one.checkVisibility());
  if (!first) return;
  // Nobody went there by hand: leaving it empty is no mistake yet.
  first.dataset.begun = '';
  first.focus();
}

/** Asks before something that cannot be undone. */
export const confirm = (heading, text, yes) => dialog(heading, close => h('div', {},
  h('p', {}, text),
  h('div.actions', {}, button(t('取消', 'Cancel'), () => close(false)), primary(yes, () => close(true)))));

// --- tables ---

/**
 * A dense table that becomes a list of cards on a phone.
 * @param {{caption: string, columns: {name: string, cell: (row: any) => any, kind?: string}[], rows: any[], href?: (row: any) => string}} o
 */
export function table({ caption, columns, rows, href }) {
  return h('div.table', { role: 'group', 'aria-label': caption, tabindex: '0' }, h('table', {},
    h('caption.hidden', {}, caption),
    h('thead', {}, h('tr', {}, columns.map(c => h('th', { scope: 'col', class: c.kind }, c.name)))),
    h('tbody', {}, rows.map(row => h('tr', href ? { class: 'open', onclick: e => { if (!e.target.closest('a, button, summary, input')) location.hash = href(row); } } : {},
      columns.map((c, i) => h('td', { class: c.kind, data: { name: c.name } }, href && i === 0 ? h('a', { href: href(row) }, c.cell(row)) : c.cell(row))))))));
}

/** Label and value, side by side. */
export const pairs = entries => h('dl.pairs', {}, entries.filter(e => e && e[1] !== undefined && e[1] !== null && e[1] !== '').map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
