// What stands below the first cards of the leader's board. A part of its own: the figures stand while it is still on the line.

import { alerts } from './alerts.js';
import { fill, h } from './dom.js';
import { ageing, funnel } from './open-cases.js';
import { sideBySide, trends } from './trends.js';
import { triageQuality } from './triage-quality.js';

/** Fills the two places that the board keeps free: what asks for an eye, and what is looked at in calm. */
export function drawBelow(board, urgent, calm) {
  fill(urgent, alerts(board));
  fill(calm, trends(board), board.figures.byTribunal.length > 1 && sideBySide(board), triageQuality(board), h('div.pair', {}, funnel(board), ageing(board)));
}
