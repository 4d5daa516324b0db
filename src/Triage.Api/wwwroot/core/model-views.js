// Which models there have been, and whether a model's word can be taken: what it promised beside what came true.

import { get } from './api.js';
import { axis, chart, colours } from './charts.js';
import { fill, h } from './dom.js';
import { at, gap, percent, t } from './lang.js';
import { badge, loading, pairs, problemBox, section, table } from './widgets.js';

const pct = value => (value === null || value === undefined ? '—' : percent(value, 1));
const figures = f => [[t('训练', 'Trained'), f.trainedOn], [t('条数', 'Rows'), f.rows], [t('准确率（折外）', 'Accuracy, out of fold'), pct(f.accuracy)], [t('宏平均 F1', 'Macro F1'), f.macroF1.toFixed(3)], [t('校准误差', 'Calibration error'), pct(f.calibrationError)], [t('承接', 'Continues'), f.base]];
const actions = { promote: t('启用', 'Put in force'), rollback: t('退回', 'Rolled back') };

export function modelHistory() {
  const host = h('div', {}, loading());
  (async () => {
    try {
      const s = await get('/model/history');
      fill(host,
        s.unreadable && h('p.notice.warn', {}, t('模型目录里的历史记录无法识别；在用模型不受影响。', 'The history beside the model cannot be read; the model goes on.')),
        s.events.length ? table({ caption: t('历任模型', 'Models'), rows: [...s.events].reverse(), columns: [
          { name: t('时间', 'When'), cell: e => at(e.at), kind: 'date' }, { name: t('操作', 'What'), cell: e => [actions[e.action] ?? e.action, e.inForce && [' ', badge('good', t('在用', 'in force'))]] }, { name: t('版本', 'Version'), cell: e => e.version },
          { name: t('经办人', 'By'), cell: e => e.by ?? '—' }, { name: t('训练', 'Trained'), cell: e => e.figures?.trainedOn ?? '—', kind: 'date' }, { name: t('条数', 'Rows'), cell: e => e.figures?.rows ?? '—', kind: 'num' },
          { name: t('准确率', 'Accuracy'), cell: e => pct(e.figures?.accuracy), kind: 'num' }, { name: t('宏 F1', 'Macro F1'), cell: e => e.figures?.macroF1.toFixed(3) ?? '—', kind: 'num' }, { name: t('校准误差', 'Calibration'), cell: e => pct(e.figures?.calibrationError), kind: 'num' },
        ] }) : [h('p', {}, badge('good', t('在用', 'in force')), ` ${s.inForce}${gap}`, t('随系统自带，启用以来没有更换过。', 'It came with the service and was never exchanged.')), pairs(figures(s.figures))],
        h('p.hint', {}, t('更换模型由数据人员用命令行完成：triage promote（启用）、triage rollback（退回上一版），何人何时都记入历史；之后在本页“重新载入模型文件”。', 'Models are exchanged from the command line: triage promote, triage rollback; who and when goes into the history. Then reload the model file here.')));
    } catch (fault) { fill(host, problemBox(fault)); }
  })();
  return section(t('历任模型', 'History of models'), { class: 'model-history' }, host);
}

/** Points on the dashed line mean what they say; below it the model is too sure of itself, above it too modest. */
export function reliability(card, closers, registerName) {
  const bins = card.crossValidation.reliability ?? [];
  const voices = Object.entries(card.registers).filter(([, r]) => r.confidence !== undefined).map(([name, r]) => ({ name: registerName(name), rows: r.rows, confidence: r.confidence, accuracy: r.accuracy }));
  const rows = bins.length ? bins.map(b => ({ name: `${percent(b.from)}–${percent(b.to)}`, ...b })) : voices;
  const picture = chart('', 260);
  closers.push(picture.close);
  const gap = r => r.accuracy - r.confidence;
  queueMicrotask(() => setTimeout(() => picture.draw({
    grid: { left: 8, right: 20, top: 30, bottom: 26, containLabel: true }, legend: { show: false },
    xAxis: { type: 'value', min: bins.length ? 0 : 50, max: 100, name: t('说出的把握 %', 'stated confidence, %'), nameLocation: 'middle', nameGap: 26, ...axis }, yAxis: { type: 'value', min: bins.length ? 0 : 50, max: 100, name: t('实际答对 %', 'right, %'), ...axis },
    series: [{ type: 'line', data: [[bins.length ? 0 : 50, bins.length ? 0 : 50], [100, 100]], symbol: 'none', lineStyle: { type: 'dashed', color: colours.second, width: 1.5 }, silent: true },
      { type: bins.length ? 'line' : 'scatter', data: rows.map(r => [r.confidence * 100, r.accuracy * 100]), symbol: 'diamond', symbolSize: 12, lineStyle: { color: colours.first, width: 2 }, itemStyle: { color: colours.first } }],
  }, t(`可靠性：${rows.length} 个点，虚线为说到做到；平均相差 ${pct(card.crossValidation.expectedCalibrationError)}`, `Reliability: ${rows.length} points; the dashed line is a promise kept; ${pct(card.crossValidation.expectedCalibrationError)} off on average`))));
  return section(t('可靠性：说几成把握，就对几成吗', 'Reliability: does its confidence hold'), {},
    h('p.hint', {}, t(`折外预测，平均相差 ${pct(card.crossValidation.expectedCalibrationError)}。虚线为说到做到；在线下是自信过头，在线上是过于谨慎。`, `Out of fold; ${pct(card.crossValidation.expectedCalibrationError)} off on average. Below the dashed line: too sure; above: too modest.`), !bins.length && t('在用模型的说明书没有分档曲线（较早训练），此处按谁在说话分组。', ' The card of the model in use has no curve by confidence, so this goes by who speaks.')),
    h('div.chart-pair.dense', {}, picture, table({ caption: t('可靠性', 'Reliability'), rows, columns: [
      { name: bins.length ? t('把握', 'Confidence') : t('谁在说话', 'Who speaks'), cell: r => r.name }, { name: t('条数', 'Rows'), cell: r => r.rows, kind: 'num' }, { name: t('说的把握', 'Stated'), cell: r => pct(r.confidence), kind: 'num' }, { name: t('实际答对', 'Right'), cell: r => pct(r.accuracy), kind: 'num' },
      { name: t('相差', 'Gap'), cell: r => `${gap(r) >= 0 ? '+' : '−'}${(Math.abs(gap(r)) * 100).toFixed(1)}`, kind: 'num' },
    ] })));
}
