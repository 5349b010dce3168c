import { markup, type Markup } from './markup.js';

/** Rows of one table: a page with more would be slow, and nobody reads them. */
export const ROWS = 1000;

export function leftOut(count: number): Markup {
  return count > ROWS ? markup`<p class="quiet">${count - ROWS} further rows are left out here.</p>` : markup``;
}
