// The data desk: what the model says of itself, what caution costs, where it errs, whether the world still looks as it did, and the switch to a new one.

import { call, get, once as remember, query } from '../core/api.js';
import { axis, chart, colours } from '../core/charts.js';
import { fill, h } from '../core/dom.js';
import { field, month as pickMonth } from '../core/form.js';
import { FEW } from '../core/figures.js';
import { modelHistory, reliability } from '../core/model-views.js';
import { inBrackets, listed, percent, t, today } from '../core/lang.js';
import { badge, button, confirm, loading, once, pageHead, pairs, problemBox, section, table, toast } from '../core/widgets.js';
import { familyName } from '../core/words.js';

const pct = value => (value === null || value === undefined ? '—' : percent(value, 1));
const share = f => `${pct(f.value)}${inBrackets(`${f.numerator} ÷ ${f.denominator}`)}`;
const label = name => (name === 'none' ? t('不是纠纷', 'No dispute') : familyName(name));
const registers = { background: t('背景', 'Background'), clerk: t('书记员', 'Clerk'), complaint: t('诉状', 'Complaint'), consultation: t('咨询', 'Consultation'), judgment: t('裁判文书', 'Judgment'), phrase: t('短语', 'Phrase'), question: t('提问', 'Question'), referral: t('移送', 'Referral'), villager: t('村民口述', 'Villager'), elements: t('要素', 'Elements') };

export async function open(main, _, { show }) {
  const closers = [];
  const trouble = h('div');
  const reload = button(t('重新载入模型文件', 'Reload the model file'), null);
  reload.addEventListener('click', once(reload, async () => {
    if (!await confirm(t('重新载入模型', 'Reload the model'), t('新文件通过校验后立即启用；坏文件不会替换在用模型。', 'A sound file is used at once; a bad one never replaces the model in use.'), t('重新载入', 'Reload'))) return;
    const now = await call('/model/reload', { method: 'POST' });
    toast(t(`在用模型：${now.version}（${now.trainedOn} 训练）`, `In use: ${now.version}, trained on ${now.trainedOn}`));
    show();
  }, trouble));
  const card = await get('/model');
  fill(main, pageHead(t('文本模型', 'The text model'), { lead: t(`${card.version} · ${card.trainedOn} 训练 · ${card.rows} 条`, `${card.version} · trained on ${card.trainedOn} · ${card.rows} rows`), actions: reload }), trouble,
    headline(card), modelHistory(), caution(card, closers), reliability(card, closers, name => registers[name] ?? name), h('div.matrix-pair.dense', {}, confusion(card.crossValidation), classes(card.crossValidation)), h('div.pair.dense', {}, drift(closers), h('div', {}, shadow(), sources(card))));
  return () => closers.forEach(close => close());
}

function headline({ crossValidation: cv, abstention, families }) {
  const figure = (name, value, more) => h('li.figure', {}, h('h3', {}, name), h('p.value', {}, value), h('p.hint', {}, more));
  const interval = e => t(`95% 区间 ${pct(e.low)}—${pct(e.high)}`, `95% interval ${pct(e.low)} to ${pct(e.high)}`);
  return section(t('模型说明', 'Model card'), {}, h('ul.figures-grid', {},
    figure(t('准确率（折外）', 'Accuracy, out of fold'), pct(cv.accuracy.value), [interval(cv.accuracy), t(`；全部 ${cv.rows} 条训练文本`, `; all ${cv.rows} texts of training`)]), figure(t('宏平均 F1', 'Macro F1'), cv.macroF1.value.toFixed(3), interval(cv.macroF1)),
    figure(t('校准误差', 'Calibration error'), pct(cv.expectedCalibrationError), t('说出的把握与实际对错平均相差多少', 'how far the stated confidence is from the truth, on average')),
    figure(t('弃权线', 'Abstains below'), abstention.below.toFixed(3), t(`低于此把握交人工；预计 ${pct(abstention.budget)} 交人工，其余答对 ${pct(abstention.expectedAccuracy)}`, `a person decides below; ${pct(abstention.budget)} expected, the rest right in ${pct(abstention.expectedAccuracy)}`)),
    figure(t('类别', 'Families'), families.length, [listed(families.map(label)), cv.classes.length > families.length && t(`；混淆矩阵与各类得分另有“${label('none')}”一类，共 ${cv.classes.length} 类`, `; with “${label('none')}”, ${cv.classes.length} in the matrix and the scores`)])));
}

/** The risk-coverage table of the card as a slider: how many a person must read, and how many errors are left. */
function caution({ abstention, crossValidation }, closers) {
  const inForce = { coverage: 1 - abstention.budget, accuracy: abstention.expectedAccuracy, threshold: abstention.below };
  const told = abstention.riskCoverage.length > 0;
  const points = [...(told ? abstention.riskCoverage : crossValidation.riskCoverage).filter(p => Math.abs(p.coverage - inForce.coverage) > 0.001), inForce].sort((a, b) => a.coverage - b.coverage);
  const v = { at: points.indexOf(inForce), day: 15 };
  const said = h('div', { 'aria-live': 'polite' });
  const picture = chart('', 250);
  const rows = h('div');
  closers.push(picture.close);
  const slider = h('input', { type: 'range', min: '0', max: String(points.length - 1), step: '1', value: String(v.at), oninput: e => { v.at = Number(e.target.value); draw(); } });
  const errors = p => v.day * p.coverage * (1 - p.accuracy);

  function draw() {
    const p = points[v.at];
    const people = Math.round(v.day * (1 - p.coverage));
    slider.setAttribute('aria-valuetext', t(`把握低于 ${p.threshold} 交人工`, `a person decides below ${p.threshold}`));
    fill(said, h('p.cost', {}, t('把握低于 ', 'Below '), h('strong', {}, p.threshold.toFixed(3)), t(` 交人工：每天 ${v.day} 件中，人工读 `, ` a person decides: of ${v.day} a day, people read `), h('strong', {}, people), t(' 件，机器建议 ', ', the machine proposes for '), h('strong', {}, v.day - people),
      t(' 件，其中约 ', ', of which about '), h('strong', {}, errors(p).toFixed(1)), t(` 件会错（答对 ${pct(p.accuracy)}）。`, ` are wrong (${pct(p.accuracy)} right).`)), points[v.at] === inForce && h('p.hint', {}, t('这是现行的弃权线。', 'This is the line in force.')));
    picture.draw({
      grid: { left: 8, right: 20, top: 30, bottom: 26, containLabel: true }, legend: { show: false },
      xAxis: { type: 'value', min: 0, max: 100, name: t('机器建议的比例 %', 'share proposed, %'), nameLocation: 'middle', nameGap: 26, ...axis }, yAxis: { type: 'value', scale: true, max: 100, name: t('答对 %', 'right, %'), ...axis },
      series: [{ type: 'line', data: points.map(one => [one.coverage * 100, one.accuracy * 100]), symbol: 'circle', symbolSize: 7, lineStyle: { color: colours.first, width: 2 }, itemStyle: { color: colours.first } },
        { type: 'scatter', symbol: 'diamond', symbolSize: 20, data: [[p.coverage * 100, p.accuracy * 100]], itemStyle: { color: colours.third }, label: { show: true, position: 'bottom', color: '#1d2733', formatter: pct(p.accuracy) } }],
    }, t(`机器建议 ${pct(p.coverage)} 的案件时答对 ${pct(p.accuracy)}`, `${pct(p.accuracy)} right where the machine proposes for ${pct(p.coverage)}`));
    fill(rows, table({ caption: t('弃权的代价', 'What caution costs'), rows: points.map((one, i) => ({ ...one, i })).reverse(), columns: [
      { name: t('弃权线', 'Line'), cell: one => [one.threshold === inForce.threshold && badge('info', t('现行', 'in force')), ' ', one.i === v.at && badge('good', t('选中', 'chosen')), ` ${one.threshold.toFixed(3)}`], kind: 'num' }, { name: t('机器建议', 'Proposed'), cell: one => pct(one.coverage), kind: 'num' },
      { name: t('答对', 'Right'), cell: one => pct(one.accuracy), kind: 'num' }, { name: t('人工每天', 'People a day'), cell: one => Math.round(v.day * (1 - one.coverage)), kind: 'num' }, { name: t('错误每天', 'Errors a day'), cell: one => errors(one).toFixed(1), kind: 'num' },
    ] }));
  }
  queueMicrotask(() => setTimeout(draw));
  const day = h('input', { type: 'number', min: '1', max: '5000', value: String(v.day), oninput: e => { v.day = Math.max(1, Number(e.target.value) || 1); v.said = true; draw(); } });
  const own = h('span.hint');
  // What the court itself receives, as soon as it is known and unless somebody has written a number.
  get(`/model/drift${query({ month: today().slice(0, 7) })}`).then(({ receivedLast30Days: received }) => {
    if (!received || v.said) return;
    v.day = Math.max(1, Math.round(received / 30));
    day.value = String(v.day);
    fill(own, t(`最近 30 天共收件 ${received} 件，平均每天 ${(received / 30).toFixed(1)} 件`, `${received} received in the last 30 days, ${(received / 30).toFixed(1)} a day`));
    draw();
  }, () => undefined);
  return section(t('谨慎的代价', 'What caution costs'), { class: 'caution' },
    h('div.grid', {}, field(slider, { label: t('弃权线（左：更谨慎，多交人工；右：更大胆，多由机器建议）', 'Line of abstention (left: more cautious, right: bolder)') }), h('div', {}, field(day, { label: t('每天收件', 'Cases a day') }), own)),
    said, h('div.chart-pair.dense', {}, picture, rows), told && h('p.hint', {}, t(`此表只算讲述来的文本（当事人、书记员、移送等，实际收件的样子），不含裁判文书、短语等：全部交机器时答对 ${pct(points.at(-1).accuracy)}；上面的 ${pct(crossValidation.accuracy.value)} 是全部 ${crossValidation.rows} 条训练文本。`, `Only texts that tell a dispute, as they come in, without judgments, phrases and the like: ${pct(points.at(-1).accuracy)} right where the machine proposes for all; the ${pct(crossValidation.accuracy.value)} above are of all ${crossValidation.rows} texts of training.`)), h('p.hint', {}, t('此处只作推演；改变弃权线要修改分流政策文件并留下版本。', 'This is a rehearsal: the line is changed in the policy file, and leaves a version.')));
}

/** Rows: what it was; columns: what the model said. Darker is more of the row; the number says the same. */
function confusion(cv) {
  const names = cv.classes.map(one => one.label);
  return section(t('混淆', 'Confusion'), {}, h('p.hint', {}, t('行为实际类别，列为模型所说；格内为件数，颜色深浅为占该行的比例，框线为答对。', 'Rows: what it was; columns: what the model said. Shade: share of the row; framed: right.')),
    h('div.table.matrix', { role: 'group', tabindex: '0', 'aria-label': t('混淆矩阵', 'Confusion matrix') }, h('table', {}, h('caption.hidden', {}, t('混淆矩阵', 'Confusion matrix')),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('实际＼所说', 'Was＼said')), names.map(n => h('th', { scope: 'col' }, label(n))), h('th', { scope: 'col' }, t('召回', 'Recall')))),
      h('tbody', {}, names.map((n, i) => {
        const row = cv.confusion[i];
        const sum = row.reduce((a, b) => a + b, 0) || 1;
        return h('tr', {}, h('th', { scope: 'row' }, label(n)), row.map((count, j) => h('td.num', { class: i === j ? 'right' : null, style: { backgroundColor: `rgb(23 73 127 / ${Math.min(34, Math.round((count / sum) * (i === j ? 34 : 140)))}%)` } }, count || '·')), h('td.num', {}, pct(row[i] / sum)));
      })))));
}

const classes = cv => section(t('各类得分', 'Scores by family'), {}, table({ caption: t('各类得分', 'Scores by family'), rows: cv.classes, columns: [
  { name: t('类别', 'Family'), cell: one => label(one.label) }, { name: t('样本', 'Rows'), cell: one => one.support, kind: 'num' }, { name: t('精确率', 'Precision'), cell: one => pct(one.precision), kind: 'num' }, { name: t('召回率', 'Recall'), cell: one => pct(one.recall), kind: 'num' }, { name: 'F1', cell: one => one.f1.toFixed(3), kind: 'num' },
] }));

function drift(closers) {
  const host = h('div', {}, loading());
  const picture = chart('', 210);
  closers.push(picture.close);
  let turn = 0;
  async function load(month) {
    const mine = ++turn;
    try {
      const [d, card] = await Promise.all([get(`/model/drift${query({ month })}`), remember('/model')]);
      if (mine !== turn) return;
      const support = Object.fromEntries(card.crossValidation.classes.map(one => [one.label, one.support / card.crossValidation.rows]));
      const families = Object.entries(d.families);
      const scored = d.scores.reduce((sum, s) => sum + s.cases, 0);
      fill(host, pairs([[t('案件', 'Cases'), d.cases], [t('人工甄别率', 'Abstention rate'), share(d.abstention)], [t('改派率', 'Override rate'), share(d.override)], [t('低于弃权线', 'Below the line'), `${pct(d.belowThreshold)}${inBrackets(`${t('预期', 'expected')} ${pct(d.expectedBelowThreshold)}`)}`]]),
        h('p.hint', {}, t('人工甄别率、改派率与院领导态势同一口径：系统不作建议的才算人工甄别；有建议而改了去向的才算改派，没有建议的不算。', 'Abstention and override as on the leaders’ board: only what the service proposed nothing for is an abstention; only a route other than the one proposed is an override.')),
        scored > 0 && scored < FEW && h('p.hint', {}, t(`模型只看了 ${scored} 件，不足 ${FEW} 件，不作评价。`, `The model saw ${scored} cases, fewer than ${FEW}: not rated.`)),
        scored >= FEW && d.belowThreshold > d.expectedBelowThreshold * 1.5 && h('p.notice.warn', {}, t('没有把握的比例明显高于训练时：来的纠纷可能变了，请看标注并考虑再训练。', 'Doubt is well above that of training: what comes in may have changed.')),
        families.length > 0 ? [picture, table({ caption: t('类别分布', 'Families'), rows: families, columns: [{ name: t('类别', 'Family'), cell: f => label(f[0]) }, { name: t('本月', 'This month'), cell: f => pct(f[1]), kind: 'num' }, { name: t('训练集', 'In training'), cell: f => pct(support[f[0]]), kind: 'num' }] })] : h('p.hint', {}, t('这个月没有经模型分流的案件。', 'The model saw no case in this month.')));
      picture.draw({
        legend: { show: false }, xAxis: { type: 'category', data: d.scores.map(s => `${s.from.toFixed(1)}–${s.to.toFixed(1)}`), ...axis }, yAxis: { type: 'value', minInterval: 1, ...axis },
        series: [{ type: 'bar', data: d.scores.map(s => s.cases), itemStyle: { color: colours.first }, label: { show: true, position: 'top', color: '#1d2733' } }],
      }, t('把握的分布：每一档多少件', 'How sure the model was: cases by band'));
    } catch (fault) { if (mine === turn) fill(host, problemBox(fault)); }
  }
  const month = today().slice(0, 7);
  queueMicrotask(() => setTimeout(() => load(month)));
  return section(t('漂移', 'Drift'), {}, field(pickMonth(month, load, { max: month }), { label: t('月份', 'Month') }), host);
}

function shadow() {
  const host = h('div', {}, loading());
  (async () => {
    try {
      const s = await get('/model/shadow');
      fill(host, s.challenger ? [
        pairs([[t('在用', 'Champion'), s.champion], [t('挑战', 'Challenger'), s.challenger], [t('同看', 'Compared'), s.compared], [t('一致', 'Agree'), `${s.agree}${inBrackets(pct(s.compared ? s.agree / s.compared : null))}`], [t('不一致时在用对', 'Champion right'), s.championRight], [t('不一致时挑战对', 'Challenger right'), s.challengerRight]]),
        s.differences.length > 0 && table({ caption: t('不一致的案件', 'Where they differ'), rows: s.differences, href: d => `#/case/${d.caseId}`, columns: [{ name: t('案件', 'Case'), cell: d => d.caseId.slice(0, 8), kind: 'no' }, { name: t('在用', 'Champion'), cell: d => `${label(d.champion)} ${pct(d.championProbability)}` }, { name: t('挑战', 'Challenger'), cell: d => `${label(d.challenger)} ${pct(d.challengerProbability)}` }, { name: t('最后', 'Came to rest'), cell: d => (d.final ? label(d.final) : t('未定', 'open')) }] }),
      ] : h('p.hint', {}, t('没有挑战模型在运行（设置 Model:Challenger 后，它与在用模型一同打分，只记录，不采用）。', 'No challenger runs. Set Model:Challenger: it scores beside the champion, is recorded, and not obeyed.')));
    } catch (fault) { fill(host, problemBox(fault)); }
  })();
  return section(t('影子模式', 'Shadow'), {}, host);
}

const sources = card => h('details.card', {}, h('summary', {}, h('h2', {}, t('训练数据与校准', 'Training data and calibration'))),
  table({ caption: t('训练数据', 'Training data'), rows: card.data, columns: [{ name: t('文件', 'File'), cell: d => d.name }, { name: t('条数', 'Rows'), cell: d => d.rows, kind: 'num' }, { name: t('权重', 'Weight'), cell: d => d.weight, kind: 'num' }, { name: 'SHA-256', cell: d => h('span.hash', { title: d.sha256 }, d.sha256.slice(0, 16)) }] }),
  h('h3', {}, t('谁在说话（折外准确率）', 'By who speaks, out of fold')),
  table({ caption: t('谁在说话', 'By register'), rows: Object.entries(card.registers), columns: [{ name: t('语体', 'Register'), cell: r => registers[r[0]] ?? r[0] }, { name: t('条数', 'Rows'), cell: r => r[1].rows, kind: 'num' }, { name: t('准确率', 'Accuracy'), cell: r => pct(r[1].accuracy), kind: 'num' }] }),
  pairs([[t('校准斜率', 'Slope'), card.calibration.slope.toFixed(3)], [t('训练方法', 'Trainer'), card.trainer], [t('代码版本', 'Code'), card.codeVersion], [t('随机种子', 'Seed'), card.seed], [t('承接', 'Continues'), card.base]]));
