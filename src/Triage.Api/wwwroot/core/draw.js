// Why this judge: drawn by chance that anyone can repeat, or named with a reason.

import { h } from './dom.js';
import { chinese, percent, spoken, t } from './lang.js';
import { badge, pairs } from './widgets.js';

/** @param a the answer of GET /cases/{id}/assignment */
export const drawView = a => h('div.draw', {},
  pairs([[t('承办', 'Judge'), a.judgeName], [t('分案', 'Assigned'), a.assignedOn], [t('方式', 'How'), a.designated ? t('指定', 'named') : t('随机抽取，按负担加权', 'drawn, weighted by load')], [t('说明', 'Reason'), a.reason && h('span', chinese, a.reason)],
    [t('随机种子', 'Seed'), a.seed], [t('复核', 'Drawn again now'), a.redrawn && badge(a.redrawn === a.judge ? 'good' : 'late', a.redrawn === a.judge ? t('用同一种子重抽，仍是此人', 'the same person comes out') : t('重抽结果不符', 'somebody else comes out'))]]),
  (a.candidates.length > 0 || a.excluded.length > 0) && h('table.factors', {}, h('caption.hidden', {}, t('候选人', 'Candidates')),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('候选人', 'Candidate')), h('th', { scope: 'col' }, t('负担', 'Load')), h('th.num', { scope: 'col' }, t('抽中机会', 'Chance')))),
    h('tbody', {}, a.candidates.map(one => h('tr', {}, h('th', { scope: 'row' }, one.name ?? one.person, one.person === a.judge && [' ', badge('good', a.designated ? t('指定', 'named') : t('抽中', 'drawn'))]), h('td', {}, one.load ?? '—'), h('td.num', {}, one.chance === null ? '—' : percent(one.chance, 1)))),
      a.excluded.map(one => h('tr', {}, h('th', { scope: 'row' }, one.name ?? one.person), h('td', { colspan: '2' }, badge('end', t('不参加抽取', 'left out')), ` ${spoken(one.why)}`))))),
  h('p.hint', {}, spoken(a.method)));
