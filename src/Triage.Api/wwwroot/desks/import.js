// The ledger: tried first, imported after; a bad row never stops the good ones.

import { call, once as remember } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { choice, field } from '../core/form.js';
import { handOver, takeOver } from '../core/handover.js';
import { chinese, keepOverSwitch, lang, spoken, t } from '../core/lang.js';
import { badge, button, empty, loading, once, pageHead, primary, problemBox, section, table } from '../core/widgets.js';

const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson', jsonl: 'application/x-ndjson', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

export async function open(main, _, { user }) {
  // Read in the other language, the page holds what it held.
  const held = await takeOver('import', user.userName);
  let file = null;
  let kind = held?.kind ?? 'ledger';
  let shown = null;
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
    shown = null;
    fill(result);
  }

  async function run(dryRun) {
    const type = TYPES[file.name.split('.').at(-1).toLowerCase()] ?? 'text/csv';
    const answer = await call(`/cases/import?${kind === 'ledger' ? 'kind=ledger&' : ''}dryRun=${dryRun}`, { raw: file, type, timeout: 300_000 });
    show(answer, dryRun);
  }

  function show(answer, dryRun) {
    shown = { answer, dryRun };
    real.disabled = !dryRun || answer.accepted === 0;
    const bad = answer.rows.filter(r => r.errors?.length);
    const warned = answer.rows.filter(r => r.warnings?.length);
    fill(result, section(dryRun ? t('试运行结果', 'Dry run') : t('导入结果', 'Imported'), {},
      h('p.figures', {}, badge('good', t(`${dryRun ? '可导入' : '已导入'} ${answer.accepted} 行`, `${answer.accepted} accepted`)), ' ', answer.unchanged > 0 && [badge('wait', t(`早已在库 ${answer.unchanged} 行`, `${answer.unchanged} known already`)), ' '], badge(answer.rejected ? 'late' : 'good', t(`有问题 ${answer.rejected} 行`, `${answer.rejected} rejected`))),
      answer.ignored?.length > 0 && h('p.notice.warn', {}, t('没有读取的列：', 'Columns not read: '), h('span', chinese, answer.ignored.join('、'))),
      told(bad, 'errors').length > MOST && h('p.hint', {}, t(`只列出前 ${MOST} 处问题：改好再试，就会列出后面的。`, `The first ${MOST} faults are listed: try again when they are mended.`)),
      dryRun && answer.rejected > 0 && h('p.hint', {}, t('有问题的行可以改好再导；现在导入，只会导入没有问题的行，重复导入不会重复入库。', 'Bad rows may be corrected and sent again; the same file never adds anything twice.')),
      answer.rejected + answer.accepted + answer.unchanged === 0 ? empty(t('文件里没有案件：表头下面一行也没有填。', 'There is no case in the file: no row is filled in below the header.'))
        : bad.length ? table({ caption: t('有问题的行', 'Rejected rows'), rows: told(bad, 'errors').slice(0, MOST), columns: problemColumns })
        : empty(t('每一行都没有问题。', 'Every row is fine.')),
      warned.length > 0 && h('details.warned', {}, h('summary', {}, t(`请留意 ${warned.length} 行（照常导入）`, `${warned.length} ${warned.length === 1 ? 'row' : 'rows'} to look at (imported all the same)`)), table({ caption: t('请留意的行', 'Rows to look at'), rows: told(warned, 'warnings').slice(0, MOST), columns: problemColumns.filter(c => c !== said) }))));
  }

  const guide = h('div');
  const templates = h('div.actions.templates');
  /** The template and what its columns take follow what is chosen. */
  const choose = v => {
    kind = v;
    shown = null;
    real.disabled = true;
    const href = format => `/api/v1/cases/import/template?kind=${kind}&format=${format}`;
    fill(templates, h('a.button', { href: href('xlsx'), download: '' }, t('下载空白表格（Excel，附填写说明）', 'Empty file (Excel, with a guide)')), h('a.button.quiet', { href: href('csv'), download: '' }, t('CSV', 'CSV')));
    fill(guide, h('details', { ontoggle: e => { if (e.target.open) explain(e.target.lastChild, kind); } }, h('summary', {}, t('各列怎么填：必填的列、可填的词、示例', 'What each column takes: which are needed, which words, an example')), h('div')));
  };
  choose(kind);
  fill(main, pageHead(t('台账导入', 'Import a ledger'), { lead: t('先试一遍，看清每一行的问题，再正式导入。', 'Try first, see what is wrong with each row, then import.') }),
    section(t('文件', 'File'), {}, choice(t('内容', 'Content'), kind, [['ledger', t('台账（历史与在办案件）', 'Ledger (past and running cases)')], ['cases', t('新收件', 'New disputes')]], choose), templates, guide, drop, trouble, h('div.actions', {}, dry, real)), result);
  if (held?.file) {
    const list = new DataTransfer();
    list.items.add(held.file);
    picker.files = list.files;
    take(held.file);
    if (held.shown) show(held.shown.answer, held.shown.dryRun);
  }
  return keepOverSwitch(() => handOver('import', user.userName, { kind, file, shown }));
}

/** What is wrong, one fault a line of the table: in which line, which column, what stands there. */
const MOST = 500;
const told = (rows, kind) => rows.flatMap(r => r[kind].map(fault => ({ line: r.line, ...fault })));
const said = { name: t('单元格内容', 'The cell says'), cell: p => (p.value ? h('span.cell-said', chinese, p.value) : p.column ? h('span.hint', {}, t('（空）', '(empty)')) : '—') };
const problemColumns = [
  { name: t('行', 'Line'), cell: p => p.line, kind: 'num' },
  { name: t('列', 'Column'), cell: p => (p.column ? h('strong', chinese, p.column) : t('整行', 'the whole row')) },
  said,
  { name: t('问题', 'What is wrong'), cell: p => reason(p.reason) },
];

/** In the reader's language; what has no English yet is marked as Chinese. */
function reason(text) {
  const words = spoken(text);
  return h('span', lang === 'en' && /[\u4e00-\u9fff]/.test(words) ? chinese : {}, words);
}

const needs = { required: t('必填', 'needed'), conditional: t('视情况', 'depends'), optional: t('选填', 'may be empty') };

async function explain(host, kind) {
  if (!host.childNodes.length) fill(host, loading());
  try {
    const { columns } = await remember(`/cases/import/columns?kind=${kind}`);
    fill(host, h('p.hint', {}, t('表头的列名不能改；列的先后可以变，选填的列可以删去。表格第一行若是标题，会自动跳过。', 'The names in the header must stay; the order may change and columns that may be empty may go. Titles above the header are passed over.')), table({
      caption: t('各列怎么填', 'What each column takes'), rows: columns, columns: [
        { name: t('列名', 'Column'), cell: c => h('strong', chinese, c.header), kind: 'no' },
        { name: t('是否必填', 'Needed'), cell: c => (c.need === 'required' ? badge('near', needs[c.need]) : h('span.hint', {}, needs[c.need])) },
        { name: t('可填的内容', 'Words'), cell: c => (c.words.length ? h('span', chinese, c.words.join('、')) : '') },
        { name: t('示例', 'Example'), cell: c => (c.example ? h('span', chinese, c.example) : '') },
        { name: t('说明', 'Note'), cell: c => (lang === 'en' ? c.noteEn : c.note) ?? '' },
      ],
    }));
  } catch (fault) { fill(host, problemBox(fault)); }
}
