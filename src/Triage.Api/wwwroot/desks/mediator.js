// The mediator's desk, made for a phone first: what waits, and what is mine.

import { questions } from '../core/ahead.js';
import { call, get, Problem, Unreachable } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { chinese, claimed, daysBetween, lastDay, t, today } from '../core/lang.js';
import { fetchForms, openForm } from '../core/open-form.js';
import { showWorklist } from '../core/worklist.js';
import { badge, button, daysLeft, empty, loading, once, pageHead, primary, problemBox, showProblem, stateBadge, toast } from '../core/widgets.js';
import { caseNumber, familyName, title } from '../core/words.js';

/** The answer to the last claim was lost: perhaps a case was taken all the same. Until the list of one's own has been read nothing more is taken. */
let doubt = false;

export async function open(main, [tab = 'mine']) {
  const list = h('div', {}, loading());
  const trouble = h('div');
  const urgent = h('div');
  const next = primary(t('领取最早的一件', 'Take the oldest'), null);
  next.addEventListener('click', once(next, () => take(), trouble));
  const link = (name, text) => h('a', { href: `#/mediator/${name}`, 'aria-current': tab === name ? 'page' : null }, text);
  fill(main, pageHead(t('调解', 'Mediation'), { actions: next }), h('nav.subnav', { 'aria-label': t('调解', 'Mediation') }, link('mine', t('我的案件', 'My cases')), link('waiting', t('待领取', 'Waiting'))), trouble, urgent, list);

  async function take(caseId) {
    if (doubt) {
      toast(t('上一次领取没有收到答复：请先看是否已经领到。', 'The last claim was not answered: see first whether you hold the case.'), 'warn');
      if (tab === 'mine') return load();
      location.hash = '#/mediator/mine';
      return undefined;
    }
    try {
      const c = await call('/mediation/queue/claim', { method: 'POST', body: caseId ? { caseId } : {} });
      if (!c) { toast(t('没有等待领取的案件。', 'Nothing is waiting.'), 'warn'); return; }
      toast(t(`已领取：${title(c)}。请在 ${lastDay(c.lease.until)}（含当日）前开展调解。`, `Taken: ${title(c)}. Begin by ${lastDay(c.lease.until)}.`));
      location.hash = `#/mediation/${c.id}`;
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 409) { toast(t('这一件刚被同事领走，请看下一件。', 'A colleague has just taken this one.'), 'warn'); return load(); }
      doubt = fault instanceof Unreachable;
      showProblem(fault, trouble);
    }
    return undefined;
  }

  async function load() {
    try {
      if (tab === 'waiting') {
        const page = await get(questions.waiting());
        fill(list, page.items.length ? h('ul.cards', {}, page.items.map(c => waitingCard(c, take, trouble, load))) : empty(t('现在没有等待领取的案件。', 'Nothing is waiting.')));
      } else {
        const [running, agreed] = await Promise.all([get(questions.mediating()), get(questions.agreed())]);
        const mine = [...running.items, ...agreed.items];
        doubt = false;
        fill(list, mine.length ? h('ul.cards', {}, mine.map(myCard)) : empty(t('手上没有案件。', 'You hold no case.'), t('按“领取最早的一件”开始。', 'Press “Take the oldest” to begin.')));
      }
    } catch (fault) { fill(list, problemBox(fault)); }
  }
  await load();
  if (tab === 'mine') showWorklist(urgent, item => `#/mediation/${item.caseId}`);
  return undefined;
}

function waitingCard(c, take, trouble, again) {
  const days = daysBetween((c.mediation?.queuedAt ?? c.receivedOn).slice(0, 10), today());
  const claim = button(t('领取', 'Take'), null, { 'aria-label': t(`领取 ${title(c)}`, `Take ${title(c)}`) });
  claim.addEventListener('click', once(claim, () => take(c.id), trouble));
  const offer = c.mediation?.offer;
  const decline = offer && button(t('不接受', 'Decline'), null, { 'aria-label': t(`不接受 ${title(c)}`, `Decline ${title(c)}`) });
  if (decline) { fetchForms(); decline.addEventListener('click', once(decline, () => openForm('declineOffer', c, again), trouble)); }
  return h('li.case-card', { class: offer ? 'offered' : null },
    offer && h('p.row', {}, badge('ask', t('交办给您（所在组织）', 'offered to you')), h('span.hint', {}, t(`${lastDay(offer.until)}（含当日）前答复`, `answer by ${lastDay(offer.until)}`))),
    h('p.row', {}, h('strong', {}, title(c)), c.cause && badge('role', familyName(c.cause.family))),
    h('p', {}, `${c.cause?.name ?? t('案由未定', 'cause unknown')} · ${claimed(c.amount)}`),
    h('p.excerpt', chinese, c.narrative.length > 90 ? `${c.narrative.slice(0, 90)}…` : c.narrative),
    h('p.row', {}, h('span.hint', {}, days > 0 ? t(`已等 ${days} 天`, `waiting ${days} days`) : t('今天进入队列', 'queued today'), c.mediation?.attempt ? t(` · 退回过 ${c.mediation.attempt} 次`, ` · returned ${c.mediation.attempt}×`) : ''), h('span.answers', {}, decline, claim)));
}

function myCard(c) {
  const begun = c.mediation?.sessions?.length || c.mediation?.consents?.length;
  return h('li.case-card.open', {}, h('a', { href: `#/mediation/${c.id}` },
    h('p.row', {}, h('strong', {}, title(c)), stateBadge(c.state)),
    h('p', {}, `${caseNumber(c)} · ${c.cause?.name ?? '—'} · ${claimed(c.amount)}`),
    h('p.row', {}, c.lease && !begun ? [h('span.hint', {}, t(`须在 ${lastDay(c.lease.until)} 前开展`, `begin by ${lastDay(c.lease.until)}`)), daysLeft(daysBetween(today(), lastDay(c.lease.until)))] : h('span.hint', {}, t(`已调解 ${c.mediation?.sessions?.length ?? 0} 次`, `${c.mediation?.sessions?.length ?? 0} sessions`)))));
}
