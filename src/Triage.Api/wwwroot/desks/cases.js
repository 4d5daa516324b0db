// Finding a case.

import { casesFilter, casesFilterKey, query, questions } from '../core/ahead.js';
import { get, once as remember } from '../core/api.js';
import { debounce, fill, h } from '../core/dom.js';
import { day, field, select, text } from '../core/form.js';
import { listed, money, t } from '../core/lang.js';
import { has } from '../core/session.js';
import { button, empty, loading, pageHead, problemBox, stateBadge, table } from '../core/widgets.js';
import { allRoutes, allStates, caseNumber, defendants, plaintiffs, routeName, stateName } from '../core/words.js';

/** @param given a filter in the address, as a number on the leader's board gives it; without one the last filter is taken up again */
export async function open(main, [given], { user, show }) {
  const filter = casesFilter(given, user);
  const list = h('div', {}, loading());
  const count = h('p.hint', { role: 'status' });
  let turn = 0;
  const narrowed = () => filter.q && ['state', 'route', 'from', 'to'].some(name => filter[name]);

  async function load(cursor, before = []) {
    const mine = ++turn;
    try {
      const page = await get(cursor ? `/cases${query({ ...filter, limit: 50, cursor })}` : questions.cases(filter));
      if (mine !== turn) return;
      const rows = [...before, ...page.items];
      if (page.total !== undefined && page.total !== null) count.textContent = t(`共 ${page.total} 件`, `${page.total} cases`);
      fill(list, rows.length ? casesTable(rows) : empty(t('没有符合条件的案件。', 'No case matches.'), narrowed() ? h('span', {}, t('还限定了状态、去向或者收件日期。', 'State, route or dates are narrowed as well. '), button(t('只按查找内容再找', 'Search by the words alone'), () => { sessionStorage.setItem(casesFilterKey(user), JSON.stringify({ q: filter.q })); show(); }, { class: 'quiet' })) : filter.q && !/\d/.test(filter.q) ? t('姓名须写全：为保护当事人，姓名只存密文，不能用姓或者名字的一部分查找。案号可以只写一部分。', 'Write the full name: names are kept sealed and are not found by a part. Of a number a part is enough.') : t('放宽条件，或核对案号。', 'Widen the search, or check the number.')),
        page.nextCursor && h('p.actions.more', {}, button(t('再看 50 件', '50 more'), () => load(page.nextCursor, rows))));
    } catch (fault) { if (mine === turn) fill(list, problemBox(fault)); }
  }
  const again = debounce(300, () => load());
  const put = name => value => { filter[name] = value.trim(); sessionStorage.setItem(casesFilterKey(user), JSON.stringify({ ...filter, tribunal: undefined })); again(); };

  fill(main, pageHead(t('案件', 'Cases')),
    h('form.filters', { role: 'search', onsubmit: e => { e.preventDefault(); load(); } },
      field(text(filter.q, put('q'), { type: 'search', placeholder: t('案号或当事人全名', 'Number or full name') }), { label: t('查找', 'Find') }),
      field(select(filter.state ?? '', [['', t('全部', 'All')], ...allStates.map(s => [s, stateName(s)])], put('state')), { label: t('状态', 'State') }),
      field(select(filter.route ?? '', [['', t('全部', 'All')], ...allRoutes.map(r => [r, routeName(r)])], put('route')), { label: t('去向', 'Route') }),
      field(day(filter.from, put('from')), { label: t('收件自', 'Received from') }),
      field(day(filter.to, put('to')), { label: t('至', 'to') })),
    filter.tribunal && tribunalsOnly(filter, load), count, list);
  load();
  return () => { turn = -1; again.cancel(); };
}

/** What the address narrows the list to, beside the fields: it is seen, can be taken away, and is not kept. */
function tribunalsOnly(filter, load) {
  const codes = filter.tribunal.split(',');
  const names = h('span', {}, listed(codes));
  const box = h('p.hint', {}, t('只列：', 'Only: '), names, ' ', button(t('列出全部法庭', 'All tribunals'), () => { delete filter.tribunal; box.remove(); load(); }, { class: 'quiet' }));
  remember('/court/names').then(court => { names.textContent = listed(codes.map(code => court.tribunals.find(one => one.code === code)?.name ?? code)); }, () => undefined);
  return box;
}

export const casesTable = rows => table({
  caption: t('案件', 'Cases'), rows, href: c => `#/case/${c.id}`, columns: [
    { name: t('编号', 'Number'), cell: caseNumber, kind: 'no' },
    { name: t('原告', 'Plaintiff'), cell: plaintiffs },
    { name: t('被告', 'Defendant'), cell: defendants },
    { name: t('案由', 'Cause'), cell: c => c.cause?.name ?? '—' },
    { name: t('标的额', 'Amount'), cell: c => (c.amount === null || c.amount === undefined ? '—' : money(c.amount)), kind: 'num' },
    { name: t('收件', 'Received'), cell: c => c.receivedOn, kind: 'date' },
    { name: t('去向', 'Route'), cell: c => (c.route ? routeName(c.route) : '—') },
    { name: t('状态', 'State'), cell: c => stateBadge(c.state) },
    ...(has('clerk', 'triage_officer', 'judge', 'tribunal_head') ? [{ name: t('回执', 'Receipt'), cell: c => h('a', { href: `#/receipt/${c.id}`, 'aria-label': t(`${caseNumber(c)} 的收件回执`, `Receipt of ${caseNumber(c)}`) }, t('回执', 'Receipt')), kind: 'date' }] : []),
  ],
});
