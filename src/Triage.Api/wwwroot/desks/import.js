// The ledger: tried first, imported after; a bad row never stops the good ones.

import { call } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { choice, field } from '../core/form.js';
import { t } from '../core/lang.js';
import { badge, button, empty, once, pageHead, primary, section, table } from '../core/widgets.js';

const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson', jsonl: 'application/x-ndjson', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
const COLUMNS = ['案号', '法庭', '案由', '原告', '被告', '标的额', '收件日期', '立案日期', '渠道', '适用程序', '原适用程序', '审判组织', '承办法官', '调解开始', '调解结束', '调解结果', '申请确认日期', '确认结果', '确认日期', '结案日期', '结案方式', '审限届满日', '上诉日期', '应履行日期', '履行日期', '回访日期', '回访满意', '案情'];

export async function open(main) {
  let file = null;
  let kind = 'ledger';
  const trouble = h('div');
  const result = h('div');
  const chosen = h('p.hint', { role: 'status' });
  const picker = h('input', { type: 'file', accept: '.csv,.ndjson,.jsonl,.xlsx', onchange: () => take(picker.files[0]) });
  const drop = h('div.drop', {
    ondragover: e => { e.preventDefault(); drop.classList.add('over'); }, ondragleave: () => drop.classList.remove('over'),
    ondrop: e => { e.preventDefault(); drop.classList.remove('over'); take(e.dataTransfer.files[0]); },
  }, field(picker, { label: t('选择文件，或拖到这里', 'Choose a file, or drop it here'), hint: t('CSV（UTF-8 或 Excel 直接另存的 GB18030）、NDJSON、xlsx', 'CSV (UTF-8 or GB18030), NDJSON, xlsx') }), chosen);
  const dry = primary(t('先试一遍（不入库）', 'Dry run'), null, { disabled: true });
  const real = button(t('正式导入', 'Import'), null, { disabled: true });
  dry.addEventListener('click', once(dry, () => run(true), trouble));
  real.addEventListener('click', once(real, () => run(false), trouble));

  function take(one) {
    file = one ?? null;
    chosen.textContent = file ? t(`${file.name}，${Math.ceil(file.size / 1024)} KB`, `${file.name}, ${Math.ceil(file.size / 1024)} KB`) : '';
    dry.disabled = !file;
    real.disabled = true;
    fill(result);
  }

  async function run(dryRun) {
    const type = TYPES[file.name.split('.').at(-1).toLowerCase()] ?? 'text/csv';
    const answer = await call(`/cases/import?${kind === 'ledger' ? 'kind=ledger&' : ''}dryRun=${dryRun}`, { raw: file, type, timeout: 300_000 });
    show(answer, dryRun);
    real.disabled = !dryRun || answer.accepted === 0;
  }

  function show(answer, dryRun) {
    const bad = answer.rows.filter(r => r.errors?.length);
    fill(result, section(dryRun ? t('试运行结果', 'Dry run') : t('导入结果', 'Imported'), {},
      h('p.figures', {}, badge('good', t(`${dryRun ? '可导入' : '已导入'} ${answer.accepted} 行`, `${answer.accepted} accepted`)), ' ', answer.unchanged > 0 && [badge('wait', t(`早已在库 ${answer.unchanged} 行`, `${answer.unchanged} known already`)), ' '], badge(answer.rejected ? 'late' : 'good', t(`有问题 ${answer.rejected} 行`, `${answer.rejected} rejected`))),
      answer.ignored?.length > 0 && h('p.notice.warn', {}, t(`没有读取的列：${answer.ignored.join('、')}`, `Columns not read: ${answer.ignored.join(', ')}`)),
      answer.rejected > 500 && h('p.hint', {}, t('只列出前 500 行有问题的：改好再试，就会列出后面的。', 'The first 500 bad rows are listed: try again when they are mended.')),
      dryRun && answer.rejected > 0 && h('p.hint', {}, t('有问题的行可以改好再导；现在导入，只会导入没有问题的行，重复导入不会重复入库。', 'Bad rows may be corrected and sent again; the same file never adds anything twice.')),
      bad.length ? table({
        caption: t('有问题的行', 'Rejected rows'), rows: bad.slice(0, 500), columns: [
          { name: t('行', 'Line'), cell: r => r.line, kind: 'num' },
          { name: t('问题', 'Reason'), cell: r => h('ul.row-errors', {}, r.errors.map(e => h('li', {}, e.column && h('strong', {}, `${e.column}：`), e.reason))) },
        ],
      }) : empty(t('每一行都没有问题。', 'Every row is fine.'))));
  }

  fill(main, pageHead(t('台账导入', 'Import a ledger'), { lead: t('先试一遍，看清每一行的问题，再正式导入。', 'Try first, see what is wrong with each row, then import.'), actions: button(t('下载空白台账', 'Empty ledger'), template) }),
    section(t('文件', 'File'), {}, choice(t('内容', 'Content'), kind, [['ledger', t('台账（历史与在办案件）', 'Ledger (past and running cases)')], ['cases', t('新收件', 'New disputes')]], v => { kind = v; real.disabled = true; }), drop, trouble, h('div.actions', {}, dry, real)), result);
  return undefined;
}

function template() {
  const address = URL.createObjectURL(new Blob([`\ufeff${COLUMNS.join(',')}\r\n`], { type: 'text/csv' }));
  h('a', { href: address, download: t('空白台账.csv', 'ledger.csv') }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
