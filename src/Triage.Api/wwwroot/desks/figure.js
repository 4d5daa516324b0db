// The cases behind one part of a figure: what they add up to is the figure.

import { get, once as remember, query } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { metricName, rangeText, spanText } from '../core/figures.js';
import { chinese, lang, spoken, t } from '../core/lang.js';
import { button, empty, loading, pageHead, pairs, problemBox, section, stateBadge, table } from '../core/widgets.js';
import { procedureName } from '../core/words.js';

export async function open(main, [id, part = 'numerator', from, to, tribunal = 'all', family, cause]) {
  const period = { from, to, tribunal: tribunal === 'all' ? null : tribunal };
  const [definitions, court] = await Promise.all([remember('/metrics/definitions'), remember('/court')]);
  const def = definitions.items.find(d => d.id === id);
  const list = h('div', {}, loading());
  const sum = h('p.lead', { role: 'status' });
  const other = part === 'numerator' ? 'denominator' : 'numerator';
  const partName = name => (name === 'numerator' ? t('分子', 'numerator') : t('分母', 'denominator'));
  const head = pageHead(`${def ? metricName(def) : id}${def?.unit === 'count' ? '' : ` · ${partName(part)}`}`, { actions: [def?.unit !== 'count' && h('a.button', { href: `#/${['figure', id, other, from, to, tribunal, family, cause].filter(Boolean).map(encodeURIComponent).join('/')}` }, t(`看${partName(other)}`, `The ${partName(other)}`)), h('a.button', { href: `#/board/${from}/${to}/${tribunal}` }, t('回到态势', 'Back to the board'))] });
  head.firstChild.append(sum);
  fill(main, head, def && section(t('口径', 'Definition'), { class: 'definition' }, pairs([[t('公式', 'Formula'), lang === 'en' ? def.formulaEn : def.formula], [t('范围', 'Scope'), lang === 'en' ? def.scopeEn : def.scope], [t('参考', 'Reference'), def.reference && rangeText(def).replace(/^\S+ /, '')], [t('来源', 'Source'), def.source && h('span', chinese, def.source)]])), list);

  async function load(cursor, before = []) {
    try {
      const page = await get(`/metrics/${id}/cases${query({ ...period, part, family, cause, limit: 100, cursor })}`);
      const rows = [...before, ...page.items];
      const scope = tribunal === 'all' ? court.name : tribunal === 'tribunals' ? t('各人民法庭合计', 'the tribunals together') : court.tribunals.find(one => one.code === tribunal)?.name ?? tribunal;
      sum.textContent = `${scope} · ${page.only ? `${page.only} · ` : ''}${spanText(page.from, page.to)} · ${page.total === page.count ? t(`共 ${page.total} 件`, `${page.total} cases`) : t(`合计 ${page.total}（${page.count} 件）`, `${page.total} in all, ${page.count} cases`)}`;
      fill(list, page.note && h('p.hint', {}, spoken(page.note)), rows.length ? casesTable(rows, page.total !== page.count) : empty(t('没有案件。', 'No case.')),
        page.nextCursor && h('p.actions.more', {}, h('span.hint', {}, t(`已列 ${rows.length} 件`, `${rows.length} shown`)), button(t('再看 100 件', '100 more'), () => load(page.nextCursor, rows))));
    } catch (fault) { fill(list, problemBox(fault)); }
  }
  await load();
}

const casesTable = (rows, weighed) => table({ caption: t('案件', 'Cases'), rows, href: c => `#/case/${c.id}`, columns: [
  { name: t('案号', 'Number'), cell: c => c.number ?? c.id.slice(0, 8), kind: 'no' },
  { name: t('当事人', 'Parties'), cell: c => `${some(c.plaintiffs)} ${t('诉', 'v.')} ${some(c.defendants)}` },
  { name: t('案由', 'Cause'), cell: c => c.cause ?? '—' },
  { name: t('计入日', 'Counted on'), cell: c => c.on, kind: 'date' },
  ...(weighed ? [{ name: t('计入', 'Adds'), cell: c => (c.amount < 0 ? `−${-c.amount}` : c.amount), kind: 'num' }, { name: t('为何计入', 'Why'), cell: c => spoken(c.why) }] : []),
  { name: t('程序', 'Procedure'), cell: c => (c.procedure ? procedureName(c.procedure) : '—') },
  { name: t('法官', 'Judge'), cell: c => c.judge ?? '—', kind: 'person' },
  { name: t('立案', 'Filed'), cell: c => c.filedOn ?? '—', kind: 'date' },
  { name: t('结案', 'Closed'), cell: c => c.closedOn ?? '—', kind: 'date' },
  { name: t('状态', 'State'), cell: c => stateBadge(c.state) },
] });

const some = names => (names.length > 1 ? t(`${names[0]}等${names.length}人`, `${names[0]} and ${names.length - 1} more`) : names[0] ?? '—');
