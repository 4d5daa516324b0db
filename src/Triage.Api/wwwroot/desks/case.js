// The whole story of a case on one page.

import { get, once as remember } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { showClocks } from '../core/deadlines.js';
import { at, lang, money, t } from '../core/lang.js';
import { narrativeView } from '../core/narrative.js';
import { inShort, lane, proposalView } from '../core/proposal.js';
import { stepButtons } from '../core/steps.js';
import { article, badge, button, pageHead, pairs, problemBox, section, stateBadge } from '../core/widgets.js';
import { caseNumber, channelName, contactName, flagName, numberKind, partyKind, partyRole, roleName, routeName, title, wishName } from '../core/words.js';
import { actionName } from '../core/story.js';

export async function open(main, [id], { show }) {
  const [c, court, catalogue] = await Promise.all([get(`/cases/${id}`), remember('/court'), remember('/rules/facts')]);
  const facts = new Map(catalogue.items.map(f => [f.id, f]));
  const clocks = h('div');
  const story = h('div');
  const trouble = h('div');
  fill(main,
    pageHead(caseNumber(c), { lead: title(c), actions: [stateBadge(c.state), ...stepButtons(c, trouble, show), button(t('打印', 'Print'), () => window.print())] }),
    trouble,
    c.flags.length > 0 && h('div.flags', {}, c.flags.map(f => h('div.notice.warn', {}, h('strong', {}, flagName(f.flag)), h('p', {}, f.reason), f.citation && article(f.citation)))),
    c.secondTriage && !c.secondTriage.answeredOn && h('div.notice.info', {}, h('strong', {}, t('有新情况，已重新甄别', 'Triage has looked again')), h('p', {}, t(`现在的建议：${inShort(c.secondTriage.proposal)}`, `It now proposes ${inShort(c.secondTriage.proposal)}`))),
    h('div.columns', {},
      h('div', {},
        section(t('当事人', 'Parties'), {}, h('ul.people', {}, c.parties.map(person))),
        section(t('请求与叙述', 'Claims and narrative'), {}, c.claims.length > 0 && h('ol.claims-read', {}, c.claims.map(one => h('li', {}, one))), pairs([[t('标的额', 'Amount'), money(c.amount)], [t('调解意愿', 'Wish to mediate'), wishName(c.mediationWish)]]), narrativeView(c.narrative, c.triage?.evidence)),
        factsSection(c, facts),
        section(t('经过', 'History'), {}, story)),
      h('div', {},
        c.mediation?.agreement && section(t('调解协议', 'Agreement'), {}, h('p.agreement', {}, c.mediation.agreement.text), h('p.hint', {}, t(`签名 ${c.mediation.agreement.signedOn}，盖章 ${c.mediation.agreement.mediatorSealedOn}`, `signed ${c.mediation.agreement.signedOn}, sealed ${c.mediation.agreement.mediatorSealedOn}`)), h('ul', {}, c.mediation.agreement.performance.map(p => h('li', {}, `${p.what} — ${p.dueOn} `, p.performedOn ? badge('good', t('已履行', 'performed')) : badge('wait', t('待履行', 'open')))))),
        section(t('去向与编号', 'Route and numbers'), {}, pairs([
          [t('去向', 'Route'), c.route ? routeName(c.route) : t('未定', 'open')], [t('程序与组织', 'Procedure'), lane(c, court.teams)], [t('案由', 'Cause'), c.cause?.name],
          [t('法庭', 'Tribunal'), court.tribunals.find(one => one.code === c.tribunal)?.name], [t('法官', 'Judge'), court.judges.find(j => j.id === c.judge)?.name ?? c.judge], [t('调解员', 'Mediator'), court.mediators.find(m => m.id === c.mediator)?.name ?? c.mediator],
          [t('收件', 'Received'), `${c.receivedOn} · ${channelName(c.channel)}`], [t('来源', 'Source'), c.source && [c.source.name, c.source.reference].filter(Boolean).join(' ')], [t('代办', 'By proxy'), c.filedByProxy && `${c.filedByProxy.name}（${c.filedByProxy.authority}）`],
          [t('立案', 'Filed'), c.filedOn], [t('结案', 'Closed'), c.closedOn],
          ...c.numbers.map(n => [numberKind(n.kind), [n.number, ' ', h('small.date', {}, n.assignedOn)]]),
        ])),
        section(t('期限', 'Clocks'), {}, clocks),
        c.triage && section(t('分流理由', 'Why this route'), {}, decided(c), proposalView(c.triage, { teams: court.teams, facts })))));
  showClocks(c, clocks);
  loadStory(c, story);
}

function person(p) {
  return h('li', {}, h('p', {}, badge('role', partyRole(p.role)), ' ', h('strong', {}, p.name), p.kind !== 'person' && ` ${partyKind(p.kind)}`, p.contact && [' ', badge(p.contact === 'reachable' ? 'good' : 'ask', contactName(p.contact))]),
    pairs([[t('证件', 'ID'), p.idNumber], [t('电话', 'Phone'), p.phone && (p.phone.includes('*') ? p.phone : h('a', { href: `tel:${p.phone}` }, p.phone))], [t('住址', 'Address'), [p.village, p.address].filter(Boolean).join(' ')]]));
}

function factsSection(c, facts) {
  const known = Object.entries(c.facts ?? {});
  return known.length > 0 && section(t('已知要素', 'Known facts'), {}, h('ul.known', {}, known.map(([id, value]) => h('li', {}, badge(value ? 'yes' : 'no', value ? t('是', 'yes') : t('否', 'no')), ' ', (lang === 'en' ? facts.get(id)?.nameEn : facts.get(id)?.name) ?? id))));
}

function decided(c) {
  const d = c.triage.decidedBy;
  if (!d?.confirmedBy) return h('p.hint', {}, t('尚未有人确认。', 'Nobody has confirmed yet.'));
  return h('p', {}, badge('good', t('已确认', 'confirmed')), ` ${d.confirmedBy} · ${at(d.at)}`, d.reason && h('span.hint', {}, t(`　理由：${d.reason}`, ` Reason: ${d.reason}`)));
}

async function loadStory(c, host) {
  try {
    const { items } = await get(`/cases/${c.id}/history`);
    fill(host, h('ol.timeline', {}, items.map(e => h('li', {}, h('time', { datetime: e.at }, at(e.at)), h('p', {}, h('strong', {}, actionName(e.action)), ` ${e.actor}`, e.role && h('small', {}, ` ${roleName(e.role)}`)), e.reason && h('p', {}, e.reason), e.hash && h('p.hash', { title: e.hash }, t(`第 ${e.version ?? '—'} 版 · 存证 ${e.hash.slice(0, 12)}`, `version ${e.version ?? '—'} · ${e.hash.slice(0, 12)}`))))));
  } catch (fault) { fill(host, problemBox(fault)); }
}
