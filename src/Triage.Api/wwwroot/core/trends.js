// Month by month, and tribunal beside tribunal: a chart and the table with the same numbers.

import { axis, chart, colours } from './charts.js';
import { fill, h } from './dom.js';
import { casesHref, metricName, monthsOf, monthText, moved, rangeText, show as say, standing } from './figures.js';
import { field, select } from './form.js';
import { lang, t, today } from './lang.js';
import { section, table } from './widgets.js';

const rated = defs => [...defs.values()].filter(d => d.unit !== 'count');
const scaled = (def, v) => (v === null || v === undefined ? null : def.unit === 'rate' ? Math.round(v * 1000) / 10 : Math.round(v * 10) / 10);
const unit = def => (def.unit === 'rate' ? '%' : def.unit === 'days' ? t('天', ' d') : '');

/** The reference range as a band behind a chart; none where it is said of more months than the figures are of. */
const band = (def, months, along = 'yAxis') => (def.reference && (def.reference.months ?? 0) <= months ? {
  silent: true, itemStyle: { color: colours.band, borderColor: '#1b5e3a', borderWidth: 1, borderType: 'dotted' },
  data: [[{ [along]: scaled(def, def.reference.from) ?? 0 }, { [along]: scaled(def, def.reference.to) ?? (def.unit === 'rate' ? 100 : 'max') }]],
} : undefined);

export function trends(board) {
  const { defs, past, period, closers } = board;
  const flow = chart(t('各月新收、已结与月末未结', 'New, closed and open cases by month'), 350);
  const line = chart('', 350);
  const rows = h('div');
  // Twelve months, in the charts and in the tables; of the first the change asks for the month before it.
  const months = past.months.slice(-12);
  const monthBefore = past.months.at(-13);
  closers.push(flow.close, line.close);
  const names = months.map(m => (lang === 'en' ? m.month : `${Number(m.month.slice(5))}月${m.month.endsWith('-01') || m === months[0] ? `\n${m.month.slice(0, 4)}` : m.month === today().slice(0, 7) ? `\n至${Number(today().slice(8))}日` : ''}`));
  const at = m => ({ from: m.month, to: m.month, tribunal: period.tribunal });
  const cell = (id, m) => h('a', { href: casesHref(id, 'numerator', at(m)) }, m.values[id].numerator);

  function draw(id) {
    const def = defs.get(id);
    const points = months.map(m => scaled(def, m.values[id].value));
    line.draw({
      legend: { show: false }, xAxis: { type: 'category', data: names, ...axis },
      yAxis: { type: 'value', scale: true, ...axis, axisLabel: { ...axis.axisLabel, formatter: `{value}${unit(def)}` } },
      series: [{ type: 'line', data: points, symbol: 'circle', symbolSize: 8, lineStyle: { width: 2, color: colours.first }, itemStyle: { color: colours.first }, label: { show: true, color: '#1d2733', formatter: p => (p.value === null ? '' : p.value.toFixed(1)) }, labelLayout: { hideOverlap: true }, markArea: band(def, 1) }],
    }, t(`${def.name}：${months.length} 个月走势`, `${def.nameEn} over ${months.length} months`));
    fill(rows, table({ caption: metricName(def), rows: months.map((m, i) => ({ m, before: months[i - 1] ?? monthBefore })).reverse(), columns: [
      { name: t('月份', 'Month'), cell: r => dated(r.m.month), kind: 'date' },
      { name: metricName(def), cell: r => say(def, r.m.values[id].value), kind: 'num' },
      { name: t('分子', 'Numerator'), cell: r => h('a', { href: casesHref(id, 'numerator', at(r.m)) }, r.m.values[id].numerator), kind: 'num' },
      { name: t('分母', 'Denominator'), cell: r => h('a', { href: casesHref(id, 'denominator', at(r.m)) }, r.m.values[id].denominator), kind: 'num' },
      { name: t('较上月', 'Change'), cell: r => moved(def, r.m, r.before, past.months), kind: 'num' },
    ] }), h('p.hint', {}, `${rangeText(def)} · ${lang === 'en' ? def.formulaEn : def.formula}`));
  }

  queueMicrotask(() => setTimeout(() => {
    flow.draw({
      xAxis: { type: 'category', data: names, ...axis }, yAxis: { type: 'value', ...axis },
      series: [
        { name: t('新收', 'New'), type: 'bar', data: months.map(m => m.values.new_cases.numerator), itemStyle: { color: colours.second } },
        { name: t('已结', 'Closed'), type: 'bar', data: months.map(m => m.values.closed_cases.numerator), itemStyle: { color: colours.first } },
        { name: t('月末未结', 'Open at the end'), type: 'line', data: months.map(m => m.values.closing_stock.numerator), symbol: 'diamond', symbolSize: 9, lineStyle: { width: 2, type: 'dashed', color: colours.third }, itemStyle: { color: colours.third, decal: { symbol: 'none' } } },
      ],
    });
    draw('within_limit_rate');
  }));
  return section(t('走势', 'Month by month'), {},
    h('div.chart-pair.dense', {}, flow, table({ caption: t('各月收结', 'Flow by month'), rows: [...months].reverse(), columns: [
      { name: t('月份', 'Month'), cell: m => dated(m.month), kind: 'date' }, { name: t('新收', 'New'), cell: m => cell('new_cases', m), kind: 'num' },
      { name: t('已结', 'Closed'), cell: m => cell('closed_cases', m), kind: 'num' }, { name: t('月末未结', 'Open'), cell: m => cell('closing_stock', m), kind: 'num' },
    ] })),
    h('div.pick', {}, field(select('within_limit_rate', rated(defs).map(d => [d.id, metricName(d)]), draw), { label: t('看哪项指标', 'Which figure') })),
    h('div.chart-pair.dense', {}, line, rows));
}

const dated = month => `${monthText(month)}${month === today().slice(0, 7) ? t(`（至${Number(today().slice(8))}日）`, ` (to ${today().slice(5)})`) : ''}`;

const columns = ['new_cases', 'closed_cases', 'closing_stock', 'closure_rate', 'within_limit_rate', 'mean_days_to_close', 'simple_procedure_rate', 'mediation_success_rate', 'settled_after_first_instance_rate', 'satisfaction_rate'];

export function sideBySide({ defs, tribunals, figures, period, closers }) {
  const picture = chart('', 300);
  closers.push(picture.close);
  const draw = id => {
    const def = defs.get(id);
    picture.draw({
      legend: { show: false }, grid: { left: 8, right: 60, top: 8, bottom: 6, containLabel: true },
      xAxis: { type: 'value', ...axis, axisLabel: { ...axis.axisLabel, formatter: `{value}${unit(def)}` } }, yAxis: { type: 'category', inverse: true, data: tribunals.map(one => one.name), ...axis, splitLine: { show: false } },
      series: [{ type: 'bar', barMaxWidth: 20, data: tribunals.map(one => scaled(def, one.values[id].value)), itemStyle: { color: colours.first }, label: { show: true, position: 'right', color: '#1d2733', formatter: p => (p.value === null || p.value === undefined ? '—' : `${def.unit === 'count' ? p.value : p.value.toFixed(1)}${unit(def)}`) }, markArea: band(def, monthsOf(period), 'xAxis') }],
    }, t(`${def.name}：各法庭并列，按法院名录顺序`, `${def.nameEn} by tribunal, in the court’s own order`));
  };
  queueMicrotask(() => setTimeout(() => draw('closure_rate')));
  const shown = columns.map(id => defs.get(id)).filter(Boolean);
  const flag = { low: '▼', high: '▲' };
  const value = (def, values, tribunal) => h('a', { href: casesHref(def.id, 'numerator', { ...period, tribunal }) }, `${flag[standing(def, values[def.id], monthsOf(period))] ?? ''}${say(def, values[def.id]?.value).replace(/ .*$/, '')}`);
  return section(t('各法庭并列', 'Tribunals side by side'), {},
    h('p.hint', {}, t('按法院名录顺序排列，不排名。▲▼ 表示在参考区间之外；件数太少的不作评价。', 'In the order of the court’s own list; no ranking. ▲▼ mark what is outside the range; too few cases are not rated.')),
    h('div.dense', {}, table({ caption: t('各法庭并列', 'Tribunals side by side'), rows: [...tribunals.map(one => ({ ...one })), { name: t('合计', 'Together'), values: figures.total, tribunal: period.tribunal, all: true }], columns: [
      { name: t('法庭', 'Tribunal'), cell: one => (one.all ? h('strong', {}, one.name) : one.name) }, ...shown.map(def => ({ name: metricName(def), cell: one => value(def, one.values, one.tribunal), kind: 'num' })),
    ] })),
    h('div.pick', {}, field(select('closure_rate', [...defs.values()].filter(d => d.id !== 'tribunal_share').map(d => [d.id, metricName(d)]), draw), { label: t('图中指标', 'Figure in the chart') })), picture);
}
