// Figures as people read them. A rate changes by percentage points, a count by per cent, days by days; the three are never mixed.

import { h } from './dom.js';
import { lang, t, today } from './lang.js';

export const metricName = def => (lang === 'en' ? def.nameEn : def.name);

const round = (value, places) => Number(value).toLocaleString('zh-CN', { minimumFractionDigits: places, maximumFractionDigits: places });
const signed = (value, places) => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${round(Math.abs(value), places)}`;

/** 92.0% · 51.1 天 · 303 件 ; a dash where there is nothing to divide by */
export function show(def, value) {
  if (value === null || value === undefined) return '—';
  if (def.unit === 'rate') return `${round(value * 100, 1)}%`;
  if (def.unit === 'days') return `${round(value, 1)} ${t('天', 'days')}`;
  return `${round(value, 0)} ${t('件', 'cases')}`;
}

/** From one period to another: +1.2 个百分点 · +12 件（+4.3%） · −2.0 天 */
export function change(def, now, before) {
  if ([now, before].some(v => v === null || v === undefined)) return t('无可比数', 'nothing to compare');
  const by = now - before;
  if (def.unit === 'rate') return t(`${signed(by * 100, 1)} 个百分点`, `${signed(by * 100, 1)} pp`);
  if (def.unit === 'days') return t(`${signed(by, 1)} 天`, `${signed(by, 1)} days`);
  return t(`${signed(by, 0)} 件`, `${signed(by, 0)} ${Math.abs(by) === 1 ? 'case' : 'cases'}`) + (before > 0 ? t(`（${signed((by / before) * 100, 1)}%）`, ` (${signed((by / before) * 100, 1)}%)`) : '');
}

/** What came in and what lies there needs no closure to be compared. */
const flow = ['opening_stock', 'new_cases', 'closing_stock'];

/**
 * A month beside an earlier one; words instead of a number where the two cannot be compared.
 * @param months all that were asked for, the earliest first
 */
export function moved(def, now, before, months) {
  if (now.month >= today().slice(0, 7)) return t('不可比（本月未满）', 'month not over');
  // Before the first month with a closure the ledger holds only what was still open when it began: what came in or lay there then is not known whole.
  const begins = months?.find(m => m.values.closed_cases.numerator > 0)?.month;
  if (flow.includes(def.id) && before && (begins ? before.month >= begins : before.values.closed_cases.numerator > 0)) return change(def, now.values[def.id]?.value, before.values[def.id]?.value);
  if (flow.includes(def.id)) return begins ? t(`不可比（台账自${monthText(begins)}起）`, `on record from ${begins}`) : t('不可比（台账不全）', 'not comparable');
  // A month in which nothing was closed lies before the court's ledger begins, or closed nothing: both are said in words that hold.
  if (!before || before.values.closed_cases.numerator === 0) return t('不可比（该月没有结案记录）', 'no closures then');
  return change(def, now.values[def.id]?.value, before.values[def.id]?.value);
}

/** Fewer cases than these say nothing about a rate. */
export const FEW = 30;

export const monthsOf = ({ from, to }) => (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;

/** Why a figure is not held against its range, although it has one; null where it is. */
export function unrated(def, figure, months) {
  if (!def.reference || figure?.value === null || figure?.value === undefined) return null;
  const few = def.reference.cases;
  if (figure.denominator < few) return t(`不足 ${few} 件，不作评价`, `fewer than ${few}: not rated`);
  return (def.reference.months ?? 0) > months ? t(`累计不足 ${def.reference.months} 个月，不作评价`, `fewer than ${def.reference.months} months: not rated`) : null;
}

/** Where a figure stands to its reference range: in, low, high; null where none is published or it is not held against it. */
export function standing(def, figure, months) {
  const value = figure?.value;
  if (!def.reference || value === null || value === undefined || unrated(def, figure, months)) return null;
  const { from, to } = def.reference;
  return from !== null && from !== undefined && value < from ? 'low' : to !== null && to !== undefined && value > to ? 'high' : 'in';
}

export const standingText = { in: t('在参考区间内', 'within the range'), low: t('▼ 低于参考区间', '▼ below the range'), high: t('▲ 高于参考区间', '▲ above the range') };

/** Of how many months together a range is said; nothing where it holds for any period. */
export const rangeMonths = def => (def.reference?.months ? t(`（累计 ${def.reference.months} 个月以上）`, `(${def.reference.months} months or more)`) : '');

/** @param whole false: without the months */
export function rangeText(def, whole = true) {
  if (!def.reference) return t('未设参考区间', 'no reference range');
  const { from, to } = def.reference;
  const end = v => (def.unit === 'rate' ? `${round(v * 100, v * 1000 % 10 ? 1 : 0)}%` : round(v, 0));
  const none = v => v === null || v === undefined;
  return t('参考 ', 'reference ') + (none(from) ? `≤ ${end(to)}` : none(to) ? `≥ ${end(from)}` : `${end(from)}–${end(to)}`)
    + (whole && rangeMonths(def) ? t('', ' ') + rangeMonths(def) : '');
}

/** The reference range as a strip with a mark where the figure stands; the words beside it say the same. */
export function strip(def, value) {
  if (!def.reference || value === null || value === undefined) return null;
  const whole = def.unit === 'rate' ? 1 : Math.max(value, def.reference.to ?? 0) * 1.25 || 1;
  const at = v => `${Math.max(0, Math.min(100, (v / whole) * 100))}%`;
  const from = def.reference.from ?? 0;
  const to = def.reference.to ?? whole;
  return h('span.strip', { 'aria-hidden': 'true' }, h('span.range', { style: { left: at(from), width: at(to - from) } }), h('span.mark', { style: { left: at(value) } }));
}

/** The page that lists the cases behind one part of a figure. `of`: only one kind of dispute, or one cause of it; an empty code is what nobody has named. */
export const casesHref = (id, part, period, of) => `#/figure/${id}/${part}/${period.from}/${period.to}/${period.tribunal || 'all'}${of ? `/${of.family || 'none'}${of.cause === undefined ? '' : `/${of.cause || 'none'}`}` : ''}`;

/** 2026年1月—2026年11月, and 2026年11月 where it is one month. */
export const spanText = (from, to) => (from === to ? monthText(from) : `${monthText(from)}—${monthText(to)}`);
export const monthText = month => (lang === 'en' ? month : `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`);
