// What has happened to a case: the days of the trial in their order.

import { h } from './dom.js';
import { gap, t } from './lang.js';
import { benchName, eventName, procedureName, serviceName, suspensionName } from './words.js';

const verdict = granted => (granted ? t('准许', 'granted') : t('不准许', 'refused'));
const length = x => (x.days ? t(`${x.days} 日`, `${x.days} days`) : t(`${x.months} 个月`, `${x.months} months`));

/** Events, periods, suspensions, conversions, extensions and recusals in the order of their days. */
export function trialStory(c, name = id => id) {
  const tr = c.trial ?? {};
  const items = [
    c.filedOn && [c.filedOn, t('立案', 'Filed')], tr.assignedOn && [tr.assignedOn, t('分案', 'Assigned'), name(c.judge)],
    ...(tr.events ?? []).map(e => [e.on, eventName(e.kind), [e.party, e.method && serviceName(e.method), e.note].filter(Boolean).join(gap)]),
    ...(tr.evidencePeriods ?? []).flatMap(p => [[p.startOn, t(`确定举证期限 ${p.days} 日`, `Evidence period of ${p.days} days`), [p.agreed && t('双方协商', 'agreed'), p.rebuttal && t('再次确定', 'once more'), p.reason].filter(Boolean).join(gap)],
      ...(p.extensions ?? []).map(x => [x.requestedOn, t(`申请延长举证期限 ${x.days} 日`, `${x.days} more days for evidence asked`), [x.party, x.decidedOn ? `${verdict(x.granted)} ${x.decidedOn}` : t('待决定', 'open')].join(gap)])]),
    ...(tr.recusals ?? []).flatMap(r => [[r.requestedOn, t(`申请${name(r.person)}回避`, `Recusal of ${name(r.person)} asked`), [r.ground, r.decidedOn ? `${verdict(r.granted)} ${r.decidedOn}` : t('待决定', 'open')].join(gap)],
      r.review && [r.review.requestedOn, t('申请复议回避决定', 'Review of the recusal asked'), [r.review.ground, r.review.decidedOn ? `${verdict(r.review.granted)} ${r.review.decidedOn}` : t('待决定', 'open')].join(gap)]]),
    ...(tr.suspensions ?? []).map(s => [s.from, t(`扣除审限：${suspensionName(s.ground)}`, `Days left out: ${suspensionName(s.ground)}`), s.to ? t(`至 ${s.to}`, `until ${s.to}`) : t('尚未结束', 'still open')]),
    ...(tr.procedureChanges ?? []).map(p => [p.ruledOn, t(`${procedureName(p.from)} 转为 ${procedureName(p.to)}、${benchName(p.bench)}`, `${procedureName(p.from)} to ${procedureName(p.to)}, ${benchName(p.bench)}`), p.reason]),
    ...(tr.extensions ?? []).map(x => [x.requestedOn, x.authority === 'superior_court' ? t(`报请${x.court ?? '上级法院'}延长审限 ${length(x)}`, `${x.court ?? 'Superior court'} asked for ${length(x)} more`) : t(`申请延长审限 ${length(x)}`, `More time asked: ${length(x)}`),
      [x.reason, x.decidedOn ? `${verdict(x.granted)} ${x.decidedOn}${x.document ? ` ${x.document}` : ''}` : t('待决定', 'open')].filter(Boolean).join(gap)]),
    ...(c.appeals ?? []).map(a => [a.on, t('上诉', 'Appealed'), a.party]), c.closedOn && [c.closedOn, t('结案', 'Closed')], c.effectiveOn && [c.effectiveOn, t('生效', 'In effect')],
  ].filter(Boolean).sort((a, b) => a[0].localeCompare(b[0]));
  return items.length ? h('ol.timeline', {}, items.map(([on, what, more]) => h('li', {}, h('time', { datetime: on }, on), h('p', {}, h('strong', {}, what), more && `${gap}${more}`)))) : h('p.hint', {}, t('还没有记录。', 'Nothing yet.'));
}
