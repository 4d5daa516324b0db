// Notices to hand over: what must be put right, all at once; or whom to turn to, with the article.

import { get, once as remember } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { chinese, lang, longDate, t } from '../core/lang.js';
import { empty, pageHead, primary } from '../core/widgets.js';
import { caseNumber, defendants, plaintiffs, title } from '../core/words.js';

export async function open(main, [id, kind]) {
  const [c, court, rules] = await Promise.all([get(`/cases/${id}`), remember('/court/names'), remember('/rules')]);
  const notice = kind === 'deficiency' ? c.deficiency : c.referral;
  const name = kind === 'deficiency' ? t('补 正 告 知 书', 'Notice of deficiency') : t('告 知 书', 'Notice of referral');
  if (!notice) {
    fill(main, pageHead(name), empty(t('本案没有这份告知书。', 'There is no such notice in this case.')), h('p', {}, h('a', { href: `#/case/${c.id}` }, t('回到案件', 'Back to the case'))));
    return;
  }
  const tribunal = court.tribunals.find(one => one.code === c.tribunal)?.name ?? court.name;
  fill(main,
    pageHead(lang === 'en' ? name : name.replaceAll(' ', ''), { lead: title(c), actions: [h('a.button', { href: `#/case/${c.id}` }, t('回到案件', 'Back to the case')), primary(t('打印', 'Print'), () => window.print())] }),
    h('div.sheet-wrap', {}, h('article.sheet', {},
      h('header', {}, h('p.court', {}, tribunal), h('h2', {}, name), h('p.no', {}, caseNumber(c))),
      h('p', {}, `${plaintiffs(c)}${t('：', ':')}`),
      kind === 'deficiency' ? deficiency(c, notice) : referral(c, notice, rules.gates.find(rule => rule.id === notice.rule)),
      h('footer', {}, h('p', {}, tribunal), h('p', {}, t('（印章）', '(seal)')), h('p', {}, longDate(notice.givenOn ?? notice.on))))));
}

const deficiency = (c, notice) => [
  h('p.indent', {}, t(`您提交的起诉材料收悉。经审查，请于${longDate(notice.due)}前一次补正下列内容：`, `Your papers have arrived. Please put right the following by ${notice.due}, all at once:`)),
  h('ol.notice-items', chinese, notice.items.map(item => h('li', {}, item))),
  h('p.indent', {}, t('立案期限自人民法院收到补正材料之次日起重新计算。逾期不补正的，依法处理。补正有困难的，可以到法庭或者就近的诉讼服务站请求帮助。', 'The time for registration begins anew on the day after the corrections arrive. Ask at the tribunal or the nearest service station if you need help.')),
];

const referral = (c, notice, rule) => [
  h('p.indent', {}, t(`您与${defendants(c)}的纠纷，依照下列规定，应当先由`, 'By the following provision your dispute is first for '), h('span', chinese, notice.target), t('处理：', ':')),
  h('blockquote.statute', chinese, notice.citation.text, h('footer', {}, t(`——《${notice.citation.law}》第${notice.citation.article}条`, `— ${notice.citation.law}, article ${notice.citation.article}`))),
  rule?.notice && h('p.indent', {}, lang === 'en' ? rule.summaryEn : rule.notice),
  h('p.indent', {}, t('您坚持起诉的，人民法院将依法审查，并在七日内决定立案或者裁定不予受理；对裁定不服的，可以提起上诉。', 'If you insist on suing, the court examines it by law and within seven days registers it or rules it inadmissible; you may appeal that ruling.')),
];
