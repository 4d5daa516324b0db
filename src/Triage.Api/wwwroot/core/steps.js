// What may be done with a case, for the person who is signed in: GET /cases/{id} lists it, and this table says with which form. What the list names and the table does not know gets a form made from the
// description of the interface, so that a new step of the service can be taken here on its first day. To add a step: one entry, with `action` as in docs/lifecycle.md and the name of its form in step-forms.js.

import { h } from './dom.js';
import { t } from './lang.js';
import { fetchForms, formNamed } from './open-form.js';
import { has, me } from './session.js';
import { askedEvidence, askedRecusals, askedReviews, askedSuperior, evidencePeriods, fileName, ofRuling, ofSuperior, openExtension, openSuspension, otherWays, recordsEvents, refusedRecusals, registered, secondWaits, toMe, unanswered } from './step-when.js';
import { button, once, primary } from './widgets.js';

const counter = ['clerk', 'triage_officer', 'tribunal_head'];
const groups = { intake: t('收件与分流', 'Intake and triage'), mediation: t('调解与确认', 'Mediation and confirmation'), trial: t('审判', 'Trial'), after: t('结案之后', 'After closing'), beside: t('其他', 'Other'), paper: t('文书', 'Papers') };

const offers = (c, action) => (c.actions ?? []).some(one => one.action === action);
/** Handed over by another body; who came to the counter has no number elsewhere. */
const fromElsewhere = c => Boolean(c.source) || !['counter', 'online', 'oral'].includes(c.channel);

/** `first`: what is most likely next; `often`: shown as a button; the rest stands in the menu. `name` may depend on the case. `form` is opened by its name; what leads to another desk has a `run`. */
const steps = [
  { action: 'confirm_route', group: 'intake', name: t('去甄别', 'Review'), first: true, when: () => has('triage_officer', 'tribunal_head'), run: c => { location.hash = `#/officer/${c.id}`; } },
  { action: 'confirm_route', group: 'intake', name: t('采纳建议', 'Accept the proposal'), first: true, when: c => !has('triage_officer', 'tribunal_head') && c.triage && !c.triage.abstained, form: 'accept' },
  { action: 'add_facts', group: 'intake', name: t('更正案由', 'Correct the cause'), often: c => ['in_triage', 'human_review'].includes(c.state), when: () => has(...counter, 'judge'), form: 'correctCause' },
  { action: 'correct', group: 'intake', name: t('收到补正', 'Corrections received'), first: true, form: 'correction' },
  { action: 'request_correction', group: 'intake', name: t('一次性告知补正', 'Deficiency notice'), often: true, when: c => !c.deficiency, form: 'deficiency' },
  { action: 'refer_out', group: 'intake', name: t('告知其他途径', 'Refer out'), often: true, when: c => otherWays(c).length > 0, form: 'referOut' },
  { action: 'add_facts', group: 'intake', name: t('补充事实', 'Add a fact'), form: 'addFacts' },
  { action: 'answer_second_triage', group: 'intake', name: t('答复二次分流', 'Answer the second triage'), first: true, when: secondWaits, form: 'answerSecond' },
  { action: 'withdraw_application', group: 'intake', name: t('撤回起诉', 'Withdraw'), form: 'withdraw' },

  { action: 'offer_case', group: 'mediation', name: t('交办调解', 'Offer to a mediator'), often: true, form: 'offer' },
  { action: 'decline_offer', group: 'mediation', name: t('不接受交办', 'Decline the offer'), when: c => c.mediation?.offer, form: 'declineOffer' },
  { action: 'hold_session', group: 'mediation', name: t('去调解', 'To the mediation'), first: true, run: c => { location.hash = `#/mediation/${c.id}`; } },
  { action: 'give_consent', group: 'mediation', name: t('记录调解意愿', 'Record consent'), when: c => !offers(c, 'hold_session'), form: 'consent' },
  { action: 'extend_mediation', group: 'mediation', name: t('延长调解', 'Extend the mediation'), when: c => !offers(c, 'hold_session'), form: 'extendMediation' },
  { action: 'return', group: 'mediation', name: t('收回另行指派', 'Take it back from the mediator'), when: c => c.mediator !== me()?.personId, form: 'takeBack' },
  { action: 'change_mediator', group: 'mediation', name: t('更换调解员', 'Change the mediator'), form: 'changeMediator' },
  { action: 'reopen_mediation', group: 'mediation', name: t('重新调解', 'Mediate again'), form: 'reopenMediation' },
  { action: 'apply_for_confirmation', group: 'mediation', name: c => (has('mediator') && !has(...counter) ? t('转交双方的确认申请', 'Hand in the parties’ application') : registered(c) ? t('登记双方的确认申请', 'Record the parties’ application') : t('共同申请司法确认', 'Apply for confirmation')), first: c => !registered(c), form: 'confirmation' },
  { action: 'accept_confirmation', group: 'mediation', name: t('受理确认申请', 'Accept the application'), first: true, form: 'acceptConfirmation' },
  { action: 'decide_confirmation', group: 'mediation', name: t('裁定确认申请', 'Rule on the application'), first: true, form: 'decideConfirmation' },

  { action: 'file', group: 'trial', name: c => fileName(c), first: true, form: 'file' },
  { action: 'assign', group: 'trial', name: c => (c.judge ? t('改派承办人', 'Reassign') : t('分案', 'Assign')), form: 'assign' },
  { action: 'record_event', group: 'trial', name: c => (ofRuling(c) ? t('登记裁定书送达', 'Record service of the ruling') : t('登记事项', 'Record an event')), often: true, when: recordsEvents, form: 'event' },
  { action: 'change_procedure', group: 'trial', name: t('转换程序', 'Change the procedure'), often: true, form: 'convert' },
  { action: 'suspend', group: 'trial', name: t('中止、扣除审限', 'Suspend'), often: true, when: c => !openSuspension(c), form: 'suspend' },
  { action: 'suspend', group: 'trial', name: t('恢复审理', 'Resume'), when: openSuspension, first: true, form: 'resume' },
  { action: 'request_extension', group: 'trial', name: t('申请延长审限', 'Ask for more time'), when: c => !openExtension(c), form: 'extend' },
  { action: 'decide_extension', group: 'trial', name: t('决定是否延长', 'Decide on more time'), when: openExtension, first: true, form: 'decideExtension' },
  { action: 'request_superior_extension', group: 'trial', name: t('报请上级法院延长审限', 'Ask the superior court for more time'), when: c => !askedSuperior(c) && (c.trial?.extensions ?? []).some(x => x.granted && !ofSuperior(x)), form: 'requestSuperiorExtension' },
  { action: 'decide_superior_extension', group: 'trial', name: t('登记上级法院批复', 'Record the superior court’s reply'), when: askedSuperior, first: true, form: 'decideSuperiorExtension' },
  { action: 'set_evidence_period', group: 'trial', name: t('确定举证期限', 'Set the evidence period'), form: 'setEvidencePeriod' },
  { action: 'request_evidence_extension', group: 'trial', name: t('申请延长举证期限', 'Ask for more time for evidence'), when: c => evidencePeriods(c).length > 0, form: 'requestEvidenceExtension' },
  { action: 'decide_evidence_extension', group: 'trial', name: t('决定延长举证期限', 'Decide on more time for evidence'), when: c => askedEvidence(c).length > 0, first: true, form: 'decideEvidenceExtension' },
  { action: 'request_recusal', group: 'trial', name: t('申请回避', 'Ask for recusal'), form: 'requestRecusal' },
  { action: 'decide_recusal', group: 'trial', name: t('决定回避', 'Decide on recusal'), when: c => askedRecusals(c).some(r => r.person !== me()?.personId), first: true, form: 'decideRecusal' },
  { action: 'request_recusal_review', group: 'trial', name: t('申请复议回避决定', 'Ask for a review of the refusal'), when: c => refusedRecusals(c).length > 0, form: 'requestRecusalReview' },
  { action: 'decide_recusal_review', group: 'trial', name: t('决定回避复议', 'Decide on the review'), when: c => askedReviews(c).some(r => r.person !== me()?.personId), first: true, form: 'decideRecusalReview' },
  { action: 'add_participant', group: 'trial', name: t('登记诉讼参与人', 'Add a participant'), form: 'addParticipant' },
  { action: 'close', group: 'trial', name: t('结案', 'Close'), first: true, when: c => !c.closure && c.filedOn, form: 'close' },

  { action: 'appeal', group: 'after', name: t('登记上诉', 'Record an appeal'), often: true, when: c => c.closure, form: 'appeal' },
  { action: 'follow_up', group: 'after', name: t('登记回访', 'Record a follow-up'), often: true, form: 'followUp' },
  { action: 'archive', group: 'after', name: t('归档', 'Archive'), form: 'archive' },

  { action: 'inform_protection', group: 'beside', name: t('告知人身安全保护令', 'Explain the protection order'), often: c => !c.protection && c.flags.some(f => /violence|protection/.test(f.flag)), form: 'protection' },
  { action: 'decide_protection', group: 'beside', name: t('裁定人身安全保护令', 'Decide on the protection order'), first: true, when: c => c.protection?.appliedAt && !c.protection.decision, form: 'decideProtection' },
  { action: 'remind', group: 'beside', name: t('发提醒函', 'Send a reminder'), form: 'remind' },
  { action: 'answer_reminder', group: 'beside', name: t('答复提醒函', 'Answer a reminder'), when: c => unanswered(c).some(toMe), first: true, form: 'answerReminder' },
  { action: 'answer_reminder', group: 'beside', name: t('代收函人登记答复', 'Answer for the addressee'), when: c => unanswered(c).length > 0 && !unanswered(c).some(toMe), form: 'answerReminder' },
  { action: 'link', group: 'beside', name: t('关联案件', 'Link a case'), form: 'linkCase' },
  { action: 'give_source_reference', group: 'beside', name: c => (c.source?.reference ? t('更改来源编号', 'Change the source’s reference') : t('补登来源编号', 'Add the source’s reference')), when: fromElsewhere, form: 'giveReference' },
  { action: 'check_ledger', group: 'beside', name: t('台账核查', 'Check the ledger'), form: 'checkLedger' },
];

/** Done at desks of their own, or by the clock: no button here. */
const elsewhere = ['claim', 'end_mediation'];

const papers = [
  { name: t('补正告知书', 'Deficiency notice'), when: c => c.deficiency, run: c => { location.hash = `#/notice/${c.id}/deficiency`; } },
  { name: t('告知书', 'Referral notice'), when: c => c.referral, run: c => { location.hash = `#/notice/${c.id}/referral`; } },
].map(p => ({ ...p, group: 'paper' }));

/** Every form that the table opens. */
export const formNames = [...new Set(steps.map(s => s.form).filter(Boolean))];

/** What this console has a form or a desk for. */
export const known = [...new Set([...steps.map(s => s.action), ...elsewhere])];

/** The buttons of a case, and a menu of what is done less often. */
export function stepButtons(c, trouble, show, { without = [], only } = {}) {
  fetchForms();
  const allowed = new Map((c.actions ?? []).map(one => [one.action, one]));
  const offered = s => (!only || only.includes(s.action)) && allowed.has(s.action) && !without.includes(s.action) && (!s.when || s.when(c));
  const mine = only ? only.flatMap(action => steps.filter(s => s.action === action && offered(s))).map(s => ({ ...s, first: true })) : [
    ...steps.filter(offered),
    ...[...allowed.values()].filter(one => !known.includes(one.action)).map(one => ({ group: 'beside', name: t(one.name, one.action.replaceAll('_', ' ')), run: async () => (await import('./any-step.js')).anyStep(c, one, show) })),
    ...(has(...counter) ? papers.filter(p => p.when(c)) : []),
  ];
  const make = (s, look) => {
    const b = look(typeof s.name === 'function' ? s.name(c) : s.name, null);
    b.addEventListener('click', once(b, async () => {
      const run = s.run ?? await formNamed(s.form);
      b.closest('details.menu')?.removeAttribute('open');
      return run(c, show);
    }, trouble));
    return b;
  };
  const near = s => (typeof s.often === 'function' ? s.often(c) : s.often);
  const leading = s => (typeof s.first === 'function' ? s.first(c) : s.first);
  const firsts = mine.filter(leading);
  const often = mine.filter(s => near(s) && !leading(s));
  return [...firsts.map((s, i) => make(s, i === 0 ? primary : button)), ...often.map(s => make(s, button)), menu(mine.filter(s => !leading(s) && !near(s)), make)].filter(Boolean);
}

/** What leads to another page stands with the last of the steps: where the line is full both go to the next, and neither stands there alone. */
export const withLink = (buttons, link) => [...buttons.slice(0, -1), h('span.together', {}, buttons.at(-1), link)];

function menu(rest, make) {
  if (!rest.length) return null;
  const summary = h('summary.button', {}, t('更多', 'More'));
  const box = h('details.menu', {}, summary, h('div.menu-list', {}, Object.entries(groups).map(([group, name]) => {
    const of = rest.filter(s => s.group === group);
    return of.length > 0 && h('section', { 'aria-label': name }, h('h3', {}, name), of.map(s => make(s, button)));
  })));
  const away = event => { if (!box.isConnected) document.removeEventListener('pointerdown', away); else if (!box.contains(event.target)) box.removeAttribute('open'); };
  document.addEventListener('pointerdown', away);
  box.addEventListener('keydown', event => { if (event.key === 'Escape') { box.removeAttribute('open'); summary.focus(); } });
  return box;
}
