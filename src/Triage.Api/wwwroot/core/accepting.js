// Accepting a proposal as the clerk does: at once where it is what it was at receipt, after a question where it has changed since.

import { change, get } from './api.js';
import { h } from './dom.js';
import { t } from './lang.js';
import { inShort } from './proposal.js';
import { badge, button, dialog, once, primary, section, stateBadge, table, toast } from './widgets.js';
import { caseNumber, routeName, title } from './words.js';

/** True where the clerk may go on: nothing changed since receipt, or the clerk has seen what is proposed now. */
export function surely(c) {
  if (c.version <= 1) return Promise.resolve(true);
  return dialog(t('收件以后建议有变动', 'The proposal has changed since receipt'), close => h('div', {},
    h('p', {}, t('收件以后补充了事实或者更正了案由，现在的建议是：', 'Facts were added or the cause corrected since receipt. It now proposes: '), h('strong', {}, inShort(c.triage))),
    c.triage.cause && h('p', {}, t('案由：', 'Cause: '), c.triage.cause.name),
    h('div.actions', {}, button(t('再看看', 'Look again'), () => close(false)), primary(t('采纳', 'Accept'), () => close(true)))));
}

/** What waits for the clerk's acceptance, on top of the desk; empty where nothing does or nothing can be asked. */
export async function waitingView(show) {
  let page;
  try {
    page = await get('/cases?state=in_triage&limit=50');
  } catch { return null; }
  if (!page.items.length) return null;
  return section(t(`待采纳 ${page.total ?? page.items.length} 件`, `${page.total ?? page.items.length} to accept`), { class: 'to-accept' },
    h('p.hint', {}, t('已有分流建议，等您采纳；不同意的，打开案件补充事实、更正案由，或者请程序分流员改派。', 'A route is proposed and waits for you. To change it, open the case: add a fact, correct the cause, or ask the officer.')),
    table({
      caption: t('待采纳', 'To accept'), rows: page.items, href: c => `#/case/${c.id}`, columns: [
        { name: t('编号', 'Number'), cell: caseNumber, kind: 'no' },
        { name: t('当事人', 'Parties'), cell: title },
        { name: t('案由', 'Cause'), cell: c => c.cause?.name ?? '—' },
        { name: t('建议', 'Proposal'), cell: c => [c.triage ? inShort(c.triage) : stateBadge(c.state), c.version > 1 && [' ', badge('ask', t('收件后有变动', 'changed since receipt'))]] },
        { name: t('办理', 'Act'), kind: 'act', cell: c => {
          const b = button(t('采纳', 'Accept'), null, { 'aria-label': t(`采纳 ${caseNumber(c)}`, `Accept ${caseNumber(c)}`) });
          b.addEventListener('click', once(b, async () => {
            if (!await surely(c)) return;
            const after = await change(c, '/triage/confirm', {});
            toast(t(`${title(c)}：已转${routeName(after.route)}`, `${title(c)}: ${routeName(after.route)}`));
            await show();
          }));
          return b;
        } },
      ],
    }));
}
