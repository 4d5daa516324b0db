// What the service says in Chinese, said in English. It is fetched only where somebody reads English. A sentence that is not known here stays Chinese and is marked as such by nobody: EnglishViewTests finds it.
// Names, causes of action, what people wrote and the texts of law are not translated.

const DAY = '\\d{4}-\\d\\d-\\d\\d(?: \\d\\d:\\d\\d)?';

/** Whole expressions. */
const words = {
  // What began or ended a clock.
  收件: 'receipt', 告知补正: 'deficiency notice', 收到补正材料: 'corrections received', 决定立案: 'decision to register', 立案: 'registration', 分案: 'assignment', 送达: 'service', 送达副本: 'service of the copy', 举证通知: 'notice of evidence',
  移交调解: 'handed to mediation', 交办: 'offer', 交办未被接受: 'offer not accepted', 交办逾期未答复: 'offer not answered in time', 逾期未确认: 'not confirmed in time', 退回后重新指派: 'offered anew after it was given back', 重新指派: 'offered anew',
  当事人书面同意诉前调解: 'the parties agreed in writing to mediation before filing', 台账载明诉前调解: 'mediation before filing, by the ledger', 调解员接受: 'mediator accepted', 调解员签收材料: 'mediator received the papers', 调解终止: 'mediation ended', 达成调解协议: 'agreement', 调解协议生效: 'agreement in effect',
  申请司法确认: 'application for confirmation', '协议移交审判组织，以调解书或者准许撤诉结案': 'the agreement went to the judge, for a statement or an allowed withdrawal', 受理申请: 'application accepted', 收到申请: 'application received', 作出裁定: 'ruling', 申请回避: 'recusal asked', 作出决定: 'decision', 申请复议: 'review asked', 作出复议决定: 'review decided',
  结案: 'closing', 提起上诉: 'appeal', 收到上诉状: 'appeal received', 收到起诉状副本: 'copy of the complaint received', 收到上诉状副本: 'copy of the appeal received', 提出答辩状: 'defence filed', 收到答辩状: 'defence received', 报送案卷: 'file sent up', 二审已结: 'the appeal is decided',
  接到交纳诉讼费用通知: 'notice of the fee', 交纳或者准许减缓免: 'paid, reduced or waived', 提出程序异议: 'objection to the procedure', 程序转换后重新确定: 'set anew after a conversion', '反驳证据、补正瑕疵': 'evidence in rebuttal', 当事人商定并经准许: 'agreed by the parties and allowed',
  归档: 'archived', 回访不满意: 'dissatisfied', 再次回访: 'visited again', 已回访: 'followed up', 履行期满: 'performance due', 已履行: 'performed', 期限届满: 'expired', 告知其他途径: 'referred out', 撤回起诉: 'withdrawn', 裁定不予受理: 'ruled inadmissible', 作出保护令: 'order made', 驳回申请: 'refused', 申请撤回: 'withdrawn',
  '本案已经立案：协议由承办法官审查，制作调解书或者准许撤诉（特邀调解规定第二十条），不受这一期限限制；只有双方仍要共同申请司法确认的，才须在这一期限内提出': 'The suit is registered: a judge reviews the agreement and makes it a statement or allows the withdrawal (rules on invited mediation, art. 20), which this period does not limit; only a joint application for confirmation must come within it',
  // Rest days.
  周末: 'a weekend', 元旦: 'New Year', 春节: 'Spring Festival', 清明节: 'Qingming', 劳动节: 'Labour Day', 端午节: 'Dragon Boat Festival', 中秋节: 'Mid-Autumn Festival', 国庆节: 'National Day',
  // Grounds on which days are left out.
  公告: 'public notice', 鉴定: 'expert appraisal', 双方当事人和解: 'talks of the parties', 管辖异议或者管辖争议: 'a question of jurisdiction', '审计、评估、资产清理': 'audit and valuation', 中止诉讼: 'a stay', '因新证人、新证据、重新鉴定或者勘验延期审理': 'an adjournment for new evidence', 经双方同意延长的调解: 'mediation extended by consent', 诉前鉴定评估: 'appraisal before the suit',
  // How a document was served, and the day that follows from it.
  '留置送达，以文书留在住所之日计': 'left at the domicile: the day on which it was left counts', '公告送达，以公告刊登之日计': 'public notice: the day of publication counts', '邮寄送达，以交邮日期计': 'by post: the day of posting counts', '转交送达，以送达回证签收日期计': 'through a unit: the day of the signed receipt counts',
  '以宣判（宣告）之日计': 'the day of pronouncement counts', 以送达之日计: 'the day of service counts', 尚无送达记录: 'no service on record yet',
  // Warnings.
  今日届满: 'Due today', '届满后才完成，已超期': 'Done after the last day: late', '所涉年度的节假日安排尚未公布，届满日可能变动': 'The holidays of that year are not announced yet; the day may move',
  '审理期限的届满日逢休假日是否顺延，没有明文规定；两个日期并列，以较早的提醒': 'Whether the trial limit rolls over a holiday is not written anywhere; both days are shown and the earlier one warns', '先行调解的时间是否扣除审限，尚无可核对的全国性规定；扣除时届满日如此，提醒仍以较早的为准': 'Whether mediation after filing is left out of the limit is not settled by a national rule that could be checked; this is the day if it is, and the earlier one warns',
  '先行调解三十日的依据未能核对；如按立案后委托调解计算，普通程序为十五日': 'The thirty days of mediation after filing could not be checked; counted as mediation on referral they are fifteen in the ordinary procedure',
  '先行调解三十日的依据未能核对；如按立案后委托调解计算，简易程序为七日': 'The thirty days of mediation after filing could not be checked; counted as mediation on referral they are seven in the simple procedure',
  '在中华人民共和国领域内没有住所的当事人，上诉期为三十日': 'A party without a domicile in China has thirty days to appeal',
  // Why a case is in a figure.
  期初未结: 'open when the period began', 期末未结: 'open when the period ended', 逾期未处理: 'not handled in time', 逾期未办结: 'not done in time', 未计入分子: 'not in the numerator', 未服判息诉: 'not settled at first instance', 不在本期已结之内: 'not among those closed in the period',
  调解: 'mediation', 司法确认审查: 'examination of a confirmation', 审理: 'trial', '本项是件数，不是比率：分母恒为一，没有案件清单；案件见分子': 'A count, no rate: the denominator is always one and has no list; the cases are in the numerator',
  // Tasks.
  '交办待答复：领取即为接受，不接受的请说明理由；逾期自动转下一人选或者回到队列': 'An offer waits for an answer: taking it accepts it, declining needs a reason; unanswered it goes to the next or back to the queue', 延长审限的申请等待院长决定: 'A request for more time waits for the president', 延长司法确认审查期限的申请等待院长决定: 'A request for more time to review the application waits for the president',
  // What is wrong with a row of a file; the cell stands beside it.
  不能为空: 'Must not be empty', 收件日期和立案日期至少填一个: 'Give the day of receipt or of filing', 民初案件须有立案日期: 'A first-instance case has a day of filing', '没有立案，何来结案': 'Closed without having been filed', '有结案方式，没有结案日期': 'A way of closing without its day', '没有立案，没有审限': 'A limit without filing',
  '有原适用程序，没有适用程序': 'An earlier procedure without the present one', 原适用程序与适用程序相同: 'The earlier procedure is the present one', '有调解结束日期，没有调解结果': 'An end of mediation without its outcome', '有调解结果，没有调解结束日期': 'An outcome of mediation without its day',
  '有调解结束日期，没有调解开始日期': 'An end of mediation without its beginning', '有确认日期，没有确认结果': 'A day of the ruling without the ruling', '有确认结果，没有确认日期': 'A ruling without its day', '没有结案，何来上诉': 'Appealed without having been closed', '小额诉讼一审终审，不能上诉（民事诉讼法第一百六十五条）': 'Small claims are final at first instance (Civil Procedure Law, art. 165)',
  '有履行日期，没有应履行日期': 'Performed without a day on which it was due', '没有调解协议，也没有结案，无可履行': 'Neither agreed nor closed: nothing is to be performed', '有回访日期，没有回访结果': 'A visit without its result', '有回访结果，没有回访日期': 'The result of a visit without its day',
  引号不成对: 'Quotation marks do not match', '从这一行起有引号不成对，或者有单元格超过 1,000,000 字：一格至多 20,000 字；以后的行没有读': 'From this line on a quotation mark is not closed, or a cell has more than 1,000,000 characters (20,000 at most); the lines after it were not read', 空行: 'An empty line', '每行应为一个 JSON 对象': 'Each line is one JSON object',
  '至少要有一名原告（申请人）': 'At least one plaintiff (applicant)', '要有明确的被告：至少一名可与他人相区别的被告（民事诉讼法第122条）': 'A defendant who can be told from others (Civil Procedure Law, art. 122)', '被告不明确：姓名须足以与他人相区别（民事诉讼法解释第209条）': 'The defendant is not clear: the name must tell who it is (interpretation, art. 209)',
  '标的额以元为单位，不能为负数，最多两位小数': 'The amount is in yuan, not negative, with two decimals at most', '代办立案须写明代办人及其授权（民事诉讼法第61、62条）': 'A filing by proxy names the proxy and the authority (Civil Procedure Law, arts. 61, 62)',
  台账导入: 'Taken over from the ledger', '文件读不成表格': 'The file cannot be read as a table',
  // The draw of a judge.
  '指定分案，未经抽取': 'Named, not drawn', 'SplitMix64(seed) 的高位乘以总签数取整；每人签数为 1000000 ÷（1 + 负担），候选人按编号排列': 'The high bits of SplitMix64(seed) times the number of lots, rounded down; everybody has 1,000,000 ÷ (1 + load) lots, candidates by id', '系列、关联案件由同一审判组织审理': 'A series is heard by one bench', '系列、关联案件归同一审判组织': 'A series is heard by one bench', '休假、外出': 'on leave',
  案由未定: 'cause unknown', 未知: 'unknown', 是: 'yes', 否: 'no', 小时: 'hours', 日: 'days', 个工作日: 'working days', 个月: 'months', 全院: 'The whole court', 各法庭合计: 'All tribunals',
};

/** Sentences with something in them. Groups are read in turn. */
const sentences = [
  ['(D)为期间开始之日，不计算在期间内', (a) => `${a}, on which the period begins, is not counted`],
  ['自(D)起计算(\\d+)个月（(\\d+)日），(.+)', (a, n, d, how) => `${n} months (${d} days) from ${a}; ${read(how)}`],
  ['自(D)起计算(\\d+)(个工作日|个月|小时|日)(（法院确定）)?，至(D)届满', (a, n, unit, set, b) => `${n} ${words[unit]} from ${a}${set ? ' (set by the court)' : ''}, ending on ${b}`],
  ['到期月的对应日为(D)', a => `the corresponding day of the last month is ${a}`],
  ['到期月没有(\\d+)日，月末日为(D)', (n, a) => `the last month has no ${n}th; its last day is ${a}`],
  ['(D)(?:至(D))?计工作日(\\d+)日(?:（(.+)为调休上班日）)?', (a, b, n, worked) => `${b ? `${a} to ${b}` : a}: ${n} working day(s)${worked ? ` (${worked.replaceAll('、', ', ')} worked instead of a weekend)` : ''}`],
  ['(D)(?:至(D))?为(.+)，不计', (a, b, rest) => `${b ? `${a} to ${b}` : a}: ${list(rest)}, not counted`],
  ['届满日(D)适逢(.+)，顺延至休假结束后的第一日(D)', (a, rest, b) => `the last day, ${a}, falls on ${list(rest)} and moves to the first day after it, ${b}`],
  ['法定节假日（(.+)）', a => `a public holiday (${list(a)})`],
  ['(\\d{4})年的工作日历尚未录入.*', a => `The working calendar of ${a} is not entered; the last day cannot be told until an administrator enters it`],
  ['延长(.+)（(\\d+)日），至(D)届满', (by, n, a) => `extended by ${length(by)} (${n} days), to ${a}`],
  ['上级人民法院批准再延长(.+)（(\\d+)日），至(D)届满', (by, n, a) => `extended by the superior court by ${length(by)} (${n} days), to ${a}`],
  ['(D)起因(.+)停止计算，恢复之前届满日不能确定', (a, why) => `stands still from ${a} for ${list(why)}; the last day is open until it goes on`],
  ['(D)至(D)因(.+)不计入，共(\\d+)日，届满日顺延至(D)', (a, b, why, n, c) => `${a} to ${b} left out for ${list(why)}, ${n} days; the last day moves to ${c}`],
  ['(D)受理申请', a => `application received ${a}`],
  ['自(D)起连续计算(\\d+)小时，节假日、夜间不扣除，至(D)届满', (a, n, b) => `${n} hours on end from ${a}, holidays and nights included, to ${b}`],
  ['以时起算的期间从次时起算：按此计算至(D)届满；以较早的提醒', a => `Counted from the next hour it ends at ${a}; the earlier one warns`],
  ['台账载明至(D)', a => `until ${a} by the ledger`], ['法院指定至(D)', a => `until ${a}, set by the court`],
  ['已超过([\\d.]+)小时，应于(D)前作出', (n, a) => `${n} hours late: due by ${a}`], ['还有([\\d.]+)小时，(D)届满', (n, a) => `${n} hours left, until ${a}`],
  ['(.+)已于(D)届满，当事人未行使', (_, a) => `Ended on ${a}; the party did not use it`], ['自(D)起停止计算', a => `Stands still since ${a}`], ['已超期(\\d+)日', n => `${n} days late`], ['还有(\\d+)日届满', n => `${n} days left`],
  ['确需再延长的，最迟应于(D)报请上级人民法院批准，(D)前作出决定', (a, b) => `More time must be asked of the superior court by ${a} and decided by ${b}`], ['确需延长的，最迟应于(D)提出申请，(D)前作出决定', (a, b) => `More time must be asked for by ${a} and decided by ${b}`],
  ['审限(D)届满，确需再延长的最迟应于(D)报请上级人民法院批准', (a, b) => `The limit ends on ${a}: more time must be asked of the superior court by ${b}`], ['审限(D)届满，确需延长的最迟应于(D)提出申请', (a, b) => `The limit ends on ${a}: more time must be asked for by ${b}`],
  ['出现新的事实，须二次分流：确认程序、审判组织是否改变(?:；改为(.+)的，审限至(D)届满)?', (to, a) => `Something new came up: say whether procedure or bench change${to ? `; if converted, the limit ends on ${a}` : ''}`],
  ['已报请(.+)批准再延长审限，等待批复', court => `${court} was asked for more time; its reply is awaited`], ['(.+)申请延长举证期限(\\d+)日，等待决定', (who, n) => `${who} asks for ${n} more days for evidence; to be decided`],
  ['提醒函第(\\d+)号等待答复：(.*)', (n, text) => `Reminder no. ${n} waits for an answer: ${text}`], ['第(\\d+)次重办', n => `redo no. ${n}`],
  ['(D)直接送达签收', a => `handed over and signed for on ${a}`], ['(D)留置送达，即视为送达', a => `left at the domicile on ${a}, which counts as service`], ['(D)交邮，回执尚未退回，送达日期未定', a => `posted on ${a}; the receipt is not back, so the day of service is open`],
  ['邮寄送达，回执注明的收件日期为(D)', a => `by post; the receipt says ${a}`], ['(D)到达受送达人特定系统', a => `reached the addressee’s system on ${a}`], ['(D)经有关单位转交，送达回证签收', a => `handed on by a unit and signed for on ${a}`],
  ['(D)公告，经过三十日，(D)视为送达', (a, b) => `published on ${a}; after thirty days, on ${b}, it counts as served`], ['(D)宣判并发给裁判文书', a => `pronounced and handed out on ${a}`],
  ['在办 (\\d+) 件，最多 (\\d+) 件', (n, most) => `${n} in hand of at most ${most}`], ['在办 (\\d+) 件，已满', n => `${n} in hand: full`], ['专门调解(.+)', k => `made for ${kind(k)}`], ['可以调解(.+)', k => `mediates ${kind(k)}`], ['就在(.+)', place => `in ${place} itself`], ['在本法庭辖区', () => 'in the tribunal’s area'], ['由移送单位主办', () => 'the body that handed it over'], ['会(.+)', tongue => `speaks ${tongue}`], ['曾退回、未接受或者未答复本案', () => 'gave this case back, declined it or did not answer'],
  ['院领导本年度办案已达定额（(\\d+)%）', n => `has reached the quota of a leader (${n}%)`],
  ['(.+)有 ([\\d,]+) 件案件(.+)', (where, n, what) => `${scope(where)}: ${n} cases ${lists[what] ?? 'to look at'}`],
  ['(.+?)(\\d{4}年[^为]*)?(?:的)?(.+)为(.+)，在参考区间（(.+)）之外(.*)', (where, _, what, value, range) => `${scope(where)}: outside its range (${range})`],
  ['(.+)最近(\\d+)个整月新收 (\\d+) 件、结案 (\\d+) 件，存案增加 (\\d+) 件，期末未结 (\\d+) 件', (where, m, a, b, c, d) => `${scope(where)}: ${a} new and ${b} closed in ${m} months, ${c} more in stock, ${d} open`],
  ['(.+)在办 (\\d+) 件，预警数 (\\d+) 件', (who, n, cap) => `${who}: ${n} in hand, warned of from ${cap}`],
  ['(D) (立案|结案|上诉|调解终结|裁定确认有效|到期|收件|甄别|确认分流)', (a, what) => `${events[what]} ${a}`], ['历时 (\\d+) 天', n => `${n} days`], ['减一件：(D) 上诉', a => `less one: appealed ${a}`], ['而 (D) 已结案', a => `closed already on ${a}`],
  ['第 (\\d+) 项履行', n => `performance ${n}`], ['(D) 第 (\\d+) 次回访', (a, n) => `visit ${n} on ${a}`],
  ['超过参考上限 ([\\d.]+) 天的 (\\d+) 件案件，合计 (\\d+) 天', (most, n, sum) => `${n} cases of more than ${most} days, ${sum} days together`], ['合计 (\\d+) 天，由下列 (\\d+) 件案件的审理天数相加', (sum, n) => `${sum} days, the trials of these ${n} cases added up`],
  ['在分母、未计入分子的 (\\d+) 件。另有 (\\d+) 件计入分子而不在分母内，不在清单中', (n, other) => `The ${n} in the denominator but not in the numerator. ${other} more are in the numerator alone and not in the list`],
  ['(-?\\d+) − (\\d+) = (-?\\d+)。本期结案又在本期上诉的 (\\d+) 件两相抵消，不在清单中(?:；以前结案、本期上诉的 (\\d+) 件列在清单中，各减一件)?', (a, b, c, n, m) => `${a} − ${b} = ${c}. The ${n} both closed and appealed in the period cancel out and are not in the list${m ? `; the ${m} closed earlier and appealed in the period are in it, less one each` : ''}`],
  ['没有“.*”这个法庭；可用：.*', () => 'No such tribunal'], ['请填写法庭；可用：.*', () => 'Which tribunal?'], ['请填写渠道：.*', () => 'Through which channel it came'], ['“.*”不是有效日期(?:，应为.*)?', () => 'Not a date: write 2026-01-05'], ['“.*”过早', () => 'Too long ago'], ['“.*”晚于今天（(D)）(?:：.*)?', a => `After today (${a}): this column is for what has happened`],
  ['收件日期不能晚于今天（(D)）', a => `Not after today (${a})`], ['“.*”不是金额(?:，应为.*)?', () => 'Not an amount: digits, two decimals at most'], ['“.*”不在可选值之内：.*', () => 'Not one of the words of this column'], ['“.*”应为 是 或 否', () => 'Yes or no, in Chinese'],
  ['与第 (\\d+) 行的案号相同', n => `The number of line ${n} again`], ['该案号已在册，所记为“.*”；导入不改动在册案件', () => 'This number is on record and says otherwise; an import changes no case'], ['应有(\\d+)列，实有(\\d+)列', (n, m) => `${m} cells instead of ${n}`],
  ['(立案日期早于收件日期|结案日期早于立案日期|审限届满日早于立案日期|调解结束早于调解开始|调解开始早于收件|确认日期早于申请日期|上诉日期早于结案日期)（(D)）', (what, a) => `Before what must come first (${a})`],
  ['人员表中没有法官“.*”，已照录', () => 'No judge of this name is known; taken as written'], ['有多名法官叫“.*”，已照录，未归到人', () => 'Several judges have this name; taken as written'], ['案情叙述.*', () => 'The narrative has 10 to 20,000 characters'],
  ['该案号已在册（其他法庭的案件），本行所载与在册的不一致；请与该法庭核对', () => 'This number is on record for a case of another tribunal, and the row says otherwise: ask that tribunal'], ['(.+)（(民事诉讼法)第(\\d+)条）', (what, law, n) => { const said = odd[what] ?? read(what); return said && `${said} (Civil Procedure Law, art. ${n})`; }],
  ['案号不是“（年）法院代字类型代字编号”的写法，已照录；不计入一审民事案件的各项指标', () => 'No case number of the usual form; taken as written, and in no figure of first-instance cases'], ['案号的类型代字“.*”不是民初、民特、诉前调等，已照录；不计入一审民事案件的各项指标', () => 'The type word of the number is none of those known; taken as written, and in no figure of first-instance cases'],
  ['案号的年份（(\\d+)）与立案年份（(\\d+)）不同', (a, b) => `The number is of ${a}, the case was filed in ${b}`], ['小额诉讼的标的额超过年平均工资的二倍（([\\d,.]+)元）', most => `More than twice the average annual wage (${most} yuan) for a small claim`], ['结案（(D)）以后才达成调解协议', a => `Agreed after the case was closed (${a})`],
  ['确认有效，调解结果却是“.*”', () => 'Confirmed although mediation did not end with an agreement'], ['申请确认早于达成调解协议（(D)）', a => `Confirmation applied for before the agreement (${a})`], ['结案（(D)）六个月以后才上诉', a => `Appealed more than six months after closing (${a})`], ['(?:应履行日期|履行日期|回访日期)早于(?:收件|立案)日期（(D)）', a => `Before the case came in (${a})`],
  ['有 ([\\d,]+) 字，一格至多 20,000 字', n => `${n} characters; a cell has 20,000 at most`], ['(?:从这一行起)?工作簿已损坏，读不出来：.*', () => 'The workbook is damaged: open it in Excel or WPS, save it as xlsx and send it again'], ['工作簿解压后超过 (\\d+) MB，请改用 CSV', n => `The workbook unpacks to more than ${n} MB: send it as CSV`],
  ['列数过多：.*', () => 'A row has 1,000 columns at most'], ['工作簿中没有工作表：.*', () => 'The workbook has no sheet: is it an xlsx file that Excel or WPS wrote?'], ['文件是空的', () => 'The file is empty'],
  ['这是旧版 Excel（.xls）文件，.*', () => 'This is an old .xls file, or a workbook under a password: save it as xlsx without one'], ['这不是 xlsx 工作簿，.*', () => 'This is no xlsx workbook: send CSV as CSV, or save it as xlsx'], ['这是 xlsx 工作簿，却按文本发送：.*', () => 'This is an xlsx workbook sent as text: send it as xlsx'],
  ['这个文件的各列是用(.+)隔开的，.*', mark => `The columns are separated by ${{ '分号“;”': 'semicolons', '全角分号“；”': 'full-width semicolons', '制表符（Tab）': 'tabs', '全角逗号“，”': 'full-width commas' }[mark] ?? 'bars'} instead of commas: save it as CSV, or as xlsx`],
  ['缺少必填的列：.*文件没有读取', () => 'A column that is needed is missing from the header; the file was not read'], ['没有找到表头：应有“.*”（(.*)）一列', key => `No header was found: there must be a column “${key}”`], ['列“.*”出现两次', () => 'A column stands in the header twice'],
  ['尚余 (\\d+) 个', n => `${n} left`], ['(\\d{4})年工作日历：(\\d+)日，(\\d+)件案件的届满日改变', (y, d, n) => `Working calendar of ${y}: ${d} days; the last day of ${n} cases changed`],
  ['(\\d+)个月零(\\d+)日', (a, b) => `${a} months and ${b} days`], ['(\\d+)个月', n => `${n} months`], ['(\\d+)日', n => `${n} days`],
].map(([pattern, say]) => [new RegExp(`^${pattern.replaceAll('(D)', `(${DAY})`)}$`), say]);

const kinds = { '婚姻家庭、继承': 'family matters and succession', 农村土地: 'land', '劳动、劳务': 'labour', '借贷、担保': 'loans and guarantees', '房屋、物业': 'housing', 相邻关系: 'neighbours', 行政事项: 'administrative matters', 婚姻家事: 'family matters', 涉农土地: 'land', 劳动: 'labour', 交通事故: 'traffic accidents', 借贷: 'loans', 合同: 'contracts', 房屋: 'housing', 侵权: 'torts', 相邻: 'neighbours', 行政: 'administrative matters', 其他: 'other matters' };
const kind = text => kinds[text] ?? kinds[text.replace(/纠纷$/, '')] ?? text;
const events = { 立案: 'registered', 结案: 'closed', 上诉: 'appealed', 调解终结: 'mediation ended', 裁定确认有效: 'confirmed', 到期: 'due', 收件: 'received', 甄别: 'triaged', 确认分流: 'route confirmed' };
const lists = {};
/** What the law does not allow for in a row of a ledger. */
const odd = {
  特别程序与诉讼程序不互相转换: 'The special procedure is not converted into another, nor another into it', '小额诉讼由审判员一人独任审理，不由合议庭审理': 'A small claim is heard by one judge, not by a panel', '简易程序由审判员一人独任审理，不由合议庭审理': 'The simple procedure is heard by one judge, not by a panel',
  '确认有效，却没有达成调解协议的记载': 'Confirmed, but no agreement is on record', '以调解书结案，不能上诉': 'Closed by a mediation statement: no appeal', 准许撤诉的裁定不能上诉: 'A ruling that allows the withdrawal takes no appeal', '特别程序一审终审，不能上诉': 'The special procedure is final at first instance: no appeal',
};
const scope = text => words[text] ?? text;
const length = text => read(text);
const list = text => text.split('、').map(read).join(', ');

/** One sentence, without its full stop. */
function read(text) {
  const plain = text.trim();
  if (!/[\u4e00-\u9fff]/.test(plain)) return text;
  if (words[plain]) return words[plain];
  for (const [pattern, say] of sentences) {
    const found = pattern.exec(plain);
    if (found) return say(...found.slice(1));
  }
  return null;
}

/** The English of what the service said; the text itself where a part of it is not known. */
export function english(text) {
  const dated = /^(.*)。（(\d{4}-\d\d-\d\d)）$/.exec(text);
  if (dated) return `${english(dated[1])} (${dated[2]})`;
  const whole = read(text.replace(/。$/, ''));
  if (whole) return whole;
  for (const mark of [/。/, /；/, /，/]) {
    const parts = text.split(mark).filter(part => part.trim());
    if (parts.length < 2) continue;
    const said = parts.map(part => english(part));
    if (said.every(part => !/[\u4e00-\u9fff]/.test(part))) return said.join(mark.source === '。' ? '. ' : mark.source === '；' ? '; ' : ', ');
  }
  return text;
}
