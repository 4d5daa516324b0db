// A proposal as a person reads it: where to, how sure, by which article, on which words, and what is still to be asked.

import { once } from './api.js';
import { add, h } from './dom.js';
import { inBrackets, lang, listed, percent, spoken, t } from './lang.js';
import { article, badge, button } from './widgets.js';
import { abstainName, benchName, contactName, effectText, familyName, procedureName, routeName, wishName } from './words.js';

/** 调解 → 小额诉讼 · 独任审理 · 家事审判团队. A team is only named where its name is known: nobody outside reads its code. */
export function lane(p, teams) {
  const team = p.team && teams?.find(one => one.code === p.team)?.name;
  return [p.procedure && procedureName(p.procedure), p.bench && benchName(p.bench), team].filter(Boolean).join(' · ');
}

/** A length beside its number; the number carries the meaning. */
function bar(share, tone) {
  return h('span.bar', { 'aria-hidden': 'true' }, h(`span.${tone}`, { style: { width: percent(Math.max(0, Math.min(1, share)), 1) } }));
}

/**
 * @param {any} p the Triage of the contract
 * @param {{teams?: any[], facts?: Map<string, any>, onAnswer?: (fact: string, value: boolean) => void}} o
 */
export function proposalView(p, o = {}) {
  return h('div.proposal', {}, headline(p, o.teams), p.abstained && !o.reasonsElsewhere && reasons(p, o.facts), questions(p, o), gates(p, o), complexity(p, o), alternatives(p), evidence(p), footing(p));
}

/** No estimate is a certainty. */
export const sure = p => (p > 0.99 ? t('99% 以上', 'over 99%') : percent(p));

const byStatute = { refer_out: effect => effect.startsWith('refers_out '), mediation: effect => effect === 'requires mediation' };

/** Where law and facts lead to one route whatever the model thinks of the dispute: a gate says so, or the cause that a person named leaves no other. No estimate stands behind it, so no figure does. */
export const settledByLaw = p => !p.abstained && (p.decidedBy?.kind === 'statute' || (p.gates ?? []).some(g => byStatute[p.route]?.(g.effect)) || p.confidence >= 0.9999);

/** How firm the proposed route is, in a word or a figure; a case that was left to a person has neither. */
/** Left to a person for a fact alone: the model may be sure enough of what it reads. */
const onlyAFact = p => (p.abstainReasons ?? []).length > 0 && p.abstainReasons.every(r => r.code === 'missing_fact');

export const firmness = p => (p.abstained ? (onlyAFact(p) ? t('还缺关键事实', 'a decisive fact is missing') : disagrees(p) && p.model.probability >= LOW ? t('与所写案由不符', 'not the cause that is written') : t('模型没有把握', 'the model is not sure')) : settledByLaw(p) ? t('依法', 'by law') : sure(p.confidence));

function headline(p, teams) {
  return h('div.headline', { class: p.abstained ? 'abstained' : null },
    h('p.route', {}, p.abstained ? t('不作建议，请人工甄别', 'No proposal: for a person to decide') : routeName(p.route)),
    // A procedure below "no proposal" would be read as one.
    !p.abstained && h('p.lane', {}, lane(p, teams)),
    p.cause && h('p.cause', {}, t('案由：', 'Cause: '), h('strong', {}, p.cause.name), inBrackets(familyName(p.cause.family))),
    p.abstained ? h('p.confidence', {}, h('strong', {}, firmness(p)))
      : settledByLaw(p) ? h('p.confidence', {}, t('去向 ', 'The route follows '), h('strong', {}, firmness(p)), t(' 由条文和已知事实确定', ' from statute and the facts on record'))
      : h('p.confidence', {}, t('去向的把握 ', 'Sure of the route '), h('strong', {}, sure(p.confidence)), bar(p.confidence, 'sure')),
    ofCause(p));
}

/** How sure the model itself is of the cause, whoever named it: another figure than that of the route, which the statute may settle alone. */
function ofCause(p) {
  const share = p.causeConfidence;
  if (share === undefined || share === null || !p.cause) return null;
  const low = share < LOW;
  // Sure of another kind is not unsure: that it disagrees says it all.
  return [!disagrees(p) && h('p.confidence.of-cause', {}, t('案由的把握 ', 'Sure of the cause '), h('strong', {}, share < 0.01 ? t('很低', 'very low') : sure(share)), bar(share, low ? 'doubtful' : 'sure'), low && [' ', badge('ask', t('请核对案由', 'check the cause'))]),
    disagrees(p) && h('p.notice.warn', { role: 'status' }, t(`案由写的是“${p.cause.name}”，而叙述更像${familyName(p.model.family)}纠纷（${sure(p.model.probability)}）。去向是按所写案由算的，请先核对案由。`, `The cause says “${p.cause.name}”, the narrative reads like ${familyName(p.model.family)} (${sure(p.model.probability)}). The route follows from the cause as given: check it first.`))];
}

const LOW = 0.6;
const disagrees = p => Boolean(p.model?.family && p.cause) && p.cause.family !== p.model.family && p.cause.family !== 'other' && p.model.probability >= 0.4;

/** The service names a fact by its id; people know it by its name. */
const named = (text, facts) => text.replace(/“([a-zA-Z]+)”/g, (whole, id) => (facts?.has(id) ? `“${lang === 'en' ? facts.get(id).nameEn : facts.get(id).name}”` : whole));

/** Why triage would not decide, from what the service says and the names of the facts. */
function doubtInEnglish({ code, detail }, facts) {
  const fact = facts?.get(/“([a-zA-Z]+)”/.exec(detail)?.[1]);
  const shares = detail.match(/[\d.]+\s*%/g) ?? [];
  switch (code) {
    case 'missing_fact': return fact ? `${fact.nameEn}: ${fact.questionEn ?? ''}` : 'A decisive fact is not known.';
    case 'close_routes': return `Two routes lie within ${shares[0] ?? 'little'} of each other.`;
    case 'conflicting_signals': return `The form and the narrative speak for different disputes${shares[0] ? ` (${shares[0]})` : ''}.`;
    case 'low_confidence': return 'No route is probable enough.';
    case 'not_a_civil_case': return 'It reads like an administrative matter or no civil dispute; the model may turn nobody away.';
    case 'special_procedure': return 'The law has a procedure of its own for this; a person decides with the article at hand.';
    default: return 'The text does not read like the account of a dispute.';
  }
}

/** The proposal in one line, for a screen that has no room for more. */
export const inShort = (p, teams) => (p.abstained ? t('不作建议，交人工', 'No proposal') : [routeName(p.route), lane(p, teams), settledByLaw(p) ? firmness(p) : `${t('去向把握', 'route')} ${sure(p.confidence)}`].filter(Boolean).join(' · '));

export const reasons = (p, facts) => h('ul.reasons', { 'aria-label': t('为什么交人工', 'Why a person must decide') },
  p.abstainReasons.map(r => h('li', {}, badge('ask', abstainName(r.code)), ' ', lang === 'en' ? doubtInEnglish(r, facts) : named(r.detail, facts))));

function questions(p, { facts, onAnswer }) {
  if (!p.questions?.length || p.decidedBy?.confirmedBy) return null;
  const ordered = [...p.questions].sort((a, b) => Number(b.decisive) - Number(a.decisive));
  return h('section.part', {}, h('h3', {}, t(`还要问清 ${ordered.length} 项`, `${ordered.length} still to ask`)),
    h('ul.questions', {}, ordered.map(q => h('li', { class: q.decisive ? 'decisive' : null },
      h('p', {}, q.decisive && badge('ask', t('关键', 'decisive')), ' ', (lang === 'en' && facts?.get(q.fact)?.questionEn) || q.question || facts?.get(q.fact)?.question || q.fact),
      english(h('p.hint', {}, lang === 'en' ? '' : q.why), q.rule),
      onAnswer && answers(q, facts?.get(q.fact), onAnswer)))));
}

const yesNo = [[true, t('是', 'Yes')], [false, t('否', 'No')]];

/** What is answered to a fact: its own words where the rule book gives some, else yes and no. */
export const answersOf = fact => { const own = lang === 'en' ? fact?.answersEn : fact?.answers; return own?.length === 2 ? [[true, own[0]], [false, own[1]]] : yesNo; };

const possible = {
  mediationWish: ['agree', 'refuse'].map(v => [v, wishName(v)]),
  defendantContact: ['reachable', 'uncertain', 'missing'].map(v => [v, contactName(v)]),
};

/** The answers to a question by the id of its fact; null where it is answered by no button. */
export const optionsOf = (id, fact) => possible[id] ?? (fact && fact.type !== 'bool' ? null : answersOf(fact));

function answers(q, fact, onAnswer) {
  const options = optionsOf(q.fact, fact);
  return options && h('p.answers', {}, options.map(([value, text]) =>
    button(text, () => onAnswer(q.fact, value), { 'aria-label': `${(lang === 'en' && fact?.nameEn) || fact?.name || q.question}${t('：', ': ')}${text}`, data: { answer: q.fact } })));
}

/** The case keeps what a gate says in Chinese; the book of rules has it in English too.
 * @param {string} rule its id, or its effect */
export function english(hint, rule) {
  if (lang === 'en') once('/rules').then(book => { hint.textContent = book.gates.find(one => one.id === rule || one.effect === rule)?.summaryEn ?? hint.textContent; }, () => undefined);
  return hint;
}

function gates(p) {
  if (!p.gates?.length) return null;
  return h('section.part', {}, h('h3', {}, t('法律怎么说', 'What the law says')),
    h('ul.gates', {}, p.gates.map(g => {
      const effect = effectText(g.effect);
      return h('li', { class: effect.tone }, article(g.citation, [badge(`gate-${effect.tone}`, effect.text), h('span.article-no', {}, ` ${g.citation.law}${t('第', ' art. ')}${g.citation.article}${t('条', '')}`)]),
        english(h('p.hint', {}, lang === 'en' ? '' : g.summary), g.rule));
    })));
}

function complexity(p, { facts }) {
  const c = p.complexity;
  if (!c) return null;
  const factors = c.factors.filter(f => f.points !== 0);
  const complex = c.score >= c.limit;
  return h('section.part', {}, h('h3', {}, t('繁简', 'Complexity')),
    h('p.confidence', {}, h('strong', {}, `${c.score}`), t(` 分（满 ${c.limit} 分为繁案）`, ` (complex from ${c.limit})`), ' ', badge(complex ? 'ask' : 'good', complex ? t('繁案', 'complex') : t('简案', 'simple')), bar(c.score / 100, complex ? 'doubtful' : 'sure')),
    factors.length > 0 && h('details', {}, h('summary', {}, t(`${factors.length} 项得分`, `${factors.length} factors`)),
      h('table.factors', {}, h('tbody', {}, factors.map(f => h('tr', {}, h('th', { scope: 'row' }, (lang === 'en' ? facts?.get(f.factor)?.nameEn : facts?.get(f.factor)?.name) ?? f.factor), h('td', {}, spoken(f.value)), h('td.num', {}, f.points > 0 ? `+${f.points}` : f.points)))))));
}

function alternatives(p) {
  const others = p.alternatives?.filter(a => a.probability >= 0.01) ?? [];
  if (!others.length) return null;
  // What nobody proposed with confidence gets no figure: it would be read as one.
  if (p.abstained) return h('section.part', {}, h('h3', {}, t('机器想到过的去向（不是建议）', 'Routes it thought of (no proposal)')), h('p', {}, listed(others.map(a => routeName(a.route)))));
  return h('section.part', {}, h('h3', {}, t('其他去向', 'Other routes')),
    h('ul.alternatives', {}, others.map(a => h('li', {}, h('span', {}, routeName(a.route)), bar(a.probability, 'other'), h('span.num', {}, percent(a.probability))))));
}

/** Words that say something by themselves: single characters and faint ones stay out of the list. */
function evidence(p) {
  const strongest = Math.max(0.0001, ...(p.evidence ?? []).map(e => Math.abs(e.weight)));
  const words = new Map();
  for (const e of [...(p.evidence ?? [])].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))) if ([...e.text.trim()].length > 1 && Math.abs(e.weight) >= strongest / 4) words.set(e.text, (words.get(e.text) ?? 0) + 1);
  if (!words.size) return null;
  const kind = p.model?.family && familyName(p.model.family);
  return h('section.part', {}, h('h3', {}, t('依据的词句', 'Words it rests on')),
    h('p.hint', {}, kind ? t(`这些词句让模型认为这是“${kind}”类纠纷；去向再由法律和要素决定。`, `They speak for a dispute of the kind “${kind}”; the route then follows from law and facts.`) : t('这些词句是判断纠纷种类的依据，不是去向的依据。', 'They speak for the kind of dispute, not for the route.')),
    h('p.words', {}, [...words].slice(0, 8).map(([word, n]) => h('mark', {}, n > 1 ? `${word} ×${n}` : word))));
}

const footing = p => add(h('p.hint.footing'), t(`模型 ${p.model.version}（${p.model.trainedOn} 训练）只作建议；去向由您决定。`, `Model ${p.model.version}, trained on ${p.model.trainedOn}. It proposes; you decide.`));
