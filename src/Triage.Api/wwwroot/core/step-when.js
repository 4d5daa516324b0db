// What in a case waits for somebody. The table of steps asks it before it offers a step; the form then opens on it.

import { t } from './lang.js';
import { me } from './session.js';

/** The gates that send this dispute to another body. */
export const otherWays = c => (c.triage?.gates ?? []).filter(g => g.effect.startsWith('refers_out '));

/** After filing an agreement goes to the judge, who makes it a mediation statement or allows the withdrawal (特邀调解规定 20); confirmation (民事诉讼法 205) is not what is offered first. */
export const registered = c => (c.numbers ?? []).some(n => ['first_instance', 'special_procedure'].includes(n.kind));

/** A registered case is not registered again: it goes on to trial. */
export const fileName = c => (c.filedOn ? t('转入审理、分案', 'Pass to trial and assign') : t('登记立案', 'Register the suit'));

/** A second triage that somebody still has to answer: where nothing is left to be tried nobody has. */
export const secondWaits = c => Boolean(c.secondTriage) && !c.secondTriage.answeredOn && !['referred_out', 'not_accepted', 'confirmed', 'closed', 'appealed', 'effective', 'follow_up', 'redo', 'archived', 'withdrawn'].includes(c.state);

/** A ruling on a confirmation is what is served now: nothing is being tried and nothing was closed. */
export const ofRuling = c => !c.closure && Boolean(c.confirmation?.decision) && ['confirmed', 'confirmation_refused', 'follow_up', 'redo'].includes(c.state);
const nothingToRecord = c => !c.closure && !c.confirmation?.decision && ['follow_up', 'redo'].includes(c.state);
export const recordsEvents = c => !nothingToRecord(c);

export const openSuspension = c => c.trial?.suspensions?.find(s => !s.to);
export const openExtension = c => c.trial?.extensions?.find(e => e.authority !== 'superior_court' && (e.granted === null || e.granted === undefined));

const recusals = c => c.trial?.recusals ?? [];
export const askedRecusals = c => recusals(c).filter(r => !r.decidedOn);
export const refusedRecusals = c => recusals(c).filter(r => r.granted === false && !r.review);
export const askedReviews = c => recusals(c).filter(r => r.review && !r.review.decidedOn);

export const evidencePeriods = c => c.trial?.evidencePeriods ?? [];
export const askedEvidence = c => evidencePeriods(c).flatMap(p => p.extensions ?? []).filter(x => !x.decidedOn);
export const ofSuperior = x => x.authority === 'superior_court';
export const askedSuperior = c => (c.trial?.extensions ?? []).find(x => ofSuperior(x) && !x.decidedOn);

export const toMe = r => r.to === me()?.personId;
/** Letters that this person may answer: those to him or her, and those he or she sent. */
export const unanswered = c => (c.reminders ?? []).filter(r => !r.answer && (toMe(r) || r.from === me()?.userName));
