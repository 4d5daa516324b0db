// Ready reasons for sending a case somewhere, as data: each names the routes it is for and, where it does not fit every dispute, the kinds of dispute, the doubts and the wish that it fits.

import { t } from './lang.js';

const book = [
  { routes: ['mediation'], wish: 'agree', text: t('起诉一方愿意调解', 'The filing party is willing to mediate') },
  { routes: ['mediation'], families: ['family'], text: t('家事纠纷，宜先行调解', 'A family matter: mediate first') },
  { routes: ['mediation'], families: ['neighbour'], text: t('邻里纠纷，宜先行调解', 'A matter of neighbours: mediate first') },
  { routes: ['mediation'], facts: { kinship: true }, text: t('双方系亲邻，有调解基础', 'Kin or neighbours: mediation is promising') },
  { routes: ['mediation'], families: ['labour'], text: t('给付数额可以协商，宜先行调解', 'The sum can be negotiated: mediate first') },
  { routes: ['mediation'], families: ['traffic', 'tort'], text: t('赔偿数额可以协商，宜先行调解', 'The damages can be negotiated: mediate first') },
  { routes: ['mediation'], families: ['lending', 'contract', 'housing'], text: t('履行方式可以协商，宜先行调解', 'How to perform can be negotiated: mediate first') },
  { routes: ['mediation'], families: ['land'], text: t('宜由熟悉当地土地情况的调解员先行调解', 'A mediator who knows the land comes first') },
  { routes: ['mediation'], text: t('争议不大，有调解可能', 'Little in dispute: mediation is possible') },
  { routes: ['mediation'], doubts: ['close_routes', 'low_confidence'], text: t('可调可审，先调不误审', 'Mediation first costs nothing here') },
  { routes: ['fast_track'], text: t('事实清楚、权利义务明确、争议不大', 'Clear facts and rights, little dispute') },
  { routes: ['fast_track'], wish: 'refuse', text: t('当事人不愿调解，案情简单', 'No wish to mediate, and simple') },
  { routes: ['fast_track'], families: ['lending', 'contract', 'traffic', 'labour'], text: t('类案有成熟裁判规则', 'Settled case law') },
  { routes: ['fast_track'], text: t('当事人要求尽快裁判', 'The parties want a quick judgment') },
  { routes: ['family_team'], families: ['family'], text: t('涉婚姻家庭、身份关系', 'Family and status') },
  { routes: ['family_team'], facts: { violence: true }, text: t('涉家庭暴力，宜由家事团队办理', 'Violence in the family') },
  { routes: ['family_team'], facts: { minorInvolved: true }, text: t('涉未成年人，宜由家事团队办理', 'A minor is involved') },
  { routes: ['family_team'], text: t('当事人系家庭成员，纠纷由家事引起', 'Members of a family, and it began there') },
  { routes: ['land_team'], families: ['land'], text: t('涉承包地、宅基地权益', 'Contracted or house land') },
  { routes: ['land_team'], families: ['land', 'neighbour', 'housing'], text: t('需现场勘验', 'Needs an inspection on site') },
  { routes: ['land_team'], text: t('纠纷由土地引起', 'The dispute is about land') },
  { routes: ['specialised_team'], text: t('属专业化团队案由', 'A cause of the specialised team') },
  { routes: ['specialised_team'], text: t('同类案件集中办理', 'Handled with cases of its kind') },
  { routes: ['ordinary_team'], doubts: ['conflicting_signals', 'low_confidence', 'not_a_civil_case'], text: t('纠纷性质有争议，需开庭查明', 'What kind of dispute it is must be found out') },
  { routes: ['ordinary_team'], text: t('事实争议较大，需开庭查明', 'The facts are much in dispute') },
  { routes: ['ordinary_team'], text: t('法律适用疑难', 'The law is difficult') },
  { routes: ['refer_out'], families: ['labour'], text: t('依法应先经劳动仲裁，已当面释明', 'Labour arbitration comes first; explained in person') },
  { routes: ['refer_out'], text: t('依法应先经其他机关处理，已当面释明', 'Another authority comes first; explained in person') },
  { routes: ['refer_out'], text: t('不属本院管辖，已告知有管辖权的法院', 'Another court is competent') },
];

/** The reasons that fit this case, those that say most of it first; at most three. */
export function readyReasons(route, c) {
  const doubts = (c.triage?.abstainReasons ?? []).map(r => r.code);
  const fits = r => (!r.families || r.families.includes(c.cause?.family)) && (!r.wish || r.wish === c.mediationWish) && (!r.doubts || r.doubts.some(d => doubts.includes(d)))
    && (!r.facts || Object.entries(r.facts).every(([fact, value]) => c.facts?.[fact] === value));
  const special = r => Number(Boolean(r.families || r.wish || r.doubts || r.facts));
  return book.filter(r => r.routes.includes(route) && fits(r)).sort((a, b) => special(b) - special(a)).slice(0, 3).map(r => r.text);
}

export const withdrawalReasons = [t('双方已自行和解', 'The parties have settled'), t('当事人不再起诉', 'The party no longer sues'), t('材料备齐后再来', 'The party will come back with papers')];
