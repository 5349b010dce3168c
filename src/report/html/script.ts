/** What the page does beyond plain HTML. It reads nothing but the page. */
export const SCRIPT = `
'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Arrow keys: between the rows of a table, and between the boxes of a map, which is one stop of the Tab key.
const move = (items, event, keys) => {
  const step = keys[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const index = items.indexOf(event.target);
  const next = index < 0 ? undefined : items[step === 'first' ? 0 : step === 'last' ? items.length - 1 : index + step];
  if (index >= 0) event.preventDefault();
  if (next === undefined) return;
  if (next.closest('.treemap')) for (const item of items) item.setAttribute('tabindex', item === next ? '0' : '-1');
  next.focus();
};
const visible = (item) => item.getClientRects().length > 0;
for (const body of all('tbody')) {
  body.addEventListener('keydown', (event) => {
    const rows = all(':scope > tr[tabindex]', body).filter(visible);
    if (event.key === 'Enter' && rows.includes(event.target)) {
      const details = event.target.querySelector('details');
      if (details) details.open = !details.open;
    } else move(rows, event, { ArrowUp: -1, ArrowDown: 1, Home: 'first', End: 'last' });
  });
}
for (const map of all('.treemap')) {
  const boxes = all('a', map);
  boxes.forEach((box, index) => box.setAttribute('tabindex', index === 0 ? '0' : '-1'));
  map.addEventListener('keydown', (event) =>
    move(boxes, event, { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: 'first', End: 'last' }),
  );
}

// A link to a row unfolds the row and moves the focus there.
const arrive = () => {
  const row = document.getElementById(location.hash.slice(1));
  if (row === null || !row.matches('tr')) return;
  if (!visible(row)) document.getElementById('hide-hits').checked = false;
  const details = row.querySelector('details');
  if (details) details.open = true;
  row.focus();
};
addEventListener('hashchange', arrive);
arrive();

// Paper cannot be unfolded, so printing unfolds everything.
let folded = [];
addEventListener('beforeprint', () => {
  folded = all('details:not([open])');
  for (const details of folded) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of folded) details.open = false;
});

const save = document.getElementById('save');
if (save !== null) {
  save.hidden = false;
  save.addEventListener('click', () => {
    const text = JSON.stringify(JSON.parse(document.getElementById('report').textContent), null, 2) + '\\n';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = 'report.json';
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
`;
