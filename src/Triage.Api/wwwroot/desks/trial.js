// One case in the judge's hands: how long there is and why, what has happened, and the next step.

import { agreedNotice, agreedSteps } from '../core/agreed.js';
import { get, once as remember, Problem } from '../core/api.js';
import { closingView } from '../core/closing-view.js';
import { showClocks } from '../core/deadlines.js';
import { fill, h } from '../core/dom.js';
import { drawView } from '../core/draw.js';
import { chinese, claimed, gap, inBrackets, lang, listed, t, today } from '../core/lang.js';
import { agreementView } from '../core/mediation-view.js';
import { narrativeView } from '../core/narrative.js';
import { openForm } from '../core/open-form.js';
import { lane } from '../core/proposal.js';
import { secondNotice } from '../core/second.js';
import { rulingServed } from '../core/ruling-served.js';
import { stepButtons, withLink } from '../core/steps.js';
import { trialStory } from '../core/story.js';
import { badge, pageHead, pairs, problemBox, section, stateBadge } from '../core/widgets.js';
import { caseNumber, contactName, decisionName, nextHearing, partyRole, title } from '../core/words.js';
import { limitBadge, limitOf } from './judge.js';

export async function open(main, [id], { show }) {
  const c = await get(`/cases/${id}`);
  const clocks = h('div');
  const trouble = h('div');
  const draw = h('div');
  const story = h('div', {}, trialStory(c));
  fill(main,
    pageHead(title(c), { lead: [caseNumber(c), c.cause?.name, claimed(c.amount), lane({ procedure: c.procedure, bench: c.bench })].filter(Boolean).join(' · '), actions: [stateBadge(c.state), ...withLink(stepButtons(c, trouble, show, { without: agreedSteps(c) }), h('a.button', { href: `#/case/${c.id}` }, t('全案', 'Whole case')))] }),
    trouble, headline(c), agreedNotice(c, only => stepButtons(c, trouble, show, { only })), secondNotice(c, only => stepButtons(c, trouble, show, { only })),
    h('div.columns', {},
      h('div', {},
        c.closure && section(t('结案', 'Closing'), {}, closingView(c.closure, c.actions?.some(one => one.action === 'record_event') && (party => openForm('event', c, show, { kind: 'receipt_returned', party })))),
        c.confirmation && application(c),
        section(t('期限', 'Clocks'), { class: 'clocks' }, clocks),
        section(t('经过', 'What has happened'), {}, story)),
      h('div', {},
        section(t('当事人', 'Parties'), {}, h('ul.people', {}, c.parties.map(person))),
        (c.claims.length > 0 || c.narrative) && section(t('请求与叙述', 'Claims and narrative'), {}, c.claims.length > 0 && h('ol.claims-read', chinese, c.claims.map(one => h('li', {}, one))), narrativeView(c.narrative)),
        c.judge && h('details.card', { ontoggle: e => { if (e.target.open) showDraw(c, draw); } }, h('summary', {}, h('h2', {}, t('为什么由这位法官办理', 'Why this judge'))), draw))));
  // Names of the court's people follow; the page does not wait for them.
  remember('/court/names').then(court => fill(story, trialStory(c, id => [...court.judges, ...court.staff].find(one => one.id === id)?.name ?? id)), () => undefined);
  showClocks(c, clocks).then(() => [...clocks.querySelectorAll('details.clock')].find(one => one.dataset.clock === limitOf(c)?.clock)?.setAttribute('open', ''));
}

function headline(c) {
  const limit = limitOf(c);
  const hearing = !c.closedOn && nextHearing(c, today());
  if (!limit || c.closedOn) return null;
  return h('p.limit-line', {}, hearing && [h('span', {}, t('开庭', 'Hearing')), ' ', h('strong.date', {}, hearing), gap], h('span', {}, lang === 'en' ? limit.nameEn : limit.name), ' ', h('strong.date', {}, limit.dueOn ?? t('停算中', 'paused')), ' ', limitBadge(c), limit.rolledOn && limit.dueOn && limit.rolledOn !== limit.dueOn && h('span.hint', {}, t(`（遇节假日可顺延至 ${limit.rolledOn}，以前日为准）`, ` (might roll to ${limit.rolledOn}; go by the earlier day)`)));
}

function application(c) {
  const a = c.confirmation;
  const agreement = c.mediation?.agreement;
  return section(t('司法确认申请', 'Application for confirmation'), {},
    pairs([[t('申请人', 'Applicants'), listed(a.applicants)], [t('申请日期', 'Applied on'), a.appliedOn], [t('受理', 'Accepted'), a.acceptedOn], [t('裁定', 'Ruling'), a.decision && `${decisionName(a.decision)}${inBrackets(a.decidedOn)}`], [t('确认案号', 'Number'), listed(c.numbers.filter(n => n.kind === 'confirmation').map(n => n.number))], [t('裁定书送达', 'Ruling served'), a.decision && rulingServed(c, a)], [t('理由', 'Ground'), a.ground]]),
    agreement ? agreementView(agreement) : h('p.notice.warn.no-text', {}, t('系统内没有调解协议的记录，请调取纸质协议核对后再办理。', 'No agreement is on record here: call for the paper before you go on.')));
}

const person = p => h('li', {}, h('p.row', {}, h('span', {}, badge('role', partyRole(p.role)), ' ', h('strong', {}, p.name), p.contact && [' ', badge(p.contact === 'reachable' ? 'good' : 'ask', contactName(p.contact))]), p.phone && !p.phone.includes('*') && h('a', { href: `tel:${p.phone}` }, p.phone)),
  h('p.hint', {}, [p.village, p.address].filter(Boolean).join(' ')));

async function showDraw(c, host) {
  try {
    fill(host, drawView(await get(`/cases/${c.id}/assignment`)));
  } catch (fault) {
    fill(host, fault instanceof Problem && fault.status === 404 ? h('p.hint', {}, t('台账中没有抽取记录。', 'The ledger keeps no draw.')) : problemBox(fault));
  }
}
