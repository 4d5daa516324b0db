// The whole story of a case on one page: who, what, why this way, by when, what has happened, what is in the file.

import { agreedNotice, agreedSteps } from '../core/agreed.js';
import { get, once as remember } from '../core/api.js';
import { closingView } from '../core/closing-view.js';
import { showClocks } from '../core/deadlines.js';
import { fill, h } from '../core/dom.js';
import { drawView } from '../core/draw.js';
import { at, chinese, colon, gap, inBrackets, lang, listed, money, spoken, t } from '../core/lang.js';
import { actionName } from '../core/history-words.js';
import { linksView, relations } from '../core/links.js';
import { mediationView } from '../core/mediation-view.js';
import { narrativeView } from '../core/narrative.js';
import { papersView } from '../core/papers.js';
import { answersOf, english, lane, proposalView } from '../core/proposal.js';
import { rulingServed } from '../core/ruling-served.js';
import { secondNotice } from '../core/second.js';
import { has } from '../core/session.js';
import { stepButtons } from '../core/steps.js';
import { trialStory } from '../core/story.js';
import { nameOf, partName } from '../core/who.js';
import { article, badge, button, pageHead, pairs, problemBox, section, stateBadge } from '../core/widgets.js';
import { caseNumber, channelName, closureName, contactName, decisionName, eventName, flagName, numberKind, partyKind, partyRole, roleName, routeName, suspensionName, title, wishName } from '../core/words.js';

/** Who hands a receipt over the counter, or is asked for it. */
const atCounter = ['clerk', 'triage_officer', 'judge', 'tribunal_head'];

export async function open(main, [id], { show }) {
  const [c, court] = await Promise.all([get(`/cases/${id}`), remember('/court/names')]);
  const known = h('div');
  const why = h('div');
  const name = who => nameOf(who, court, c.names);
  const clocks = h('div');
  const story = h('div');
  const trouble = h('div');
  fill(main,
    pageHead(caseNumber(c), { lead: title(c), actions: [stateBadge(c.state), ...stepButtons(c, trouble, show, { without: agreedSteps(c) }), has(...atCounter) && h('a.button', { href: `#/receipt/${c.id}` }, t('收件回执', 'Receipt')), button(t('打印', 'Print'), () => window.print())] }),
    trouble, ...notices(c, name, trouble, show),
    h('div.columns', {},
      h('div', {},
        section(t('当事人', 'Parties'), {}, h('ul.people', {}, c.parties.map(person))),
        section(t('请求与叙述', 'Claims and narrative'), {}, c.claims.length > 0 && h('ol.claims-read', chinese, c.claims.map(one => h('li', {}, one))), pairs([[t('标的额', 'Amount'), money(c.amount)], [t('调解意愿', 'Wish to mediate'), wishName(c.mediationWish)]]), narrativeView(c.narrative, c.triage?.evidence)),
        known,
        c.mediation && section(t('调解', 'Mediation'), {}, mediationView(c, name)),
        c.confirmation && section(t('司法确认', 'Judicial confirmation'), {}, confirmationView(c, name)),
        (c.trial || c.filedOn) && section(t('审理经过', 'The trial'), {}, trialStory(c, name)),
        c.closure && section(t('结案', 'Closing'), {}, closingView(c.closure)),
        aftermath(c, name),
        section(t('办理记录', 'History'), { class: 'history' }, story)),
      h('div', {},
        section(t('去向与编号', 'Route and numbers'), {}, pairs([
          [t('去向', 'Route'), c.route ? routeName(c.route) : t('未定', 'open')], [t('程序与组织', 'Procedure'), lane(c, court.teams)], [t('案由', 'Cause'), c.cause?.name],
          [t('法庭', 'Tribunal'), court.tribunals.find(one => one.code === c.tribunal)?.name],
          [t('收件', 'Received'), `${c.receivedOn} · ${channelName(c.channel)}`], [t('来源', 'Source'), c.source && [c.source.name, c.source.reference].filter(Boolean).join(' ')], [t('代办', 'By proxy'), c.filedByProxy && `${c.filedByProxy.name}${inBrackets(c.filedByProxy.authority)}`],
          [t('立案', 'Filed'), c.filedOn], [t('结案', 'Closed'), c.closedOn], [t('生效', 'In effect'), c.effectiveOn],
          ...c.numbers.map(n => [numberKind(n.kind), [n.number, ' ', h('small.date', {}, n.assignedOn)]]),
        ])),
        section(t('期限', 'Clocks'), {}, clocks),
        section(t('办案人员', 'Who works on it'), {}, workers(c, name), c.judge && drawDetails(c)),
        section(t('文书与材料', 'Papers'), {}, papersView(c)),
        c.links.length > 0 && section(t('关联案件', 'Linked cases'), {}, linksView(c)),
        c.triage && section(t('分流理由', 'Why this route'), {}, decided(c), why))));
  const explain = facts => { fill(known, factsSection(c, facts)); if (c.triage) fill(why, proposalView(c.triage, { teams: court.teams, facts })); };
  explain(new Map());
  remember('/rules/facts').then(catalogue => explain(new Map(catalogue.items.map(f => [f.id, f]))), () => undefined);
  showClocks(c, clocks);
  loadStory(c, story);
  // On paper nothing can be opened: every day of every clock is printed.
  const unfold = () => main.querySelectorAll('.clock').forEach(one => { one.open = true; });
  window.addEventListener('beforeprint', unfold);
  return () => window.removeEventListener('beforeprint', unfold);
}

/** What whoever opens the case must see first. */
function notices(c, name, trouble, show) {
  return [
    c.flags.length > 0 && h('div.flags', {}, c.flags.map(f => h('div.notice.warn', {}, h('strong', {}, flagName(f.flag)), lang === 'en' ? english(h('p'), `flags ${f.flag}`) : h('p', {}, f.reason), f.citation && article(f.citation)))),
    agreedNotice(c, only => stepButtons(c, trouble, show, { only })),
    secondNotice(c, only => stepButtons(c, trouble, show, { only })),
    ...(c.reminders ?? []).filter(r => !r.answer).map(r => h('div.notice.warn', {}, h('strong', {}, t(`提醒函第 ${r.number} 号待答复`, `Reminder no. ${r.number} waits for an answer`)), h('p', {}, t(`${name(r.from)} 发给 ${name(r.to)}，${r.answerBy} 前答复：${r.text}`, `${name(r.from)} to ${name(r.to)}, by ${r.answerBy}: ${r.text}`)))),
  ];
}

function person(p) {
  return h('li', {}, h('p', {}, badge('role', partyRole(p.role)), ' ', h('strong', {}, p.name), p.kind !== 'person' && ` ${partyKind(p.kind)}`, p.contact && [' ', badge(p.contact === 'reachable' ? 'good' : 'ask', contactName(p.contact))]),
    pairs([[t('证件', 'ID'), p.idNumber], [t('电话', 'Phone'), p.phone && (p.phone.includes('*') ? p.phone : h('a', { href: `tel:${p.phone}` }, p.phone))], [t('住址', 'Address'), [p.village, p.address].filter(Boolean).join(' ')]]));
}

function factsSection(c, facts) {
  const known = Object.entries(c.facts ?? {});
  return known.length > 0 && section(t('已知要素', 'Known facts'), {}, h('ul.known', {}, known.map(([id, value]) => h('li', {}, badge(value ? 'yes' : 'no', answersOf(facts.get(id)).find(([v]) => v === value)[1]), ' ', (lang === 'en' ? facts.get(id)?.nameEn : facts.get(id)?.name) ?? id))));
}

const confirmationView = (c, name, a = c.confirmation) => pairs([[t('申请人', 'Applicants'), listed(a.applicants)], [t('申请日期', 'Applied on'), a.appliedOn], [t('转交', 'Handed in by'), a.handedIn && `${name(a.handedIn.mediator)}${inBrackets(a.handedIn.authority)}`],
  [t('受理', 'Accepted'), a.acceptedOn], [t('裁定', 'Ruling'), a.decision && `${decisionName(a.decision)}${inBrackets(a.decidedOn)}`], [t('裁定书送达', 'Ruling served'), a.decision && rulingServed(c, a)], [t('理由', 'Ground'), a.ground], ...(a.earlier ?? []).map(e => [t('此前', 'Earlier'), `${e.appliedOn} ${decisionName(e.decision)} ${e.ground ?? ''}`])]);

function workers(c, name) {
  const people = [
    c.judge && [t('承办法官', 'Judge'), name(c.judge)], c.mediator && [t('调解员', 'Mediator'), name(c.mediator)],
    c.triage?.decidedBy?.confirmedBy && [t('确认分流', 'Routed by'), nameOf(c.triage.decidedBy.confirmedBy, null, c.names)],
    ...(c.trial?.participants ?? []).map(p => [partName(p.as), `${p.name}${inBrackets(`${t('自', 'since')} ${p.since}`)}`]),
  ].filter(Boolean);
  return people.length ? pairs(people) : h('p.hint', {}, t('还没有分给任何人。', 'Nobody yet.'));
}

function drawDetails(c) {
  const host = h('div');
  return h('details', { ontoggle: e => { if (e.target.open && !host.childNodes.length) get(`/cases/${c.id}/assignment`).then(a => fill(host, drawView(a)), () => fill(host, h('p.hint', {}, t('台账中没有抽取记录。', 'The ledger keeps no draw.')))); } }, h('summary', {}, t('为什么由这位法官办理', 'Why this judge')), host);
}

/** Appeals, follow-ups, reminders that were answered, the ledger's checks, the archive. */
function aftermath(c, name) {
  const parts = [
    c.followUps.length > 0 && h('ul.reasons', {}, c.followUps.map(f => h('li', {}, badge(f.satisfied ? 'good' : 'ask', f.satisfied ? t('满意', 'satisfied') : t('不满意', 'dissatisfied')), ` ${f.on} ${t(`第 ${f.attempt} 次回访`, `visit ${f.attempt}`)}${gap}${f.performed ? t('已履行', 'performed') : t('未履行', 'not performed')}${gap}${f.note ?? ''}`, f.waived && ` ${t('（院领导决定终结）', '(ended by a leader)')}`))),
    c.reminders.length > 0 && [h('h3', {}, t('提醒函', 'Reminders')), h('ul.reasons', {}, c.reminders.map(r => h('li', {}, t(`第 ${r.number} 号 ${r.sentOn}：${r.text}`, `No. ${r.number}, ${r.sentOn}: ${r.text}`), ' ', r.answer ? [badge('good', t(`${r.answeredOn} 已答复`, `answered ${r.answeredOn}`)), ` ${r.answer}`, r.note && h('span.hint', {}, t(`（${name(r.answeredBy)} 代为登记：${r.note}）`, ` (written down by ${name(r.answeredBy)}: ${r.note})`))] : badge('ask', t(`${name(r.to)} 未答复`, `${name(r.to)} has not answered`)))))],
    c.ledgerChecks.length > 0 && [h('h3', {}, t('台账核查', 'Ledger checks')), h('ul.reasons', {}, c.ledgerChecks.map(k => h('li', {}, `${k.on} ${name(k.by)}${colon}${k.note}`)))],
    c.archive && [h('h3', {}, t('归档', 'Archived')), h('p', {}, `${c.archive.on}`), c.archive.notAttested.length > 0 && h('p.hint', {}, t(`卷内缺件说明：${c.archive.notAttested.join('、')}`, `Not attested: ${c.archive.notAttested.join(', ')}`))],
  ].filter(Boolean);
  return parts.length > 0 && section(t('回访、督办与归档', 'Follow-up, reminders, archive'), {}, parts);
}

function decided(c) {
  const d = c.triage.decidedBy;
  if (!d?.confirmedBy) return h('p.hint', {}, t('尚未有人确认。', 'Nobody has confirmed yet.'));
  return h('p', {}, badge('good', t('已确认', 'confirmed')), ` ${nameOf(d.confirmedBy, null, c.names)} · ${at(d.at)}`, d.reason && h('span.hint', {}, t(`　理由：${d.reason}`, ` Reason: ${d.reason}`)));
}

/** Some entries give a word of the contract as their reason. */
const reasonText = e => (e.action === 'event_recorded' ? eventName(e.reason) : e.action === 'linked' ? relations[e.reason] ?? e.reason : e.action === 'suspension_recorded' ? suspensionName(e.reason) : e.action === 'closed' ? closureName(e.reason) : e.reason);

/** What a person wrote stays Chinese and is marked so; what the service wrote is said in the reader's language. */
function reasonLine(e) {
  const said = spoken(reasonText(e));
  return h('p', lang === 'en' && /[\u4e00-\u9fff]/.test(said) ? chinese : {}, said);
}

async function loadStory(c, host) {
  try {
    const { items } = await get(`/cases/${c.id}/history`);
    fill(host, h('ol.timeline', {}, items.map(e => h('li', {}, h('time', { datetime: e.at }, at(e.at)), h('p', {}, h('strong', {}, actionName(e.action)), ` ${e.actorName ?? nameOf(e.actor)}`, e.role && h('small', {}, ` ${roleName(e.role)}`)), e.reason && reasonLine(e), e.hash && h('p.hash', { title: e.hash }, [e.version && t(`第 ${e.version} 版`, `version ${e.version}`), t(`存证 ${e.hash.slice(0, 12)}`, e.hash.slice(0, 12))].filter(Boolean).join(' · '))))));
  } catch (fault) { fill(host, problemBox(fault)); }
}
