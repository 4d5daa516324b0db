// The leader's board: the figures of a period beside their reference ranges, how they move, tribunals side by side (in the order of the court's own list,
// never ranked), the way from receipt to archive, and what is getting old. Every number opens to its cases.

import { boardPeriod, questions } from '../core/ahead.js';
import { get, once as remember, query, Unreachable } from '../core/api.js';
import { decisions } from '../core/worklist.js';
import { fill, h } from '../core/dom.js';
import { field, month as pickMonth, select } from '../core/form.js';
import { casesHref, metricName, monthsOf, moved, rangeMonths, rangeText, show as say, spanText, standing, standingText, strip, unrated } from '../core/figures.js';
import { lang, t, today } from '../core/lang.js';
import { badge, button, loading, pageHead, problemBox, section } from '../core/widgets.js';

/** How the cards are grouped; a metric that no group names comes last, so that a new definition needs no new page. */
const groups = [
  { name: t('收结存', 'Flow'), ids: ['opening_stock', 'new_cases', 'closed_cases', 'closing_stock'] },
  { name: t('效率', 'Pace'), ids: ['closure_rate', 'within_limit_rate', 'mean_days_to_close', 'intake_on_time_rate', 'handling_on_time_rate', 'tribunal_share'] },
  { name: t('繁简分流', 'Simple and complex'), ids: ['simple_procedure_rate', 'small_claims_rate', 'converted_procedure_rate', 'abstention_rate', 'override_rate', 'second_triage_rate'] },
  { name: t('调解与确认', 'Mediation and confirmation'), ids: ['mediation_success_rate', 'diversion_rate', 'withdrawal_and_mediation_rate', 'confirmation_rate'] },
  { name: t('质量与回访', 'Quality'), ids: ['settled_after_first_instance_rate', 'settled_after_first_instance_rate_cohort', 'performance_rate', 'satisfaction_rate', 'redo_rate'] },
];

export async function open(main, [from, to, tribunal], { user }) {
  const month = today().slice(0, 7);
  const period = boardPeriod([from, to, tribunal], user);
  const body = h('div', {}, loading());
  const go = () => { location.hash = `#/board/${period.from}/${period.to}/${period.tribunal || 'all'}`; };
  const closers = [];
  let left = false;
  const file = kind => `/api/v1/metrics/monthly.${kind}${query(period)}`;
  const waiting = h('div');
  const lead = h('span', {}, period.tribunal ? '' : t('全院', 'Whole court'));
  const scope = h('div.field');
  const pick = (name, label, max) => field(pickMonth(period[name], v => { period[name] = v; if (period.from > period.to) period[name === 'from' ? 'to' : 'from'] = v; go(); }, { max }), { label });

  fill(main,
    pageHead(t('运行态势', 'The court at a glance'), {
      lead: [lead, ` · ${spanText(period.from, period.to)}${period.to === month ? t(`（本月截至 ${today().slice(8)} 日）`, ` (to ${today()})`) : ''}`],
      actions: [h('a.button', { href: file('xlsx'), download: '' }, t('导出 Excel', 'Excel')), h('a.button', { href: file('csv'), download: '' }, 'CSV'), button(t('打印', 'Print'), () => window.print())],
    }),
    h('div.filters.board-filters', {}, pick('from', t('自', 'From'), month), pick('to', t('至', 'To'), month),
      !user.tribunal && scope),
    waiting, body);
  if (user.roles.includes('president')) decisions(waiting);

  try {
    const [definitions, figures, past] = await Promise.all([remember('/metrics/definitions'), get(questions.monthly(period)), get(questions.monthsBehind(period))]);
    const defs = new Map(definitions.items.map(d => [d.id, d]));
    const board = { defs, figures, past, period, user, tribunals: figures.byTribunal.map(one => ({ ...one, name: short(one.name) })), closers };
    lead.textContent = period.tribunal === 'tribunals' ? t('各人民法庭合计', 'Tribunals together') : figures.scopeName;
    const [urgent, calm] = [h('div'), h('div', {}, loading())];
    fill(body,
      cards(board, groups.slice(0, 1)),
      urgent,
      cards(board, groups.slice(1)),
      calm,
      h('p.hint.footing', {}, t(`口径：指标定义第 ${figures.definitionsVersion} 版，数据截至 ${figures.asOf}。率的升降以百分点计，件数的增减以百分比计。参考区间用于提示，不是考核指标；法庭之间不排名。`,
        `Definitions version ${figures.definitionsVersion}, as recorded on ${figures.asOf}. Rates move by percentage points (pp), counts by per cent. Reference ranges ask for a look; they are no targets, and tribunals are not ranked.`)));
    // The list of tribunals is only for choosing another, and what stands below is read later: the figures wait for neither.
    if (!user.tribunal) remember('/court').then(court => scope.replaceWith(scopePicker(court, period, go)), () => undefined);
    import('../core/board-below.js').then(part => left || part.drawBelow(board, urgent, calm), fault => { fill(calm, problemBox(new Unreachable(String(fault)))); throw fault; });
  } catch (fault) { fill(body, problemBox(fault)); if (!fault.title && fault.name !== 'Unreachable') throw fault; }
  return () => { left = true; closers.forEach(close => close()); };
}

const short = name => name.replace(/^.+?人民法院/, '').replace(/^（(.*)）$/, '$1') || name;

const scopePicker = (court, period, go) => field(select(period.tribunal, [['', t('全院', 'Whole court')], ['tribunals', t('各人民法庭合计', 'Tribunals together')], ...court.tribunals.map(one => [one.code, short(one.name)])], v => { period.tribunal = v; go(); }), { label: t('范围', 'Scope') });

function cards(board, shown) {
  const named = new Set(groups.flatMap(g => g.ids));
  const rest = shown.includes(groups.at(-1)) ? [{ name: t('其他', 'Other'), ids: [...board.defs.keys()].filter(id => !named.has(id)) }] : [];
  return [...shown, ...rest].map(g => ({ ...g, defs: g.ids.map(id => board.defs.get(id)).filter(Boolean) })).filter(g => g.defs.length)
    .map(g => section(g.name, { class: 'figures-part' }, h('ul.figures-grid', { class: g.ids.includes('opening_stock') ? 'flow' : null }, g.defs.map(def => card(def, board)))));
}

function card(def, { figures, past, period }) {
  const now = figures.total[def.id];
  const months = past.months;
  const named = m => (lang === 'en' ? m.month : `${Number(m.month.slice(5))}月`);
  // A month that is not over is compared with none: of a longer period the last whole month is.
  const last = months.at(-1).month >= today().slice(0, 7) && period.from !== period.to ? months.length - 2 : months.length - 1;
  const [month, before, yearBefore] = [months[last], months[last - 1], months[last - 12]];
  const whole = monthsOf(period);
  const where = standing(def, now, whole);
  const why = unrated(def, now, whole);
  return h('li.figure', { class: where && where !== 'in' ? 'out' : null, data: { metric: def.id } },
    h('h3', { title: lang === 'en' ? def.formulaEn : def.formula }, metricName(def)),
    h('p.value', {}, def.unit === 'count' ? h('a', { href: casesHref(def.id, 'numerator', period) }, say(def, now?.value)) : say(def, now?.value)),
    def.unit !== 'count' && h('p.parts', {}, h('a', { href: casesHref(def.id, 'numerator', period), 'aria-label': t(`${def.name}：分子 ${now.numerator}`, `${def.nameEn}: numerator ${now.numerator}`) }, now.numerator), ' ÷ ', h('a', { href: casesHref(def.id, 'denominator', period), 'aria-label': t(`${def.name}：分母 ${now.denominator}`, `${def.nameEn}: denominator ${now.denominator}`) }, now.denominator)),
    !why && strip(def, now?.value),
    def.unit !== 'count' && h('p.range-text', {}, where && where !== 'in' ? badge('near', standingText[where]) : null, ' ', h('span.whole', {}, rangeText(def, false)), rangeMonths(def) && [' ', h('span.whole', {}, rangeMonths(def))], why && h('span.hint', {}, ` · ${why}`)),
    h('dl.moves', {}, h('div', {}, h('dt', {}, t(`${named(month)}较${named(before)}`, `${named(month)} vs. ${named(before)}`)), h('dd', {}, moved(def, month, before, months))),
      h('div', {}, h('dt', {}, t(`${named(month)}较去年${named(month)}`, `${named(month)} vs. a year before`)), h('dd', {}, moved(def, month, yearBefore, months)))));
}
