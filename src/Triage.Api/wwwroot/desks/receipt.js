// What the party takes home, and what the clerk should look at before they leave: an older case that looks the same.

import { get, once as remember } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { chinese, claimed, inBrackets, listed, longDate, money, spoken, t, today } from '../core/lang.js';
import { narrativeView } from '../core/narrative.js';
import { lane } from '../core/proposal.js';
import * as vault from '../core/vault.js';
import { badge, button, once, pageHead, primary, problemBox, stateBadge } from '../core/widgets.js';
import { abstainName, caseNumber, channelName, partyRole, routeName, title } from '../core/words.js';

export async function open(main, [id, draftId], { user }) {
  const [c, court] = await Promise.all([get(`/cases/${id}`), remember('/court/names')]);
  const draft = draftId ? await vault.find(draftId) : null;
  const duplicates = c.duplicates ?? draft?.case?.duplicates ?? [];
  const tribunal = court.tribunals.find(one => one.code === c.tribunal)?.name ?? court.name;
  const another = user.roles.includes('clerk') && button(t('办下一件', 'Next'), null);
  if (another) another.addEventListener('click', once(another, async () => (await import('./clerk.js')).beginBlank(user)));
  fill(main,
    pageHead(t('已收件', 'Received'), {
      lead: c.state === 'human_review' ? whyHuman(c) : c.route ? t(`去向：${routeName(c.route)}`, `Route: ${routeName(c.route)}`) : t('已登记，尚未分流。', 'Registered; not yet routed.'),
      actions: [h('a.button', { href: `#/case/${c.id}` }, t('看案件', 'Open the case')), another, primary(t('打印回执', 'Print the receipt'), () => window.print(), { 'aria-keyshortcuts': 'Control+P' })],
    }),
    duplicates.length > 0 && duplicatesBox(c, duplicates),
    h('div.sheet-wrap', {}, sheet(c, tribunal, user, court.teams)));
  return undefined;
}

/** Triage abstains for a reason, and the reason is seldom that it was not sure. */
function whyHuman(c) {
  const codes = [...new Set((c.triage?.abstainReasons ?? []).map(r => r.code))];
  return t(`已交程序分流员甄别${codes.length ? `：${codes.map(abstainName).join('、')}` : ''}。`, `The triage officer decides${codes.length ? `: ${codes.map(abstainName).join(', ')}` : ''}.`);
}

function duplicatesBox(c, duplicates) {
  return h('section.notice.warn.duplicates', { 'aria-label': t('疑似重复', 'Possible duplicates') },
    h('strong', {}, t(`有 ${duplicates.length} 件旧案与本件相像，请核对后再让当事人离开`, `${duplicates.length} earlier case(s) look the same: check before the party leaves`)),
    duplicates.map(d => {
      const beside = h('div');
      const look = button(t('并排对照', 'Compare'), async () => {
        look.hidden = true;
        try {
          const old = await get(`/cases/${d.caseId}`);
          fill(beside, h('div.compare', {}, column(t('本件', 'This case'), c), column(t('旧案', 'Earlier case'), old)));
        } catch (fault) { fill(beside, problemBox(fault)); }
      });
      return h('div.duplicate', {}, h('p', {}, badge('ask', t(`相似 ${Math.round(d.score * 100)}%`, `${Math.round(d.score * 100)}% alike`)), ' ', h('a', { href: `#/case/${d.caseId}` }, d.number ?? d.caseId.slice(0, 8)), ` ${spoken(d.why)} `, look), beside);
    }));
}

const column = (name, c) => h('div', {}, h('h3', {}, name, ' ', stateBadge(c.state)), h('p', {}, h('a', { href: `#/case/${c.id}` }, caseNumber(c)), ` · ${title(c)}`), h('p.hint', {}, longDate(c.receivedOn), ' · ', claimed(c.amount)), narrativeView(c.narrative));

function sheet(c, tribunal, user, teams) {
  const receipt = c.numbers.find(n => n.kind === 'receipt') ?? c.numbers[0];
  const other = c.numbers.filter(n => n !== receipt);
  return h('article.sheet', {},
    h('header', {}, h('p.court', {}, tribunal), h('h2', {}, t('收 件 回 执', 'Receipt')), h('p.no', {}, receipt?.number ?? '')),
    h('table.form-table', {}, h('tbody', {},
      c.parties.map(p => row(partyRole(p.role), [p.name, p.village ? inBrackets(p.village) : ''])),
      row(t('诉讼请求', 'Claims'), c.claims.length ? h('ol', chinese, c.claims.map(one => h('li', {}, one))) : t('见起诉材料', 'see the papers')),
      row(t('标的额', 'Amount'), money(c.amount)),
      row(t('收件渠道', 'Channel'), [channelName(c.channel), c.filedByProxy ? t(`（代办人 ${c.filedByProxy.name}，凭${c.filedByProxy.authority}）`, ` (proxy ${c.filedByProxy.name})`) : '']),
      row(t('收件日期', 'Received on'), longDate(c.receivedOn)),
      other.length > 0 && row(t('案号', 'Case number'), listed(other.map(n => n.number))),
      row(t('接下来', 'Next'), next(c, teams)))),
    !c.filedOn && h('p.small', {}, t('符合起诉条件的，人民法院应当在七日内立案；不符合起诉条件的，应当在七日内作出裁定书，不予受理；原告对裁定不服的，可以提起上诉。（民事诉讼法第一百二十六条）',
      'A suit that meets the conditions is registered within seven days; otherwise a ruling is made within seven days, against which the plaintiff may appeal (Civil Procedure Law, art. 126).')),
    h('footer', {}, h('p', {}, t(`经办人：${user.name}`, `Clerk: ${user.name}`)), h('p', {}, t('（收件专用章）', '(seal)')), h('p', {}, longDate(today()))));
}

const row = (name, value) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, value));

function next(c, teams) {
  if (c.filedOn && c.route === 'mediation') return t(`本案已于 ${longDate(c.filedOn)} 登记立案，先行调解。调解员会在三个工作日内与您联系；不愿调解的，可随时要求继续审理。`, `Registered on ${longDate(c.filedOn)}; mediation first. A mediator will call within three working days; you may ask for trial at any time.`);
  if (c.route === 'mediation') return t('先行调解。调解员会在三个工作日内与您联系；不愿调解的，可随时要求继续审理。', 'Mediation first. A mediator will call within three working days; you may ask for trial at any time.');
  if (c.route === 'refer_out') return t('依法应先由其他机关处理，详见告知书。', 'Another authority comes first; see the notice.');
  if (c.filedOn && c.route) return t(`本案已于 ${longDate(c.filedOn)} 登记立案，转${routeName(c.route)}办理（${lane(c, teams)}）。`, `Registered on ${longDate(c.filedOn)}; to ${routeName(c.route)} (${lane(c, teams)}).`);
  if (c.route) return t(`转${routeName(c.route)}办理（${lane(c, teams)}）。`, `To ${routeName(c.route)} (${lane(c, teams)}).`);
  return t('法庭将在七日内决定是否立案以及由谁办理，并通知您。', 'Within seven days the tribunal decides whether and by whom it is handled, and tells you.');
}
