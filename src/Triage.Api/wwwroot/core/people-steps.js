// The forms of who works on a case: recusal, participants, and who the judge is.

import { get, once as remember } from './api.js';
import { h } from './dom.js';
import { drawView } from './draw.js';
import { gap, inBrackets, t } from './lang.js';
import { stepForm } from './step-form.js';
import { askedRecusals, askedReviews, refusedRecusals } from './step-when.js';
import { parts } from './who.js';

/** Everybody of the court by id. */
async function people() {
  const court = await remember('/court');
  return { court, name: id => [...court.judges, ...court.staff, ...court.mediators].find(one => one.id === id)?.name ?? id };
}

/** 民事诉讼法 47: the grounds on which somebody steps back. */
const grounds = [t('是本案当事人或者当事人、诉讼代理人的近亲属', 'Party, or kin of a party or agent'), t('与本案有利害关系', 'An interest in the case'), t('与当事人、诉讼代理人有其他关系，可能影响公正审理', 'Another tie that may affect fairness'), t('接受请客送礼，或者违反规定会见当事人', 'Took gifts, or met a party against the rules')];

async function request(c, show) {
  const { court, name } = await people();
  const near = [c.judge, ...(c.trial?.participants ?? []).map(p => p.person)].filter(Boolean);
  const others = [...court.judges, ...court.staff].filter(p => p.tribunal === c.tribunal && !near.includes(p.id)).map(p => p.id);
  await stepForm(c, show, {
    name: t('申请回避', 'Ask for recusal'), path: '/recusal', intro: t('申请之后，被申请的人暂停参与本案，直到作出决定（三日内）。', 'The person pauses until it is decided, within three days.'), said: t('已登记，三日内决定', 'Recorded; decided within three days'),
    fields: [
      { key: 'person', kind: 'pick', label: t('申请谁回避', 'Who should step back'), options: [...near, ...others].map(id => [id, `${name(id)}${id === c.judge ? t('（承办法官）', ' (judge)') : ''}`]) },
      { key: 'ground', kind: 'area', label: t('理由', 'Ground'), required: true, ready: grounds },
      { key: 'requestedOn', kind: 'day', label: t('提出日期', 'Asked on'), min: c.filedOn },
    ],
  });
}

const decision = (path, list, text, what, said) => async (c, show) => {
  const { name } = await people();
  const waiting = list(c);
  await stepForm(c, show, {
    name: text, path, said, intro: h('ul.reasons', {}, waiting.map(r => h('li', {}, h('strong', {}, name(r.person)), `${gap}${what(r)}`))),
    fields: [
      { key: 'person', kind: 'pick', label: t('被申请的人', 'Who'), options: waiting.map(r => [r.person, name(r.person)]) },
      { key: 'granted', kind: 'yesNo', label: t('准许回避', 'Granted'), hint: t('准许法官回避的，重新抽取承办法官。', 'Where a judge steps back another is drawn.') },
      { key: 'decidedOn', kind: 'day', label: t('决定日期', 'Decided on') },
      { key: 'reason', kind: 'area', label: t('理由', 'Reason'), ready: [t('属法定回避情形', 'A ground of the law'), t('所述情形不属于法定回避事由', 'No ground of the law')] },
    ],
  });
};

async function review(c, show) {
  const { name } = await people();
  await stepForm(c, show, {
    name: t('申请复议回避决定', 'Ask for a review'), path: '/recusal/review', intro: t('复议一次，三日内决定；复议期间，被申请回避的人不停止工作。', 'Once, decided within three days; meanwhile nobody pauses.'),
    fields: [
      { key: 'person', kind: 'pick', label: t('对谁的决定', 'On whom'), options: refusedRecusals(c).map(r => [r.person, name(r.person)]) },
      { key: 'ground', kind: 'area', label: t('理由', 'Ground'), required: true }, { key: 'requestedOn', kind: 'day', label: t('提出日期', 'Asked on') },
    ],
  });
}

async function participant(c, show) {
  const { court } = await people();
  const assessors = court.staff.filter(p => p.position === 'lay_assessor');
  await stepForm(c, show, {
    name: t('登记诉讼参与人', 'Add a participant'), path: '/participants', intro: t('调解过本案的人不得担任（特邀调解规定第十六条），系统会核对。', 'Nobody who mediated the case may serve; this is checked.'),
    fields: [
      { key: 'as', kind: 'pick', label: t('身份', 'As'), options: Object.entries(parts) },
      { key: 'person', kind: 'pick', only: v => v.as === 'assessor', label: t('人民陪审员（本院名册）', 'Lay assessor, of the court’s own list'), options: [...assessors.map(p => [p.id, `${p.name}${inBrackets(court.tribunals.find(one => one.code === p.tribunal)?.name ?? '')}`])] },
      { key: 'name', only: v => v.as !== 'assessor', label: t('姓名', 'Name') },
    ],
    body: v => ({ as: v.as, ...(v.as === 'assessor' ? { person: v.person } : { name: v.name }) }),
  });
}

async function assign(c, show) {
  const { court } = await people();
  const draw = c.judge ? await get(`/cases/${c.id}/assignment`).catch(() => null) : null;
  const judges = court.judges.filter(j => j.tribunal === c.tribunal || j.tribunal === 'court');
  const teams = court.teams.filter(team => team.tribunal === c.tribunal);
  const by = { draw: t('重新随机抽取', 'Draw again'), judge: t('指定法官', 'Name a judge'), team: t('从团队中抽取', 'Draw from a team') };
  await stepForm(c, show, {
    name: c.judge ? t('改派承办人', 'Reassign') : t('分案', 'Assign'), path: '/assignment', wide: true, said: t('已分案', 'Assigned'),
    intro: h('div', {}, h('p.hint', {}, t('随机为主；指定、改派都须说明理由，并在案件中永久留痕。', 'Chance is the rule; naming and reassigning need a reason, which stays with the case.')), draw && h('details', {}, h('summary', {}, t(`现承办：${draw.judgeName}，为什么是他（她）`, `Now ${draw.judgeName}: why`)), drawView(draw))),
    fields: [
      { key: 'how', kind: 'pick', label: t('方式', 'How'), options: Object.entries(by), value: 'draw' },
      { key: 'judge', kind: 'pick', only: v => v.how === 'judge', label: t('指定哪位法官', 'Which judge'), options: judges.map(j => [j.id, j.name]) },
      { key: 'team', kind: 'pick', only: v => v.how === 'team', label: t('从哪个团队抽取', 'Which team'), options: teams.map(team => [team.code, team.name]) },
      { key: 'reason', kind: 'area', label: t('理由', 'Reason'), required: true, ready: [t('系列案件集中办理', 'A series stays together'), t('原承办人工作调整', 'The judge has other work now'), t('专业化团队案由', 'A cause of the specialised team')] },
    ],
    body: v => ({ reason: v.reason, ...(v.how === 'draw' ? {} : { [v.how]: v[v.how] }) }),
  });
}

export const peopleForms = {
  assign, requestRecusal: request, requestRecusalReview: review, addParticipant: participant,
  decideRecusal: decision('/recusal/decision', askedRecusals, t('决定回避', 'Decide on recusal'), r => `${r.ground}${inBrackets(r.requestedOn)}`, t('已登记决定', 'Recorded')),
  decideRecusalReview: decision('/recusal/review/decision', askedReviews, t('决定回避复议', 'Decide on the review'), r => `${r.review.ground}${inBrackets(r.review.requestedOn)}`, t('已登记复议决定', 'Recorded')),
};
