// What triage is worth to those who rely on it: how often it leaves a case to a person, how often people send it elsewhere, how often a case comes back, how often
// its procedure is converted; by tribunal in the order of the court's own list, by kind of dispute, and by cause. Nobody is ranked, and every number opens to its cases.

import { get, query } from './api.js';
import { fill, h } from './dom.js';
import { casesHref, metricName, rangeText, show as say } from './figures.js';
import { lang, t } from './lang.js';
import { empty, loading, problemBox, section, table } from './widgets.js';

const shown = ['abstention_rate', 'override_rate', 'second_triage_rate', 'converted_procedure_rate'];

const kindName = one => (lang === 'en' ? one.family || 'not determined' : one.familyName ?? one.name);

export function triageQuality({ defs, period, tribunals }) {
  const metrics = shown.map(id => defs.get(id)).filter(Boolean);
  const host = h('div', {}, loading());
  const part = section(t('分流质量', 'Triage quality'), { class: 'triage-quality', data: { part: 'triage-quality' } },
    h('p.hint', {}, t('人工甄别：系统拿不准，交人决定；改派：人确认时改了系统建议的路径；二次分流：后来的新事实使案件重新分流；程序转换：立案后变更程序。按法院名录和纠纷类型排列，不排名。',
      'Left to a person: triage was not sure. Overridden: a person sent the case elsewhere. Second triage: later facts raised it again. Converted: the procedure changed after filing. In the order of the court’s own lists; no ranking.')),
    h('p.hint', {}, metrics.map(def => `${metricName(def)} ${rangeText(def)}`).join(t('；', '; ')), t('。按台账接收的案件未经本系统甄别，只计程序转换。', '. Cases taken over from a ledger were not triaged here and count in conversions only.')), host);
  load();
  return part;

  async function load() {
    try {
      const quality = await get(`/metrics/triage-quality${query(period)}`);
      const counted = quality.byFamily.filter(one => metrics.some(def => one.values[def.id].denominator > 0));
      if (!counted.length) { fill(host, empty(t('这段时间没有可以统计的案件。', 'Nothing to count in this period.'))); return; }
      const names = new Map(tribunals.map(one => [one.tribunal, one.name]));
      const together = { name: t('合计', 'Together'), values: quality.total, period, all: true };
      fill(host,
        quality.byTribunal.length > 1 && h('div.dense', {}, h('h3', {}, t('按法庭', 'By tribunal')), rates(t('按法庭', 'By tribunal'), t('法庭', 'Tribunal'), [...quality.byTribunal.map(one => ({ name: names.get(one.tribunal) ?? one.name, values: one.values, period: { ...period, tribunal: one.tribunal } })), together])),
        h('div.dense', {}, h('h3', {}, t('按纠纷类型', 'By kind of dispute')), rates(t('按纠纷类型', 'By kind of dispute'), t('纠纷类型', 'Kind of dispute'), [...counted.map(one => ({ name: kindName(one), values: one.values, period, of: { family: one.family } })), together])),
        causes());
    } catch (fault) { fill(host, problemBox(fault)); if (!fault.title && fault.name !== 'Unreachable') throw fault; }
  }

  function rates(caption, first, rows) {
    return table({ caption, rows, columns: [
      { name: first, cell: one => (one.all ? h('strong', {}, one.name) : one.name) },
      ...metrics.map(def => ({ name: metricName(def), kind: 'num', cell: one => cell(def, one) })),
    ] });
  }

  function cell(def, one) {
    const { numerator, denominator, value } = one.values[def.id];
    if (!denominator) return '—';
    const part = (which, n, said) => h('a', { href: casesHref(def.id, which, one.period, one.of), 'aria-label': `${one.name} ${metricName(def)} ${said} ${n}` }, n);
    return [say(def, value), h('span.hint', {}, t('（', ' ('), part('numerator', numerator, t('分子', 'numerator')), t('÷', ' ÷ '), part('denominator', denominator, t('分母', 'denominator')), t('）', ')'))];
  }

  /** Many causes have few cases: asked for when somebody looks. */
  function causes() {
    const list = h('div.dense');
    return h('details', { data: { causes: '' }, ontoggle: async e => {
      if (!e.target.open || list.childNodes.length) return;
      fill(list, loading());
      try {
        const { byCause } = await get(`/metrics/triage-quality${query({ ...period, by: 'cause' })}`);
        fill(list, table({ caption: t('按案由', 'By cause'), rows: byCause.map(one => ({ ...one, period, of: { family: one.family, cause: one.cause } })), columns: [
          { name: t('纠纷类型', 'Kind of dispute'), cell: kindName }, { name: t('案由', 'Cause'), cell: one => one.name },
          ...metrics.map(def => ({ name: metricName(def), kind: 'num', cell: one => cell(def, one) })),
        ] }));
      } catch (fault) { fill(list, problemBox(fault)); }
    } }, h('summary', {}, t('按案由展开', 'By cause of action')), list);
  }
}
