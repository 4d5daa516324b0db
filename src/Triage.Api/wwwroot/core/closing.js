// Closing: the document, how each party was reached, and the day that follows from it by law. Nobody types that day.

import { change } from './api.js';
import { fill, h } from './dom.js';
import { day, dayByHand, field, required, select, text } from './form.js';
import { formDialog } from './form-dialog.js';
import { lang, t, today } from './lang.js';
import { article, badge, button, toast } from './widgets.js';
import { closureName, closures, deemedGrounds, deemedName, partyRole, serviceName, services } from './words.js';

const documents = { judgment: '民事判决书', mediation_statement: '民事调解书', withdrawal: '准许撤诉裁定书', dismissal: '驳回起诉裁定书', ruling: '民事裁定书', transfer: '移送裁定书', other: '' };
const everybody = ['judgment', 'dismissal', 'mediation_statement'];

/** Whom the service will want served for this document: everybody, or the side that took the step. */
const mustServe = (v, p) => everybody.includes(v.mode) || p.role === 'plaintiff' || p.role === 'applicant';

/** 审理期限规定 10: the day on which the last party was reached. The service computes it again and has the last word. */
function foreseen(v, c) {
  const missing = c.parties.filter((p, i) => mustServe(v, p) && !(v.service[i].on && v.service[i].method)).map(p => p.name);
  if (missing.length) return h('p.notice.info', {}, t(`结案日由送达推算，还缺：${missing.join('、')}`, `The day follows from service; still missing: ${missing.join(', ')}`));
  const last = v.service.filter(s => s.on && s.method).sort((a, b) => a.on.localeCompare(b.on)).at(-1);
  return h('p.notice.info', {}, t('依送达，法定结案日为 ', 'By service the case closes on '), h('strong', {}, last.on), t(`（最后一名：${last.party}，${serviceName(last.method)}）。登记时由系统核算。`, ` (${last.party}, ${serviceName(last.method)}). The service computes it on recording.`));
}

/** After an agreement, confirmed or not, nothing is judged: the suit ends by a statement or an allowed withdrawal (特邀调解规定 20). What is confirmed already needs no statement any more. */
const afterAgreement = ['mediation_statement', 'withdrawal'];
const modesOf = c => (['agreed', 'confirmed', 'follow_up'].includes(c.state) ? c.confirmation?.decision === 'confirmed' ? [...afterAgreement].reverse() : afterAgreement : closures);

/** The ruling of confirmation was served as a document of its own, under its own number. */
const otherDocument = c => c.confirmation?.decision === 'confirmed' && h('p.notice.info.other-document', {}, t(`协议已裁定确认（${c.confirmation.decidedOn}），确认裁定书的送达已单独登记，不必重填。原案仍须结案：当事人申请撤诉的，裁定准许撤诉；下面填写的是这份结案文书的送达，申请撤诉的一方必填，另一方送达了的才填。`, `The agreement was confirmed on ${c.confirmation.decidedOn}; service of that ruling is recorded apart and not asked again. The suit itself is still to be closed, by allowing the withdrawal that the parties ask for: below stands the service of that closing document, needed for the side that withdraws and filled in for the other only where it was served.`));

/** What the service would have looked at before a case is closed this way. It warns, it does not block. */
const remarksOn = (mode, c) => (c.closingRemarks ?? []).filter(one => one.modes.includes(mode)).map(one => h('div.notice.warn.remark', {}, h('p', {}, lang === 'en' ? one.textEn : one.text), one.citations.map(citation => article(citation))));

/** A suit is treated as withdrawn only by this document, which says why. */
const isDeemed = v => v.kind.includes('按撤诉');

export async function closingForm(c, show) {
  // A service that never took place would set the closing date and start the time to appeal: every party's is filled in by hand.
  const modes = modesOf(c);
  const v = { ground: '', mode: modes[0], kind: documents[modes[0]], madeOn: '', service: c.parties.map(p => ({ party: p.name, method: '', on: '', receivedOn: '' })) };
  const rows = h('div');
  const drawRows = () => fill(rows, c.parties.map((p, i) => serviceRow(p, i, v.service[i], again, () => mustServe(v, p))));
  const asFirst = () => { for (const s of v.service.slice(1)) Object.assign(s, { method: v.service[0].method, on: v.service[0].on }); drawRows(); again(); };
  const outlook = h('div', { 'aria-live': 'polite' });
  const ground = field(select(v.ground, [['', t('请选择', 'choose')], ...deemedGrounds.map(g => [g, deemedName(g)])], x => { v.ground = x; }), { label: t('按撤诉处理的事由', 'Why treated as withdrawn'), path: 'ground', check: x => (x || !isDeemed(v) ? null : t('请选择事由', 'Choose why')) });
  const remarks = h('div', { 'aria-live': 'polite' });
  const again = () => { fill(remarks, remarksOn(v.mode, c)); ground.hidden = !isDeemed(v); fill(outlook, foreseen(v, c)); };
  const kind = text(v.kind, x => { v.kind = x.trim(); again(); }, { list: 'closing-documents' });
  drawRows();
  again();
  let after;
  if (await formDialog(t('结案', 'Close the case'), [
    otherDocument(c),
    h('div.grid.three', {},
      field(select(v.mode, modes.map(m => [m, closureName(m)]), x => { v.mode = x; v.kind = documents[x]; kind.value = v.kind; again(); }), { label: t('结案方式', 'How'), path: 'mode' }),
      field(kind, { label: t('文书', 'Document'), path: 'document.kind', required: true, check: required(t('文书名称', 'the document')) }),
      dayByHand(v.madeOn, x => { v.madeOn = x; }, { label: t('作出日期', 'Made on'), path: 'document.madeOn', required: true, check: required(t('作出日期', 'the day it was made')) }), ground,
      h('datalist', { id: 'closing-documents' }, [...Object.values(documents).filter(Boolean), '按撤诉处理裁定书'].map(value => h('option', { value })))),
    remarks,
    h('h3', {}, t('向每一名当事人的送达', 'Service on each party')),
    h('p.hint', {}, t('只填已经完成的送达：结案日和上诉期由它起算。', 'Only service that has taken place: the closing date and the time to appeal follow from it.')),
    rows,
    c.parties.length > 1 && button(t('其余当事人与第一名相同', 'The others as the first'), asFirst, { class: 'quiet' }),
    h('div.field', { data: { path: 'service' } }, h('p.error', { hidden: true })),
    outlook,
  ], async () => {
    after = await change(c, '/closure', { mode: v.mode, ...(isDeemed(v) ? { ground: v.ground } : {}), document: { kind: v.kind, madeOn: v.madeOn || null }, service: v.service.filter(s => s.on || s.method).map(s => ({ party: s.party, method: s.method || null, on: s.on || null, ...(s.method === 'post' && s.receivedOn ? { receivedOn: s.receivedOn } : {}) })) });
  }, t('登记结案', 'Close'), { className: 'wide' })) {
    toast(t(`已结案，法定结案日 ${after.closedOn}`, `Closed on ${after.closedOn}`));
    show();
  }
}

function serviceRow(p, i, s, again, must) {
  const needed = other => what => x => (x || (!must() && !s[other]) ? null : t(`请填写${what}`, 'Fill this in'));
  const receipt = field(day(s.receivedOn, x => { s.receivedOn = x; }, { max: today() }), { label: t('回执收件日', 'Receipt dated'), path: `service[${i}].receivedOn` });
  receipt.hidden = s.method !== 'post';
  return h('fieldset.service', {}, h('legend', {}, badge('role', partyRole(p.role)), ` ${p.name}`), h('div.grid.three', {},
    field(select(s.method, [['', t('请选择', 'choose')], ...services.map(m => [m, serviceName(m)])], x => { s.method = x; receipt.hidden = x !== 'post'; again(); }), { label: t('方式', 'Method'), path: `service[${i}].method`, check: needed('on')(t('送达方式', 'the method')) }),
    dayByHand(s.on, x => { s.on = x; again(); }, { label: t('送达（交邮、宣判）日', 'Done on'), path: `service[${i}].on`, check: needed('method')(t('送达日期', 'the day')) }), receipt));
}
