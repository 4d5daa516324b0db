// The clerk's desk: what lies on this computer, and what came in today.

import { waitingView } from '../core/accepting.js';
import { questions } from '../core/ahead.js';
import { get, once as remember, Unreachable } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { at, clock, listed, t, today } from '../core/lang.js';
import { newDraft, nextNumber, retryNow } from '../core/outbox.js';
import * as vault from '../core/vault.js';
import { showWorklist } from '../core/worklist.js';
import { badge, button, confirm, daysLeft, empty, loading, pageHead, primary, problemBox, section, stateBadge, table } from '../core/widgets.js';
import { caseNumber, channelName, reviewDays, routeName, title } from '../core/words.js';

const blank = () => ({
  receivedOn: today(), channel: 'counter', parties: [{ role: 'plaintiff', kind: 'person', name: '' }, { role: 'defendant', kind: 'person', name: '' }],
  narrative: '', claims: [''], amount: null, cause: null, facts: {}, mediationWish: 'unknown',
});

/** A form with nothing in it, kept from its first instant. */
export async function beginBlank(user) {
  const draft = newDraft(user.userName, blank(), await nextNumber(user.userName));
  await vault.keep(draft);
  location.hash = `#/intake/${draft.id}`;
}

export async function open(main, params, { user }) {
  const begin = () => beginBlank(user);
  const local = h('div');
  const urgent = h('div');
  const accepting = h('div');
  const drawAccepting = async () => { const view = await waitingView(async () => { await drawAccepting(); await drawReceived(); }); fill(accepting, view); };
  const received = h('div', {}, loading());
  fill(main,
    pageHead(t('收件登记', 'Intake'), { lead: t('材料齐备即收即登；断网也能填写，网络恢复后自动送出。', 'Receive as soon as the papers are complete. Without a line you can go on writing; it is sent when the line is back.'), actions: primary(t('登记一件纠纷', 'Register a dispute'), begin, { 'aria-keyshortcuts': 'Alt+N', title: 'Alt+N' }) }),
    accepting, local, urgent, section(t('七日内收件', 'Received within seven days'), {}, received));

  const drawLocal = async () => fill(local, ...onThisComputer(await vault.all(user.userName)));
  await drawLocal();
  const drawReceived = async () => {
    try {
      const page = await get(questions.received());
      fill(received, page.items.length ? receivedTable(page.items) : empty(t('七日内没有收件。', 'Nothing received within seven days.')));
    } catch (fault) {
      fill(received, fault instanceof Unreachable ? h('div.unreachable', {}, empty(t('没有连上服务器，暂时看不到已收的件。', 'The service cannot be reached, so received cases cannot be shown.'), t('草稿照常保存在本机；连上以后自动显示。', 'Drafts are kept on this computer as usual; the list appears when the line is back.'))) : problemBox(fault));
    }
  };
  // The form will need these; by the time it is opened they are here.
  Promise.allSettled([drawAccepting(), drawReceived(), showWorklist(urgent)]).then(() => { for (const path of ['/rules/facts', '/court', '/causes']) remember(path).catch(() => undefined); });

  let sent = 0;
  const stopListening = vault.onChange(async () => {
    await drawLocal();
    const now = (await vault.all(user.userName)).filter(d => d.state === 'sent').length;
    if (now !== sent) { sent = now; await Promise.all([drawAccepting(), drawReceived()]); }
  });
  const keys = event => { if (event.altKey && event.key.toLowerCase() === 'n') { event.preventDefault(); begin(); } };
  document.addEventListener('keydown', keys);
  return () => { stopListening(); document.removeEventListener('keydown', keys); };
}

const heading = draft => {
  const names = role => listed((draft.body?.parties ?? []).filter(p => p.role === role && p.name).map(p => p.name));
  return `${names('plaintiff') || t('（未填原告）', '(no plaintiff)')} ${t('诉', 'v.')} ${names('defendant') || t('（未填被告）', '(no defendant)')}`;
};

function onThisComputer(drafts) {
  const outbox = drafts.filter(d => d.state === 'outbox');
  const open = drafts.filter(d => d.state === 'draft');
  const sent = drafts.filter(d => d.state === 'sent').slice(0, 5);
  return [
    outbox.length > 0 && section(t(`待发送 ${outbox.length} 件`, `${outbox.length} unsent`), { class: 'unsent' },
      h('p.hint', {}, t('这些件已填好，尚未送达服务器。网络恢复后自动重发，不会重复登记。', 'These are complete but have not reached the service. They are sent again by themselves and never registered twice.')),
      table({
        caption: t('待发送', 'Unsent'), rows: outbox, columns: [
          { name: t('草稿号', 'Draft'), cell: d => d.number, kind: 'no' },
          { name: t('纠纷', 'Dispute'), cell: heading },
          { name: t('情况', 'State'), cell: d => [d.nextAt > Date.now() ? badge('ask', t(`等待重发，已试 ${d.attempts} 次`, `waiting, ${d.attempts} attempts`)) : badge('work', t('正在发送', 'sending')), d.problem && ` ${d.problem.title}`] },
          { name: t('保存于', 'Kept at'), cell: d => at(d.savedAt) },
        ],
      }), h('p.actions', {}, button(t('现在重发', 'Send now'), retryNow))),
    section(t('草稿', 'Drafts'), {}, open.length ? table({
      caption: t('草稿', 'Drafts'), rows: open, href: d => `#/intake/${d.id}`, columns: [
        { name: t('草稿号', 'Draft'), cell: d => d.number, kind: 'no' },
        { name: t('纠纷', 'Dispute'), cell: d => [heading(d), d.problem && [' ', badge('late', t('被退回，待修改', 'refused: to be corrected'))]] },
        { name: t('叙述', 'Narrative'), cell: d => (d.body.narrative ? t(`${d.body.narrative.length} 字`, `${d.body.narrative.length} characters`) : '—') },
        { name: t('保存于', 'Kept at'), cell: d => at(d.savedAt) },
        { name: '', cell: d => button(t('删除', 'Delete'), () => discard(d), { class: 'quiet', 'aria-label': t(`删除草稿 ${d.number}`, `Delete draft ${d.number}`) }), kind: 'act' },
      ],
    }) : h('p.hint', {}, t('没有草稿。正在填写的内容随写随存，会列在这里。', 'No drafts. What is being written is kept as you type, and listed here.'))),
    sent.length > 0 && section(t('刚刚登记好', 'Just registered'), {}, h('ul.sent', {}, sent.map(d => h('li', {}, badge('good', t('已登记', 'Registered')), t(` 草稿 ${d.number} · `, ` Draft ${d.number} · `), clock(d.savedAt), ' ',
      h('a', { href: `#/receipt/${d.case.id}/${d.id}` }, t('打开回执', 'Open the receipt')),
      d.case.duplicates.length > 0 && [' ', badge('ask', t('疑似重复', 'possible duplicate'))])))),
  ];
}

async function discard(draft) {
  if (await confirm(t('删除草稿？', 'Delete the draft?'), t(`草稿 ${draft.number}（${heading(draft)}）删除后不能恢复。`, `Draft ${draft.number} cannot be brought back.`), t('删除', 'Delete'))) await vault.drop(draft.id);
}

const receivedTable = rows => table({
  caption: t('七日内收件', 'Received within seven days'), rows, href: c => `#/case/${c.id}`, columns: [
    { name: t('编号', 'Number'), cell: caseNumber, kind: 'no' },
    { name: t('收件', 'Received'), cell: c => (c.receivedOn === today() ? t('今天', 'today') : c.receivedOn), kind: 'date' },
    { name: t('当事人', 'Parties'), cell: title },
    { name: t('案由', 'Cause'), cell: c => c.cause?.name ?? '—' },
    { name: t('渠道', 'Channel'), cell: c => channelName(c.channel) },
    { name: t('去向', 'Route'), cell: c => (c.route ? routeName(c.route) : '—') },
    { name: t('状态', 'State'), cell: c => stateBadge(c.state) },
    { name: t('七日审查', 'Seven days'), cell: c => (reviewDays(c) === null ? '—' : daysLeft(reviewDays(c))) },
  ],
});
